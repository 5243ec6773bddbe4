// A wasm module out of what src/tools/compressor has made of it.

import { bytesOf } from './bytes.js';

/** Where the decompressor reads and writes. */
const TEXT = 0x20000;
const FUNCTIONS = 0x30000;

/**
 * All strings are a character a byte.
 *
 * @param {string} code the module's functions
 * @param {string} head what stands before them
 * @param {string} tail what stands after them
 * @param {string} decompressor a module
 * @returns {Uint8Array}
 */
export function decompress(code, head, tail, decompressor) {
  const module = new WebAssembly.Module(bytesOf(decompressor));
  // A loop in JavaScript would take several times as long: the first ones of a page are interpreted.
  const { m: memory, d: run } = new WebAssembly.Instance(module).exports;
  const bytes = new Uint8Array(memory.buffer);
  bytes.set(bytesOf(code), TEXT);
  const end = run();
  const start = FUNCTIONS - head.length;
  bytes.set(bytesOf(head), start);
  bytes.set(bytesOf(tail), end);
  return bytes.subarray(start, end + tail.length);
}
