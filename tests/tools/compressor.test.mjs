// What the compressor makes of a module, the script's decompressor brings back: the same module, but with the size of
// each function in two bytes.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';
import { decompress } from '../../src/js/decompress.js';
import { decompressor, files } from '../../src/tools/compile.mjs';
import { compress } from '../../src/tools/compressor/compress.mjs';
import { lengthsOf } from '../../src/tools/compressor/codes.mjs';
import { quoted } from '../../src/tools/pack.mjs';
import { Reader, leb } from '../../src/tools/shorten.mjs';

const CODE = 10;
const HEADER = [0, 97, 115, 109, 1, 0, 0, 0];
const latin1 = (bytes) => Buffer.from(bytes).toString('latin1');

/** There and back, by way of literals in a strict script. */
function same(wasm) {
  const { head, code, tail } = compress(wasm);
  const strings = [code, latin1(head), latin1(tail), latin1(readFileSync(decompressor))];
  const source = `[${strings.map(quoted)}]`;
  const back = decompress(...vm.runInNewContext(`'use strict'; ${source}`));
  // Without the difference, which would take minutes to tell.
  const isSame = isDeepStrictEqual(sections(back, true), sections(wasm, false));
  assert.ok(isSame, 'it comes back as it was');
  return { back, code };
}

/** A module's sections, and of the functions' one the functions. */
function sections(wasm, inTwoBytes) {
  const input = new Reader(wasm, 8);
  const found = [latin1(wasm.subarray(0, 8))];
  while (input.position < wasm.length) {
    const [id] = input.bytes(1);
    const section = new Reader(input.bytes(input.number()));
    if (id !== CODE) {
      found.push([id, latin1(section.data)]);
      continue;
    }
    const functions = Array.from({ length: section.number() }, () => {
      const start = section.position;
      const size = section.number();
      if (inTwoBytes) assert.equal(section.position, start + 2);
      return latin1(section.bytes(size));
    });
    assert.equal(section.position, section.data.length);
    found.push([id, functions]);
  }
  return found;
}

/** A module of these functions' bytes, which need not be instructions. */
function moduleOf(functions, after = []) {
  const body = functions.flatMap((bytes) => [...leb(bytes.length), ...bytes]);
  const count = leb(functions.length);
  return Uint8Array.from([
    ...HEADER,
    ...[CODE, ...leb(count.length + body.length), ...count, ...body],
    ...after,
  ]);
}

/** Bytes that look like none, the same each time (xorshift). */
function noise(length, seed = 1) {
  let state = seed;
  return Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 255;
  });
}

for (const variant of ['lite', 'full']) {
  test(`the module is the same, valid, and a sixth smaller than with gzip: ${variant}`, () => {
    const wasm = readFileSync(files(variant).wasm);
    const { back, code } = same(wasm);
    assert.ok(WebAssembly.validate(back));
    const [, functions] = sections(wasm, false).find(([id]) => id === CODE);
    const gzip = (text) => gzipSync(Buffer.from(text, 'latin1'), { level: 9 }).length;
    const ratio = gzip(code) / gzip(functions.join(''));
    assert.ok(ratio < 0.84, `${ratio}`);
    assert.equal(compress(wasm).code, code, 'always the same');
  });
}

test('a script keeps the text as it is, and gzip makes seven bits of each character', () => {
  const { code } = compress(readFileSync(files('full').wasm));
  // eslint-disable-next-line no-control-regex -- Most of these it has; what a literal or a page could not keep it has not.
  assert.match(code, /^[\x01-\x7f]+$/);
  assert.doesNotMatch(code, /[\n\r'<\\]/);
  assert.ok(gzipSync(code, { level: 9 }).length < code.length * (7 / 8) * 1.01);
});

test('functions may be any bytes', () => {
  const all = Array.from({ length: 256 }, (_, byte) => byte);
  same(moduleOf([all]));
  same(moduleOf(all.map((byte) => [byte])));
  for (let seed = 1; seed <= 3; seed++) same(moduleOf([noise(100, seed), noise(400, seed + 99)]));
});

test('pairs keep out of the way of the bytes that stand for them', () => {
  // Loads and stores that come often, and each byte of a pair where an opcode may be.
  const often = Array.from({ length: 50 }, () => [0x28, 2, 4, 0x36, 2, 8, 0x02, 0x40]).flat();
  const range = Array.from({ length: 32 }, (_, i) => 0xd4 + i);
  same(moduleOf([often]));
  same(moduleOf([[...often, ...range]]));
  same(moduleOf([[...often, ...range.slice(0, 30)]]));
});

test('what repeats from near and far, and for long', () => {
  const far = noise(1000);
  const long = Array(3000).fill(7);
  const { code } = same(
    moduleOf([far, long, noise(300, 5), long, [...far, ...far.slice(5), 1, 2, 1, 2, 1, 2]]),
  );
  assert.ok(code.length < 3000, `${code.length}`);
});

test('functions of any number and size, and nothing or much around them', () => {
  same(moduleOf([[0x0b]]));
  same(moduleOf([]));
  same(moduleOf(Array.from({ length: 300 }, (_, i) => Array(1 + (i % 200)).fill(i & 15))));
  const bytes = (size) => Array.from({ length: size }, (_, i) => (i * i) & 31);
  for (const size of [127, 128, 129, 16_383]) same(moduleOf([bytes(size)]));
  const custom = (bytes) => [0, ...leb(bytes.length), ...bytes];
  const after = custom([4, 110, 97, 109, 101, ...noise(500)]);
  same(moduleOf([noise(50)], after));
});

test('a module that is too large is refused, in words', () => {
  const words = /^Error: The module is too large for decompressor\.wat$/;
  assert.throws(() => compress(moduleOf([noise(16_384)])), words);
  assert.throws(() => compress(moduleOf(Array.from({ length: 5 }, () => noise(16_000)))), words);
  assert.throws(() => compress(moduleOf([noise(50)], Array(65_500).fill(0))), words);
});

test('codes are complete, short enough, and shortest for what comes most', () => {
  // Fibonacci's numbers make the longest codes.
  const counts = Float64Array.of(1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 0);
  const lengths = [...lengthsOf(counts)];
  assert.equal(lengths.pop(), 0);
  assert.equal(Math.max(...lengths), 10);
  assert.deepEqual(
    lengths,
    lengths.toSorted((a, b) => b - a),
  );
  assert.equal(
    lengths.reduce((sum, length) => sum + 2 ** -length, 0),
    1,
  );
  for (const few of [[], [5], [0, 0, 5]]) {
    const lengths = lengthsOf(Float64Array.from([...few, 0, 0]));
    assert.equal(lengths.filter((length) => length === 1).length, 2);
  }
});
