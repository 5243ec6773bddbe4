// The classic script: the build wraps it so that it sets `Pusher`, or is the module's export.
import { Channel, Members, PresenceChannel } from '../channel.js';
import { ConnectionManager } from '../connection.js';
import { Pusher } from '../pusher.js';

// `require()` gives the class itself. For programs that take it apart (`const { Channel } = require(…)`), or were
// compiled from `import Pusher from …` to `require(…).default`, it holds what the ES module exports.
Object.assign(Pusher, {
  default: Pusher,
  Pusher,
  Channel,
  Members,
  PresenceChannel,
  ConnectionManager,
});

export { Pusher as default };
