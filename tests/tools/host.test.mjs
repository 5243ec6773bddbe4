// The host has a list of the methods whose exceptions Rust wants to hear: it must be the one that Rust has.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (file) => readFileSync(new URL(`../../src/${file}`, import.meta.url), 'utf8');

test('the host passes on the exceptions that Rust catches, and no other', () => {
  const methods = read('browser/host.rs').matchAll(
    /#\[wasm_bindgen\((.*)\)\]\s+pub\(crate\) fn (\w+)/g,
  );
  const caught = [...methods]
    .filter(([, attributes]) => /\bcatch\b/.test(attributes))
    .map(([, attributes, name]) => /js_name = (\w+)/.exec(attributes)?.[1] ?? name);
  const [, list] = /const THROWING = \[([^\]]*)\]/.exec(read('js/host.js'));
  const passedOn = [...list.matchAll(/'(\w+)'/g)].map(([, name]) => name);
  assert.ok(caught.length > 0);
  assert.deepEqual(passedOn.sort(), caught.sort());
});
