// Bytes as a string of printable ASCII, for a wasm module inside a script: src/tools/packer does it.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Reader } from './shorten.mjs';
import { root } from './steps.mjs';

const CODE = 10;

/** The packer, compiled, and the unpacker: a wasm module. */
export const packer = join(root, 'target', 'debug', 'packer');
export const unpacker = join(root, 'target', 'variants', 'unpacker.wasm');

/**
 * @param {Uint8Array} wasm
 * @returns {{text: string, size: number, start: number, end: number}} what `unpack` in src/js/unpack.js takes
 */
export function pack(wasm) {
  const { start, end } = functions(wasm);
  const { status, stdout, stderr } = spawnSync(packer, [String(start), String(end)], {
    input: wasm,
    encoding: 'latin1',
    maxBuffer: Infinity,
  });
  if (status !== 0) throw new Error(`packing failed: ${stderr}`);
  return { text: stdout, size: wasm.length, start, end };
}

/** Where the bodies of a module's functions are; nowhere in what is no module. */
function functions(wasm) {
  const input = new Reader(wasm, 8);
  while (input.position < wasm.length) {
    const id = wasm[input.position++];
    const size = input.number();
    const end = input.position + size;
    if (id === CODE) {
      input.number();
      return { start: input.position, end };
    }
    input.position = end;
  }
  return { start: 0, end: 0 };
}
