// The classic script: the build wraps it so that it sets `window.Pusher`, or is the module's export.
import { Pusher } from '../pusher.js';

// For programs that were compiled from `import Pusher from …` to `require(…).default`.
Pusher.default = Pusher;

export { Pusher as default };
