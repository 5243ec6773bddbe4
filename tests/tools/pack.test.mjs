import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { unpack } from '../../src/js/unpack.js';
import { files } from '../../src/tools/compile.mjs';
import { pack, unpacker } from '../../src/tools/pack.mjs';

const UNPACKER = readFileSync(unpacker).toString('base64');
const same = (bytes) => {
  const packed = pack(bytes);
  assert.match(packed.text, /^[>-[\]-~]*$/);
  assert.deepEqual(unpack(packed, UNPACKER), Uint8Array.from(bytes));
  return packed;
};

test('every byte survives packing, whatever its neighbours', () => {
  const bytes = [];
  for (let a = 0; a < 256; a++) for (let b = 0; b < 256; b++) bytes.push(a, b);
  same(Uint8Array.from(bytes));
});

test('no bytes, one, and two', () => {
  for (const bytes of [[], [0], [255], [1, 1]]) same(Uint8Array.from(bytes));
});

test('bytes that repeat from near and far, and for long', () => {
  const noise = (length) => Array.from({ length }, (_, i) => (i * i * 40503) >> 7);
  const far = noise(1000);
  const { text } = same(
    Uint8Array.from([...far, ...Array(70_000).fill(7), ...far, ...far.slice(5), 1, 2, 1, 2, 1, 2]),
  );
  assert.ok(text.length < 2500, `${text.length}`);
});

test('a module is packed as code, better than gzip could, and always the same', () => {
  const wasm = readFileSync(files('lite').wasm);
  const packed = same(wasm);
  assert.deepEqual(pack(wasm), packed);
  const { text, size, start, end } = packed;
  assert.ok(start > 0 && start < end && end <= size);
  assert.ok(text.length * 6 < size * 8 * 0.4, `${text.length} characters for ${size} bytes`);
});

test('code that ends in the middle of anything', () => {
  const wasm = readFileSync(files('lite').wasm);
  const { start } = pack(wasm);
  // Header, sections, and a code section as long as it claims to be, of any bytes at all.
  for (const byte of [0x0b, 0x0e, 0x28, 0x80, 0xff]) {
    const copy = Uint8Array.from(wasm);
    copy.fill(byte, start, start + 4000);
    same(copy);
  }
});
