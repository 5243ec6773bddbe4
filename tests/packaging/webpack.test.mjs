// webpack 5: built for production, and its development server.

import { describe, test } from 'node:test';
import { assertQuiet, project } from '../support/project.mjs';

describe('webpack', () => {
  const app = project('webpack');

  test('built for production', async () => {
    const output = await app.npm('run', 'build');
    assertQuiet(output);
    await app.works(app.serve('dist'));
  });

  test('development server', async () => {
    const server = await app.start('npm', (port) => ['start', '--', '--port', `${port}`]);
    await app.works(server.url);
    assertQuiet(server.output());
  });
});
