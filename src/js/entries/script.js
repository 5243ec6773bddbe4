// The classic script: the build wraps it so that it sets `window.Pusher`, or is the module's export.
export { Pusher as default } from '../pusher.js';
