// Vite with React, Vue and Svelte: built, and its development server, where a change is seen without a reload.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { STRICT_MODE, assertQuiet, project, shows } from '../support/project.mjs';

const PROJECTS = {
  'vite-react': 'src/App.tsx',
  'vite-vue': 'src/App.vue',
  'vite-svelte': 'src/App.svelte',
};

for (const [name, component] of Object.entries(PROJECTS)) {
  describe(name, () => {
    const app = project(name, { harmless: name === 'vite-react' ? STRICT_MODE : undefined });
    const serve = (script) =>
      app.start('npm', (port) => [
        ...['run', script, '--', '--host', '127.0.0.1', '--strictPort', '--port', `${port}`],
      ]);

    test('built', async () => {
      const output = await app.npm('run', 'build');
      assertQuiet(output);
      assert.deepEqual(
        app.list('dist').filter((file) => file.endsWith('.wasm')),
        [],
      );
      const { url } = await serve('preview');
      await app.works(url);
    });

    test('development server', async () => {
      const { url } = await serve('dev');
      const page = await app.works(url);
      // Vite has made one file of what it found imported.
      assert.ok(page.requests.some((url) => /\/\.vite\/deps\/pusher-wasm\.js/.test(url)));

      await page.evaluate(() => (window.kept = true));
      const source = app.read(component);
      writeFileSync(join(app.folder, component), source.replace('<h1>News', '<h1>Latest news'));
      await shows(page, 'h1', 'Latest news');
      await app.connects(page);
      await app.delivers(page, 'It still works');
      assert.equal(await page.evaluate(() => window.kept), true);
      assert.deepEqual(page.problems, []);
    });
  });
}
