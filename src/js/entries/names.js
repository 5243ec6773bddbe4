// What every entry exports besides its default, the class.
export { Pusher } from '../pusher.js';
export { Channel, Members, PresenceChannel } from '../channel.js';
export { ConnectionManager } from '../connection.js';
export { Runtime } from '../runtime.js';
