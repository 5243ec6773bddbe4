// The module that the build has put into the script.

import { text } from 'build:bytes';
import { forbidden } from './errors.js';
import { unpack } from './unpack.js';

/** The compiled module. Throws an error that says what to do where nothing can be compiled. */
export function binary() {
  try {
    return new WebAssembly.Module(unpack(text));
  } catch (cause) {
    throw forbidden(cause);
  }
}
