// The types of pusher-wasm/slim.

export * from './index.js';
export { default } from './index.js';

/**
 * Fetches and compiles the client; `new Pusher` works once the promise is fulfilled, and throws before.
 *
 * @param source where the module is, or what it is: by default `pusher.wasm` beside the script
 */
export function init(source?: unknown): Promise<void>;
