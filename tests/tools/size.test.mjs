// `npm run size` tells what the built files weigh.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from '../../src/tools/build.mjs';
import { root } from '../../src/tools/steps.mjs';

await build();
const table = execFileSync(process.execPath, [join(root, 'src/tools/size.mjs')], {
  encoding: 'utf8',
});

/** The first number of a line, in bytes. */
const bytesOf = (part, name) => {
  const [, number] = new RegExp(`^ *${name} +([\\d,]+)`, 'm').exec(part) ?? [];
  return Number(number?.replaceAll(',', ''));
};

for (const [file, module] of [
  ['web/pusher.min.js', 'as a literal'],
  ['web/pusher-with-encryption.min.js', 'compressed'],
]) {
  test(`the steps of ${file} get smaller, and the parts make up the whole`, () => {
    const [part] = table.slice(table.indexOf(`\n${file} `)).split('\n\n');
    const steps = ['wasm-bindgen, with names', 'panics out', 'wasm-opt', 'short names'];
    const sizes = steps.map((name) => bytesOf(part, name));
    assert.deepEqual(
      sizes,
      sizes.toSorted((a, b) => b - a),
    );
    assert.ok(sizes.every((size) => size > 10_000));
    const whole = bytesOf(part, 'the file');
    assert.equal(whole, statSync(join(root, 'pkg', file)).size);
    // An empty literal stands where the module was.
    assert.equal(bytesOf(part, module) + bytesOf(part, 'all JavaScript, minified') - 2, whole);
  });
}

test('every crate of ours and theirs is named', () => {
  for (const crate of ['pusher_wasm', 'wasm_bindgen', 'talc'])
    assert.ok(bytesOf(table, crate) > 500, crate);
});
