// Where the SockJS library comes from, and what becomes of connections of requests when a page is put away.

import assert from 'node:assert/strict';
import { eventually, suite } from '../support/browser/harness.mjs';

/** Inside the page: a client that may use SockJS only, and the first error that it emits. */
function firstError(options) {
  const pusher = t.client({ enabledTransports: ['sockjs'], ...options });
  return t.event(pusher.connection, 'error').then(({ type, error }) => ({
    type,
    message: error.message,
    state: pusher.connection.state,
  }));
}

suite('SockJS', (check) => {
  check(
    'it is loaded from where the options say',
    { needs: ['faults'], deviation: 'sockjs-missing' },
    async ({ run, server }) => {
      const seen = await run(async (sockjsUrl) => {
        const tags = () => [...document.head.querySelectorAll('script[id^=_pusher]')];
        const pusher = t.client({ enabledTransports: ['sockjs'], sockjsUrl });
        const loading = tags().map(({ id, src }) => [id, src]);
        await t.state(pusher, 'connected', 20000);
        return { loading, receivers: Object.keys(Pusher.DependenciesReceivers).sort() };
      }, `${server.url}/sockjs.js`);
      assert.deepEqual(seen.loading, [['_pusher_dependencies1', `${server.url}/sockjs.js`]]);
      assert.deepEqual(seen.receivers, ['lastId', 'name', 'prefix']);
    },
  );

  check(
    'two clients load it once',
    { needs: ['faults'], deviation: 'sockjs-missing' },
    async ({ run, server }) => {
      const tags = await run(async (sockjsUrl) => {
        const options = { enabledTransports: ['sockjs'], sockjsUrl };
        const pushers = [t.client(options), t.client(options)];
        const { length } = document.head.querySelectorAll('script[id^=_pusher]');
        await Promise.all(pushers.map((pusher) => t.state(pusher, 'connected', 20000)));
        return length;
      }, `${server.url}/sockjs.js`);
      assert.equal(tags, 1);
    },
  );

  check(
    'on a host of its own a client does not load it from elsewhere, and says so',
    { deviation: 'sockjs-missing' },
    async ({ run, page }) => {
      const elsewhere = [];
      page.on('request', (request) => elsewhere.push(request.url()));
      const { type, message } = await run(firstError, {});
      assert.equal(type, 'WebSocketError');
      assert.match(message, /sockjsUrl/);
      assert.deepEqual(
        elsewhere.filter((url) => url.includes('pusher.com')),
        [],
      );
    },
  );

  check(
    'a library that does not load is an error, and the tag is taken out',
    { deviation: 'sockjs-missing' },
    async ({ run }) => {
      const missing = 'http://127.0.0.1:9/sockjs.js';
      const { message, state } = await run(firstError, { sockjsUrl: missing });
      assert.ok(message.includes(missing), message);
      assert.equal(state, 'connecting');
      assert.equal(
        await run(() => document.head.querySelectorAll('script[id^=_pusher]').length),
        0,
      );
    },
  );

  check(
    'a script without SockJS in it is an error',
    { deviation: 'sockjs-missing' },
    async ({ run, server }) => {
      const { message } = await run(firstError, { sockjsUrl: `${server.url}/page.js` });
      assert.match(message, /page\.js/);
    },
  );

  check('a client of pusher.com loads it from there', {}, async ({ run, page }) => {
    const asked = [];
    await page.route('**://js.pusher.com/**', (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
    await run(() => {
      const pusher = new Pusher('key', { cluster: 'mt1', enabledTransports: ['sockjs'] });
      pusher.connection.bind('error', () => {});
    });
    await eventually(
      () => asked.map((url) => url.replace('.min.js', '.js')),
      ['https://js.pusher.com/8.6.0/sockjs.js'],
    );
  });

  check(
    'disconnecting while it is loaded is final',
    { needs: ['faults'] },
    async ({ run, page }) => {
      let go;
      const held = new Promise((resolve) => (go = resolve));
      await page.route('**://js.pusher.com/**', async (route) => {
        await held;
        await route.fulfill({ contentType: 'text/javascript', body: 'window.SockJS = class {};' });
      });
      await run(() => {
        window.pusher = new Pusher('key', { cluster: 'mt1', enabledTransports: ['sockjs'] });
        window.pusher.disconnect();
      });
      go();
      await run(() => t.until(() => window.SockJS));
      assert.equal(await run(() => pusher.connection.state), 'disconnected');
    },
  );
});

suite('a page that is put away', (check) => {
  for (const transport of ['xhr_streaming', 'xhr_polling']) {
    check(
      `${transport}: the connection is made anew when the page is taken out again`,
      { needs: ['faults'], deviation: 'frozen-page' },
      async ({ run }) => {
        const [before, after] = await run(async (name) => {
          const pusher = await t.connected({ enabledTransports: [name] });
          const before = pusher.connection.socket_id;
          dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
          await t.state(pusher, 'connecting', 20000);
          await t.state(pusher, 'connected', 20000);
          return [before, pusher.connection.socket_id];
        }, transport);
        assert.notEqual(before, after);
      },
    );
  }
});
