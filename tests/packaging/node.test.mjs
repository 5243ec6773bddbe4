// Programs for Node, as an ES module and as a CommonJS one.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { project } from '../support/project.mjs';

for (const name of ['node-esm', 'node-cjs']) {
  describe(name, () => {
    const app = project(name);

    test('connects, is let into a private channel, gets a message, ends', async () => {
      const program = app.launch('npm', 'start');
      await program.says('private: subscribed');
      await app.trigger('news', 'headline', { title: 'It works' });
      await program.says('headline: It works');
      assert.equal((await program.ended).status, 0);
    });

    test('without a WebSocket, as before Node 22, it says so and ends', async () => {
      app.env.NODE_OPTIONS = '--no-experimental-websocket';
      assert.match(await app.npm('start'), /^state: failed$/m);
    });
  });
}
