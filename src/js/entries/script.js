// The classic script: the build wraps it so that it sets `Pusher`, or is the module's export.
export { Pusher as default } from './names.js';
