// What every entry exports besides its default, the class.

import { Channel, Members, PresenceChannel } from '../channel.js';
import { ConnectionManager } from '../connection.js';
import { Pusher } from '../pusher.js';
import { Runtime } from '../runtime.js';

// The class holds the others, and itself: `require()` gives it alone, some programs were compiled from
// `import Pusher from …` to `require(…).default`, and TypeScript makes Node's ES modules write `new Pusher.default(…)`.
Object.assign(Pusher, {
  default: Pusher,
  Pusher,
  Channel,
  Members,
  PresenceChannel,
  ConnectionManager,
});

export { Channel, ConnectionManager, Members, PresenceChannel, Pusher, Runtime };
