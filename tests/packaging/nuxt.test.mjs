// Nuxt: rendered on the server, live in the browser, in production and in development.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertQuiet, project } from '../support/project.mjs';

describe('nuxt', () => {
  const app = project('nuxt');

  /** The page as the server renders it, then as it lives in the browser. */
  async function works(server) {
    const html = await (await fetch(server.url)).text();
    assert.match(html, /<b id="state">initialized<\/b>/, 'rendered on the server');
    await app.works(server.url);
    assertQuiet(server.output());
  }

  test('built and started', async () => {
    await app.npm('run', 'build');
    await works(await app.start('env', (port) => [`PORT=${port}`, 'npm', 'start']));
  });

  test('development server', async () => {
    await works(
      await app.start('npm', (port) => [
        'run',
        'dev',
        '--',
        '--host',
        '127.0.0.1',
        '--port',
        `${port}`,
      ]),
    );
  });
});
