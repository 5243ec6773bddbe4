// The module does without reference types, so that wasm-bindgen does, too.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { build } from '../../src/tools/build.mjs';
import { files } from '../../src/tools/compile.mjs';
import { withoutReferences } from '../../src/tools/references.mjs';

await build();

test('a module says that it has no references', () => {
  const linked = readFileSync(files('full').linked);
  const features = (wasm) => {
    const module = new WebAssembly.Module(wasm);
    return Buffer.from(WebAssembly.Module.customSections(module, 'target_features')[0]).toString();
  };
  assert.match(features(linked), /\+.reference-types/);
  assert.match(features(withoutReferences(linked)), /-.reference-types/);
  assert.throws(() => withoutReferences(withoutReferences(linked)), /reference-types/);
});
