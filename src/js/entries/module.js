// The ES module.
export { Pusher as default, Pusher } from '../pusher.js';
export { Channel, Members, PresenceChannel } from '../channel.js';
export { ConnectionManager } from '../connection.js';
export { Runtime } from '../runtime.js';
