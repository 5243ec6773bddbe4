// The module does without reference types, so that wasm-bindgen does, too.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { build } from '../../src/tools/build.mjs';
import { files } from '../../src/tools/compile.mjs';
import { withStatics, withoutReferences } from '../../src/tools/references.mjs';

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

test('a module knows how many places are taken for good', () => {
  const [wasm, bindings] = [files('full').bound, files('full').boundScript].map((file) =>
    readFileSync(file),
  );
  const froms = (module) =>
    new Set(WebAssembly.Module.imports(new WebAssembly.Module(module)).map(({ module }) => module));
  assert.ok(froms(wasm).has('__wbindgen_externref_xform__'));
  assert.equal(froms(withStatics(wasm, `${bindings}`)).size, froms(wasm).size - 1);
  assert.throws(() => withStatics(wasm, 'let heap = [];'), /elsewhere/);
});
