// webpack 5: built for production, and its development server.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { project } from '../support/project.mjs';

describe('webpack', () => {
  const app = project('webpack');

  test('built for production', async () => {
    const output = await app.npm('run', 'build');
    assert.doesNotMatch(output, /WARNING|ERROR/);
    await app.works(app.serve('dist'));
  });

  test('development server', async () => {
    const server = await app.start('npm', (port) => ['start', '--', '--port', `${port}`]);
    await app.works(server.url);
    assert.doesNotMatch(server.output(), /WARNING|ERROR/);
  });
});
