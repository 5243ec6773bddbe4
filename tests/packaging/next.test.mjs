// Next with its app router: rendered on the server, live in the browser, in production and in development.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { STRICT_MODE, assertQuiet, project } from '../support/project.mjs';

describe('next', () => {
  const app = project('next', { harmless: STRICT_MODE });
  const serve = (script) =>
    app.start('npm', (port) => [
      ...['run', script, '--', '--hostname', '127.0.0.1', '--port', `${port}`],
    ]);

  test('built and started', async () => {
    assertQuiet(await app.npm('run', 'build'));
    const server = await serve('start');
    const html = await (await fetch(server.url)).text();
    assert.match(html, /<b id="state">initialized<\/b>/, 'rendered on the server');
    await app.works(server.url);
    assertQuiet(server.output());
  });

  test('a client that is made with its module, on the server and in the browser', async () => {
    const server = await serve('start');
    assert.match(await (await fetch(`${server.url}/shared`)).text(), /<b id="state">initialized/);
    await app.works(`${server.url}/shared`);
    assertQuiet(server.output());
  });

  test('development server', async () => {
    const server = await serve('dev');
    await app.works(server.url);
    assertQuiet(server.output());
  });
});
