import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { build } from '../../src/tools/build.mjs';
import { files } from '../../src/tools/compile.mjs';
import { prune } from '../../src/tools/prune.mjs';

await build();
const bindings = readFileSync(files('full').boundScript, 'utf8');

test('the bindings lose what is there for older engines and other uses', () => {
  const pruned = prune(bindings);
  for (const gone of [
    'Symbol.dispose',
    'register: () =>',
    'free()',
    'fetch',
    'cachedUint8Array',
    'CLOSURE_DTORS',
    'from "__wbindgen',
  ])
    assert.ok(bindings.includes(gone) && !pruned.includes(gone), gone);
  assert.match(pruned, /new FinalizationRegistry/);
  assert.match(bindings, /new Array\(1024\)\.fill\(undefined\);\s*heap\.push\(undefined, /);
  assert.match(pruned, /=== undefined\) return 1024;/);
});

test('bindings that have changed are noticed', () => {
  assert.throws(() => prune(bindings.replace('Symbol.dispose', 'Symbol.other')), /Symbol/);
});
