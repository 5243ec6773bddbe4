// The life of a connection: states, the socket's address, pings, frames that make no sense.

import assert from 'node:assert/strict';
import { ALL_BUILDS, eventually, suite, until } from '../support/browser/harness.mjs';

suite('connection', (check) => {
  check(
    'connecting, then connected with the socket id, in that order',
    { builds: ALL_BUILDS },
    async ({ run }) => {
      const { log, id } = await run(async () => {
        const pusher = t.client();
        const log = t.record({ connection: pusher.connection });
        await t.state(pusher, 'connected');
        return { log: t.pairs(log), id: pusher.connection.socket_id };
      });
      assert.match(id, /^\d+\.\d+$/);
      assert.deepEqual(log, [
        ['state_change', { previous: 'connecting', current: 'connected' }],
        ['connected', { socket_id: id }],
      ]);
    },
  );

  check('the state is already the new one inside its callbacks', {}, async ({ run }) => {
    const seen = await run(async () => {
      const pusher = t.client();
      const seen = [];
      pusher.connection.bind('state_change', () => seen.push(pusher.connection.state));
      pusher.connection.bind('connected', () =>
        seen.push(pusher.connection.state, typeof pusher.connection.socket_id),
      );
      await t.state(pusher, 'connected');
      return seen;
    });
    assert.deepEqual(seen, ['connected', 'connected', 'string']);
  });

  check('the address of the socket', { builds: ALL_BUILDS }, async ({ page, run, settings }) => {
    await run(() => t.connected().then(() => true));
    const url = new URL((await until(() => page.sockets[0])).url);
    assert.equal(
      `${url.protocol}//${url.host}${url.pathname}`,
      `ws://${settings.host}:${settings.port}/app/${settings.key}`,
    );
    assert.match(url.search, /^\?protocol=7&client=js&version=[^&]+&flash=false$/);
    await eventually(() => page.sockets.length, 1);
  });

  check('wsPath goes before the path of the address', {}, async ({ page, run }) => {
    await run(() => t.client({ wsPath: '/behind/proxy' }).connection.state);
    const { url } = await until(() => page.sockets[0]);
    assert.match(new URL(url).pathname, /^\/behind\/proxy\/app\/[^/]+$/);
  });

  check('disconnect, then connect again gets another socket', {}, async ({ page, run }) => {
    const { log, ids } = await run(async () => {
      const pusher = await t.connected();
      const ids = [pusher.connection.socket_id];
      const log = t.record({ connection: pusher.connection });
      pusher.disconnect();
      pusher.connect();
      await t.state(pusher, 'connected');
      ids.push(pusher.connection.socket_id);
      return { log: t.pairs(log), ids };
    });
    assert.notEqual(ids[0], ids[1]);
    assert.deepEqual(log, [
      ['state_change', { previous: 'connected', current: 'disconnected' }],
      ['disconnected'],
      ['state_change', { previous: 'disconnected', current: 'connecting' }],
      ['connecting'],
      ['state_change', { previous: 'connecting', current: 'connected' }],
      ['connected', { socket_id: ids[1] }],
    ]);
    await eventually(() => page.sockets.length, 2);
    await until(() => page.sockets[0].closed);
  });

  check(
    'connect while connected, disconnect while disconnected do nothing',
    {},
    async ({ page, run }) => {
      const log = await run(async () => {
        const pusher = await t.connected();
        const log = t.record({ connection: pusher.connection });
        pusher.connect();
        pusher.disconnect();
        pusher.disconnect();
        await t.wait(100);
        return t.pairs(log);
      });
      assert.deepEqual(log, [
        ['state_change', { previous: 'connected', current: 'disconnected' }],
        ['disconnected'],
      ]);
      await eventually(() => page.sockets.length, 1);
    },
  );

  check('disconnect while connecting: no connection follows', {}, async ({ run }) => {
    const log = await run(async () => {
      const pusher = t.client();
      const log = t.record({ connection: pusher.connection });
      pusher.disconnect();
      await t.wait(300);
      return t.pairs(log);
    });
    assert.deepEqual(log, [
      ['state_change', { previous: 'connecting', current: 'disconnected' }],
      ['disconnected'],
    ]);
  });

  check('the transport that worked is remembered', {}, async ({ run }) => {
    const cache = await run(async () => {
      await t.connected();
      return JSON.parse(localStorage.pusherTransportNonTLS);
    });
    assert.equal(cache.transport, 'ws');
    assert.ok(cache.latency >= 0 && Math.abs(Date.now() - cache.timestamp) < 10000);
    assert.equal(cache.cacheSkipCount, 0);
  });

  check('a ping of the server is answered', { needs: ['faults'] }, async ({ page, run }) => {
    await run(async () => {
      await t.connected();
      await t.frame({ event: 'pusher:ping', data: {} });
    });
    assert.deepEqual(JSON.parse(await until(() => page.sent('pusher:pong')[0])), {
      event: 'pusher:pong',
      data: {},
    });
  });

  check(
    'silence is broken by a ping; the answer keeps the connection',
    {},
    async ({ page, run }) => {
      const log = await run(async () => {
        const pusher = await t.connected({ activityTimeout: 100, pongTimeout: 1000 });
        const log = t.record({ connection: pusher.connection });
        await t.until(() => log.filter(({ data }) => data?.event === 'pusher:pong').length >= 3);
        return log.map(({ name }) => name);
      });
      assert.deepEqual([...new Set(log)], ['message']);
      await until(() => page.sent('pusher:ping').length >= 3);
      assert.deepEqual(JSON.parse(page.sent('pusher:ping')[0]), { event: 'pusher:ping', data: {} });
      await eventually(() => page.sockets.length, 1);
    },
  );

  check(
    "the server's activity timeout counts when it is the shorter one",
    { needs: ['faults'] },
    async ({ page, run }) => {
      const waited = await run(async () => {
        await t.fault('activity', { seconds: 1 });
        const pusher = await t.connected();
        const start = performance.now();
        await t.until(
          async () => (await t.event(pusher.connection, 'message')).event === 'pusher:pong',
        );
        return performance.now() - start;
      });
      assert.ok(waited > 900 && waited < 4000, `${waited} ms`);
      await eventually(() => page.sent('pusher:ping').length, 1);
    },
  );

  check(
    'a server that went silent is left after the pong timeout',
    { needs: ['faults'] },
    async ({ page, run }) => {
      const { log, ids } = await run(async () => {
        const pusher = await t.connected({ activityTimeout: 150, pongTimeout: 150 });
        const ids = [pusher.connection.socket_id];
        const log = t.record({ connection: pusher.connection });
        await t.fault('stall', { on: true });
        await t.state(pusher, 'connecting');
        await t.fault('stall', { on: false });
        window.dispatchEvent(new Event('online'));
        await t.state(pusher, 'connected');
        ids.push(pusher.connection.socket_id);
        return { log: log.filter(({ name }) => name !== 'message').map(({ name }) => name), ids };
      });
      assert.notEqual(ids[0], ids[1]);
      assert.deepEqual(log.slice(0, 2), ['state_change', 'connecting']);
      assert.deepEqual(log.slice(-2), ['state_change', 'connected']);
      await until(() => page.sent('pusher:ping').length >= 1);
    },
  );

  check('the browser goes offline: a ping at once', {}, async ({ page, run }) => {
    await run(async () => {
      await t.connected();
      window.dispatchEvent(new Event('offline'));
    });
    await until(() => page.sent('pusher:ping').length === 1, 2000);
  });

  check(
    'offline and no answer: left after the pong timeout',
    { needs: ['faults'] },
    async ({ run }) => {
      const waited = await run(async () => {
        const pusher = await t.connected({ pongTimeout: 300 });
        await t.fault('stall', { on: true });
        const start = performance.now();
        window.dispatchEvent(new Event('offline'));
        await t.state(pusher, 'connecting');
        return performance.now() - start;
      });
      assert.ok(waited > 250 && waited < 3000, `${waited} ms`);
    },
  );

  check('online while connected changes nothing', {}, async ({ page, run }) => {
    const log = await run(async () => {
      const pusher = await t.connected();
      const log = t.record({ connection: pusher.connection });
      window.dispatchEvent(new Event('online'));
      await t.wait(150);
      return log;
    });
    assert.deepEqual(log, []);
    await eventually(() => page.sockets.length, 1);
  });

  check(
    'a frame that is not JSON is an error event, and life goes on',
    { needs: ['faults'] },
    async ({ run }) => {
      const { error, hello, state } = await run(async () => {
        const pusher = await t.connected();
        const channel = await t.subscribe(pusher, t.unique('room'));
        const error = t.event(pusher.connection, 'error');
        await t.frame('{not json');
        const { type, data, error: inner } = await error;
        const hello = t.event(channel, 'hello');
        await t.trigger(channel.name, 'hello', { n: 1 });
        return {
          error: { type, data, inner: inner?.type ?? inner?.name },
          hello: await hello,
          state: pusher.connection.state,
        };
      });
      assert.equal(error.type, 'MessageParseError');
      assert.equal(error.data, '{not json');
      assert.equal(error.inner, 'MessageParseError');
      assert.deepEqual(hello, { n: 1 });
      assert.equal(state, 'connected');
    },
  );

  check(
    'JSON without an event name is survived without a word of an exception',
    { needs: ['faults'], deviation: 'malformed-messages' },
    async ({ run }) => {
      const state = await run(async () => {
        const pusher = await t.connected();
        const channel = await t.subscribe(pusher, t.unique('room'));
        const hello = t.event(channel, 'hello');
        for (const frame of [
          '{}',
          '[]',
          '1',
          'null',
          '"text"',
          '{"event":7}',
          '{"data":{},"channel":"room"}',
        ])
          await t.frame(frame);
        await t.trigger(channel.name, 'hello', {});
        await hello;
        return pusher.connection.state;
      });
      assert.equal(state, 'connected');
    },
  );

  check(
    'pusher:error of an open connection is an error event only',
    { needs: ['faults'] },
    async ({ run }) => {
      const log = await run(async () => {
        const pusher = await t.connected();
        const log = t.record({ connection: pusher.connection });
        await t.frame({ event: 'pusher:error', data: { code: 4301, message: 'slow down' } });
        await t.until(() => log.length >= 2);
        return t.pairs(log);
      });
      const data = { code: 4301, message: 'slow down' };
      assert.deepEqual(log, [
        ['error', { type: 'PusherError', data }],
        ['message', { event: 'pusher:error', data }],
      ]);
    },
  );
});
