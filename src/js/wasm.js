// The compiled client. The build puts the bytes into this module; they are compiled when the first client
// is made, synchronously, which browsers allow for modules of this size. Until then nothing is touched.

import { bindings } from 'build:bindings';
import { bytes, unpacker } from 'build:bytes';
import { unpack } from './unpack.js';

let loaded;

/** The exports of the Rust side. Throws a `WebAssembly.CompileError` where the page's CSP forbids it. */
export function load() {
  if (!loaded) {
    const { Pusher, initSync } = bindings();
    initSync({ module: unpack(bytes, unpacker) });
    loaded = { Pusher };
  }
  return loaded;
}
