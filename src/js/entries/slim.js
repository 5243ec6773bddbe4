// The ES module that has its WebAssembly beside it.
export { Pusher as default } from '../pusher.js';
export { init } from '../slim.js';
export * from './names.js';
