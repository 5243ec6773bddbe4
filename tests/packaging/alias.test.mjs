// An app that was written for pusher-js: types, deep paths, a worker, a program for Node. It is tried as it is, and then
// with the package installed under pusher-js's name, as `"pusher-js": "npm:pusher-wasm"` does. No file is changed.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { project, shows } from '../support/project.mjs';

for (const [name, as, library] of [
  ['alias: before', null, 'pusher-js'],
  ['alias: after', 'pusher-js', 'pusher-wasm'],
]) {
  describe(name, () => {
    const app = project('alias', { as });

    async function works(url) {
      const page = await app.works(url);
      await shows(page, '#members', 'Ann');
      await shows(page, '#me', 'Ann');
      await shows(page, '#secret', 'subscribed');
      await app.trigger('private-encrypted-safe', 'code', { code: '1234' });
      await shows(page, '#secret', '1234');
      await shows(page, '#worker', 'subscribed');
      await app.trigger('private-worker', 'job', { name: 'sweep' });
      await shows(page, '#worker', 'sweep');
      assert.deepEqual(page.problems, []);
    }

    test('the library is the one that is meant', () => {
      const { name } = JSON.parse(app.read('node_modules/pusher-js/package.json'));
      assert.equal(name, library);
    });

    test('type-checked, built', async () => {
      await app.npm('run', 'build');
      await works(app.serve('dist'));
    });

    test('development server', async () => {
      const { url } = await app.start('npm', (port) => [
        ...['run', 'dev', '--', '--host', '127.0.0.1', '--strictPort', '--port', `${port}`],
      ]);
      await works(url);
    });

    test('in Node, by require()', async () => {
      const program = app.launch('npm', 'run', 'report');
      await program.says('waiting');
      await app.trigger('private-report', 'figures', { sum: 42 });
      await program.says('sum: 42');
      assert.equal((await program.ended).status, 0);
    });
  });
}
