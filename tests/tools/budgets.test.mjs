// The budgets of package.json: bytes after gzip -9, as servers send them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url));
const { budgets } = JSON.parse(read('package.json'));

for (const [file, limit] of Object.entries(budgets)) {
  test(`${file} stays within ${limit} bytes`, (t) => {
    const size = gzipSync(read(file), { level: 9 }).length;
    t.diagnostic(`${file}: ${size} bytes with gzip -9`);
    assert.ok(size <= limit, `${size} bytes`);
    // A budget far above the size guards nothing.
    assert.ok(size > limit * 0.9, `only ${size} bytes: lower the budget in package.json`);
  });
}
