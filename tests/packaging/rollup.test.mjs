// Rollup with node-resolve, commonjs and terser, as an ES module.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertQuiet, project } from '../support/project.mjs';

describe('rollup', () => {
  const app = project('rollup');

  test('built', async () => {
    const output = await app.npm('run', 'build');
    assertQuiet(output);
    assert.deepEqual(app.list('public'), ['bundle.js', 'bundle.js.map', 'index.html']);
    await app.works(app.serve('public'));
  });
});
