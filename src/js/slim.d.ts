// The types of pusher-wasm/slim.

export * from './index.js';
export { default } from './index.js';

/**
 * Where the client's WebAssembly is (a text, a `URL` or a `Request`), what was fetched (a `Response`), its bytes (an
 * `ArrayBuffer` or a view of one), or the compiled `WebAssembly.Module`. That one has no property to tell it by, so any
 * object will do for the compiler.
 */
export type InitInput = string | object;

/**
 * Fetches and compiles the client's WebAssembly. `new Pusher` works once the promise is fulfilled, and throws an `Error`
 * before.
 *
 * ```js
 * import Pusher, { init } from 'pusher-wasm/slim';
 *
 * await init();
 * const pusher = new Pusher('app-key', { cluster: 'eu' });
 * ```
 *
 * A server that calls the file `application/wasm` has it compiled while it arrives. Bundlers find it by themselves
 * where `source` is not given; `pusher-wasm/slim/pusher.wasm` is its path.
 *
 * @param source where the module is, or what it is; or a promise of it. By default `pusher.wasm` beside the script
 * @returns a promise, the same one however often it is asked for, until it is rejected: then it can be tried again
 * @throws an `Error` (the promise is rejected) where the file cannot be fetched or is no WebAssembly, and the one that
 *   `new Pusher` of the other entries throws where the page's Content-Security-Policy forbids WebAssembly
 */
export function init(source?: InitInput | Promise<InitInput>): Promise<void>;
