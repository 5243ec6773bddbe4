// The slim entry in a page: its WebAssembly is a file of its own.

import assert from 'node:assert/strict';
import { suite } from '../support/browser/harness.mjs';
import { addSlim, wired } from '../support/browser/wired.mjs';

const SLIM = { blank: true, deviation: 'traps' };

suite('slim', (check) => {
  for (const file of ['/pkg/slim/pusher.js', '/pkg/slim/pusher.min.js']) {
    check(
      `it fetches its module once, and compiles it while it arrives [${file}]`,
      SLIM,
      async ({ open }) => {
        const page = await open({ build: undefined });
        const fetched = [];
        page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
        await page.evaluate(() => {
          window.compiled = [];
          for (const name of ['compile', 'compileStreaming']) {
            const real = WebAssembly[name];
            WebAssembly[name] = (source) => {
              window.compiled.push(name);
              return real(source);
            };
          }
        });
        await addSlim(page, file);
        assert.deepEqual(fetched.sort(), [file, '/pkg/slim/pusher.wasm'].sort());
        assert.deepEqual(await page.evaluate(() => window.compiled), ['compileStreaming']);
        const got = await page.evaluate(async () => {
          const pusher = await t.connected();
          const channel = await t.subscribe(pusher, 'private-encrypted-a');
          const greeting = t.event(channel, 'greeting');
          await t.trigger('private-encrypted-a', 'greeting', { a: 1 });
          return greeting;
        });
        assert.deepEqual(got, { a: 1 });
      },
    );
  }

  check(
    'after a trap the next client gets another instance, of the same module',
    SLIM,
    async ({ open }) => {
      const page = await wired(open, '/pkg/slim/pusher.js');
      const fetched = [];
      page.on('request', (request) => fetched.push(request.url()));
      const seen = await page.evaluate(async () => {
        const one = new Pusher('key', { cluster: 'mt1' });
        await t.state(one, 'connected');
        wire.instances.at(-1).broken = true;
        try {
          one.subscribe('news');
        } catch {
          // What it throws, other tests look at.
        }
        const next = new Pusher('key', { cluster: 'mt1' });
        await t.state(next, 'connected');
        return [one.connection.state, next.connection.state, wire.instances.length];
      });
      assert.deepEqual(seen, ['failed', 'connected', 2]);
      assert.deepEqual(fetched, []);
    },
  );
});
