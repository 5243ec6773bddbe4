import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unpack } from '../../src/js/unpack.js';
import { pack, unpacker } from '../../src/tools/pack.mjs';

const again = (bytes) => unpack(pack(bytes), unpacker());

test('every byte survives packing, whatever its neighbours', () => {
  const bytes = [];
  for (let a = 0; a < 256; a++) for (let b = 0; b < 256; b++) bytes.push(a, b);
  assert.deepEqual(again(Uint8Array.from(bytes)), Uint8Array.from(bytes));
});

test('no bytes pack to no text', () => {
  assert.deepEqual(again(new Uint8Array(0)), new Uint8Array(0));
});

test('packed text can stand in double quotes, inside a script element, in any charset', () => {
  const text = pack(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  assert.match(text, /^[ -~]*$/);
  assert.doesNotMatch(text, /["\\<]/);
});
