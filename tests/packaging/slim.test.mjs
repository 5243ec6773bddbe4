// pusher-wasm/slim, whose .wasm is a file of its own: Vite and webpack 5 must find it, and put it into what they build.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertQuiet, project } from '../support/project.mjs';

describe('slim', () => {
  const app = project('slim');

  for (const [tool, folder] of [
    ['vite', 'dist'],
    ['webpack', 'dist-webpack'],
  ]) {
    test(`built by ${tool}`, async () => {
      const output = await app.npm('run', `build:${tool}`);
      assertQuiet(output);
      const modules = app.list(folder).filter((file) => file.endsWith('.wasm'));
      assert.equal(modules.length, 1, `${app.list(folder)}`);
      await app.works(app.serve(folder), { wasm: 1 });
    });
  }

  for (const [title, script] of [
    ['Vite', 'dev:vite'],
    ['Vite 7, told not to bundle it ahead', 'dev:vite7'],
  ]) {
    test(`development server of ${title}`, async () => {
      const { url } = await app.start('npm', (port) => [
        ...['run', script, '--', '--host', '127.0.0.1', '--strictPort', '--port', `${port}`],
      ]);
      await app.works(url, { wasm: 1 });
    });
  }
});
