// The ES module.
export { Pusher as default } from '../pusher.js';
export * from './names.js';
