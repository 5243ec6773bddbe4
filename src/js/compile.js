// Compiles the module that is in the script.

import { forbidden } from './errors.js';

/**
 * The compiled module. Throws an error that says what to do where nothing can be compiled.
 *
 * @param {() => Uint8Array} bytes
 */
export function compile(bytes) {
  try {
    return new WebAssembly.Module(bytes());
  } catch (cause) {
    throw forbidden(cause);
  }
}
