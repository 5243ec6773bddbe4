// esbuild, by its API, as a classic script.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { project } from '../support/project.mjs';

describe('esbuild', () => {
  const app = project('esbuild');

  test('built', async () => {
    await app.npm('run', 'build');
    assert.deepEqual(app.list('dist'), ['app.js', 'app.js.map', 'index.html']);
    await app.works(app.serve('dist'));
  });

  test('what nobody uses is left out, a script that is imported for its effect is not', async () => {
    const bundle = async (source) => {
      writeFileSync(join(app.folder, 'entry.js'), source);
      await app.run('npx', 'esbuild', 'entry.js', '--bundle', '--outfile=entry.out.js');
      return app.read('entry.out.js').includes('WebAssembly');
    };
    assert.equal(await bundle("import Pusher from 'pusher-wasm'; console.log(Pusher);"), true);
    assert.equal(await bundle("import Pusher from 'pusher-wasm';"), false);
    assert.equal(await bundle("import { Runtime } from 'pusher-wasm/lite';"), false);
    assert.equal(await bundle("import 'pusher-wasm/pkg/web/pusher.js';"), true);
  });
});
