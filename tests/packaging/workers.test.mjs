// A module worker that Vite builds, and service workers without a tool.

import { describe, test } from 'node:test';
import { project } from '../support/project.mjs';

describe('module-worker', () => {
  const app = project('module-worker');
  const serve = (script) =>
    app.start('npm', (port) => [
      ...['run', script, '--', '--host', '127.0.0.1', '--strictPort', '--port', `${port}`],
    ]);

  test('built', async () => {
    await app.npm('run', 'build');
    const { url } = await serve('preview');
    await app.works(url);
  });

  test('development server', async () => {
    const { url } = await serve('dev');
    await app.works(url);
  });
});

describe('service-worker', () => {
  const app = project('service-worker');

  test('classic, by importScripts', () => app.works(app.serve()));

  test('module, by an import', () => app.works(`${app.serve()}/?module`));
});
