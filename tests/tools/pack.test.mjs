import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';
import { unpack } from '../../src/js/unpack.js';
import { files } from '../../src/tools/compile.mjs';
import { literal } from '../../src/tools/pack.mjs';

/** Packs bytes, has the engine read the literal as a strict script would, and unpacks. */
function same(bytes) {
  const source = literal(bytes);
  // eslint-disable-next-line no-control-regex -- Printable it is not; what else could be mistaken must be escaped.
  assert.match(source, /^'[\x01-\x09\x0b\x0c\x0e-\x7f]*'$/);
  assert.doesNotMatch(source, /<[!/]/, 'no end of a script element, no comment');
  const text = vm.runInNewContext(`'use strict'; ${source}`);
  assert.deepEqual(unpack(text), Uint8Array.from(bytes));
  return source;
}

/** Runs a function in an engine that has, or has not, base64 for bytes. */
function withBase64(fromBase64, run) {
  const own = Object.getOwnPropertyDescriptor(Uint8Array, 'fromBase64');
  Object.defineProperty(Uint8Array, 'fromBase64', { value: fromBase64, configurable: true });
  try {
    run();
  } finally {
    if (own) Object.defineProperty(Uint8Array, 'fromBase64', own);
    else delete Uint8Array.fromBase64;
  }
}

for (const [name, fromBase64] of [
  ['natively', (text) => Uint8Array.from(Buffer.from(text, 'base64'))],
  ['by a loop, where bytes have no base64', undefined],
]) {
  test(`every byte survives, whatever its neighbours: ${name}`, () => {
    // But for a letter: one must be free.
    const all = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== 81);
    withBase64(fromBase64, () => {
      for (const byte of all) same(all.flatMap((other) => [byte, other]));
      for (const few of [[], [0], [255], [60], [0, 0], [85, 56], [85, 0, 85], [81, 0, 81]])
        same(few);
    });
  });
}

test('a letter is free in every module, or the build says so', () => {
  const text = Array.from('ABCDEFGHIJKLMNOPQRSTVWXYZ', (letter) => letter + letter).join('');
  assert.throws(() => literal(Buffer.from(text)), /^Error: Every letter/);
  same(Buffer.from(text.replace('QQ', 'Q')));
});

test('a module is one character a byte, but for few', () => {
  const wasm = readFileSync(files('lite').wasm);
  const source = same(wasm);
  assert.ok(source.length < 1.25 * wasm.length, `${source.length} of ${wasm.length}`);
});
