// What only panics pointed to is blank in the shipped modules, and nothing else is.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { build } from '../../src/tools/build.mjs';
import { VARIANTS, files } from '../../src/tools/compile.mjs';
import { blankDeadData, withoutRelocations } from '../../src/tools/data.mjs';

await build();

for (const variant of Object.keys(VARIANTS)) {
  const [linked, optimized] = [files(variant).linked, files(variant).optimized].map((file) =>
    readFileSync(file),
  );

  test(`the messages of panics are blank in ${variant}`, () => {
    const { wasm, blanked } = blankDeadData(linked, optimized);
    assert.ok(blanked > 200, `only ${blanked} bytes`);
    assert.equal(wasm.length, optimized.length);
    assert.ok(WebAssembly.validate(wasm));
    const [before, after] = [optimized, wasm].map((bytes) => Buffer.from(bytes).toString('latin1'));
    // Files in which something could have panicked.
    const sources = (text) => [...text.matchAll(/\w+\/\w+\.rs/g)].length;
    assert.ok(sources(after) < sources(before) / 2, `${sources(after)} of ${sources(before)}`);
    for (const text of ['activityTimeout', 'pusher_internal:', '&flash=false', 'customHandler']) {
      assert.ok(after.includes(text), text);
    }
  });

  test(`nothing is blank in ${variant} as long as all of its code is there`, () => {
    const { blanked } = blankDeadData(linked, readFileSync(files(variant).compiled));
    assert.ok(blanked < 64, `${blanked} bytes that all of the code does not name`);
  });

  test(`the module of ${variant} is whole without its relocations`, () => {
    assert.ok(WebAssembly.validate(withoutRelocations(linked)));
  });
}
