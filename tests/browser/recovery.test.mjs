// How a client comes back: close codes, dropped sockets, bad handshakes, a server out of reach.

import assert from 'node:assert/strict';
import { eventually, suite, until } from '../support/browser/harness.mjs';

const error = (code, message) => ({ type: 'PusherError', data: { code, message } });
const twice = (code, message) => [
  ['error', error(code, message)],
  ['error', { type: 'WebSocketError', error: error(code, message) }],
];
const to = (current, previous) => ['state_change', { previous, current }];

/** Inside the page: closes the socket with `code` and records until `state` is reached. */
async function closeWith({ code, state }) {
  const pusher = await t.connected();
  const log = t.record({ connection: pusher.connection });
  const start = performance.now();
  await t.fault('close', { code, reason: 'because' });
  await t.until(() => log.some(({ data }) => data?.current === state));
  const reached = log.findIndex(({ data }) => data?.current === state);
  const waited = log[reached].at - log[0].at;
  window.pusher = pusher;
  return {
    log: t.pairs(log.slice(0, reached + 2)),
    waited,
    total: performance.now() - start,
    tls: pusher.connection.isUsingTLS(),
  };
}

suite('recovery', (check) => {
  // First, since it waits longest: the others run meanwhile.
  check(
    'a server that was out of reach is found again without help',
    { needs: ['faults'], timeout: 40000 },
    async ({ page, run, server }) => {
      server.faults.refuse({ on: true });
      await run(
        () =>
          (window.pusher = t.client({ enabledTransports: ['ws'], unavailableTimeout: 300 })) && 0,
      );
      await until(() => page.sockets[0]?.closed, 10000);
      server.faults.refuse({ on: false });
      await run(() => t.state(pusher, 'unavailable'));
      await run(() => t.state(pusher, 'connected', 30000));
      await eventually(() => page.sockets.length, 2);
    },
  );

  check('4000: over TLS, at once', { needs: ['faults'] }, async ({ page, run, settings }) => {
    const { log, waited, tls } = await run(closeWith, { code: 4000, state: 'connecting' });
    assert.deepEqual(log, [
      ...twice(4000, 'because'),
      ['connecting_in', 1],
      to('connecting', 'connected'),
      ['connecting'],
    ]);
    assert.ok(waited < 800, `${waited} ms`);
    assert.equal(tls, true);
    const second = await until(() => page.sockets[1]);
    assert.ok(second.url.startsWith(`wss://127.0.0.1:${settings.port}/app/`), second.url);
  });

  for (const code of [4001, 4099, 4300]) {
    check(`${code}: refused, no retry`, { needs: ['faults'] }, async ({ page, run }) => {
      const { log } = await run(closeWith, { code, state: 'disconnected' });
      assert.deepEqual(log, [
        ...twice(code, 'because'),
        to('disconnected', 'connected'),
        ['disconnected'],
      ]);
      assert.equal(
        await run(() => t.wait(1300).then(() => pusher.connection.state)),
        'disconnected',
      );
      await eventually(() => page.sockets.length, 1);
    });
  }

  for (const code of [4100, 4199]) {
    check(
      `${code}: again after a second, announced twice`,
      { needs: ['faults'] },
      async ({ run }) => {
        const { log, waited } = await run(closeWith, { code, state: 'connecting' });
        assert.deepEqual(log, [
          ...twice(code, 'because'),
          ['connecting_in', 1],
          ['connecting_in', 1],
          to('connecting', 'connected'),
          ['connecting'],
        ]);
        assert.ok(waited > 900 && waited < 3000, `${waited} ms`);
        assert.equal(await run(() => t.state(pusher, 'connected')), 'connected');
      },
    );
  }

  check('4200: again at once', { needs: ['faults'] }, async ({ run }) => {
    const { log, waited, tls } = await run(closeWith, { code: 4200, state: 'connecting' });
    assert.deepEqual(log, [
      ...twice(4200, 'because'),
      ['connecting_in', 1],
      to('connecting', 'connected'),
      ['connecting'],
    ]);
    assert.ok(waited < 800, `${waited} ms`);
    assert.equal(tls, false);
    assert.equal(await run(() => t.state(pusher, 'connected')), 'connected');
  });

  check('1000: one second, no error', { needs: ['faults'] }, async ({ run }) => {
    const { log, waited } = await run(closeWith, { code: 1000, state: 'connecting' });
    assert.deepEqual(log, [['connecting_in', 1], to('connecting', 'connected'), ['connecting']]);
    assert.ok(waited > 900 && waited < 3000, `${waited} ms`);
  });

  check('1002: one second, announced twice', { needs: ['faults'] }, async ({ run }) => {
    const { log } = await run(closeWith, { code: 1002, state: 'connecting' });
    assert.deepEqual(
      log.filter(([name]) => name === 'connecting_in'),
      [
        ['connecting_in', 1],
        ['connecting_in', 1],
      ],
    );
    assert.deepEqual(log.slice(0, 2), twice(1002, 'because'));
  });

  check('a dropped socket (1006): again after a second', { needs: ['faults'] }, async ({ run }) => {
    const { log, waited } = await run(async () => {
      const pusher = await t.connected();
      const log = t.record({ connection: pusher.connection });
      await t.fault('drop');
      await t.state(pusher, 'connecting');
      await t.state(pusher, 'connected');
      return {
        log: t.pairs(log),
        waited: log.find(({ data }) => data?.current === 'connecting').at - log[0].at,
      };
    });
    assert.deepEqual(
      log.map(([name, data]) => (name === 'error' ? [name, data.data?.code] : [name])).slice(0, 4),
      [['error', 1006], ['connecting_in'], ['state_change'], ['connecting']],
    );
    assert.ok(waited > 900 && waited < 3000, `${waited} ms`);
  });

  check(
    '4001 before the handshake: refused for good',
    { needs: ['faults'] },
    async ({ page, run }) => {
      const log = await run(async () => {
        await t.fault('handshake', { mode: 'error', code: 4001, times: 1 });
        const pusher = t.client();
        const log = t.record({ connection: pusher.connection });
        await t.state(pusher, 'disconnected');
        await t.wait(1200);
        return log.map(({ name, data }) =>
          [name, data?.type, data?.error?.data?.code].filter(Boolean),
        );
      });
      assert.deepEqual(log, [
        ['error', 'WebSocketError', 4001],
        ['state_change'],
        ['disconnected'],
      ]);
      await eventually(() => page.sockets.length, 1);
    },
  );

  check(
    '4100 before the handshake: tried again after a second',
    { needs: ['faults'] },
    async ({ page, run }) => {
      const log = await run(async () => {
        await t.fault('handshake', { mode: 'error', code: 4100, times: 1 });
        const pusher = t.client();
        const log = t.record({ connection: pusher.connection });
        await t.state(pusher, 'connected');
        return log.map(({ name }) => name);
      });
      assert.deepEqual(log, ['error', 'connecting_in', 'state_change', 'connected']);
      await eventually(() => page.sockets.length, 2);
    },
  );

  check(
    'closed before the handshake: tried again after a second',
    { needs: ['faults'] },
    async ({ page, run }) => {
      await run(async () => {
        await t.fault('handshake', { mode: 'close', code: 1001, times: 1 });
        await t.connected();
      });
      await eventually(() => page.sockets.length, 2);
    },
  );

  for (const mode of ['malformed', 'no-timeout']) {
    check(
      `a bad handshake (${mode}) is told and tried again`,
      { needs: ['faults'], deviation: 'bad-handshake' },
      async ({ page, run }) => {
        const log = await run(async (mode) => {
          await t.fault('handshake', { mode, times: 1 });
          const pusher = t.client();
          const log = t.record({ connection: pusher.connection });
          await t.state(pusher, 'connected');
          return log.map(({ name, data }) => data?.type ?? name);
        }, mode);
        assert.equal(log[0], 'HandshakeError');
        assert.equal(log.at(-1), 'connected');
        await eventually(() => page.sockets.length, 2);
      },
    );
  }

  for (const code of [null, 1000, 1006]) {
    check(
      `pusher:error with code ${code} before the handshake is tried again`,
      { needs: ['faults'], deviation: 'bad-handshake' },
      async ({ page, run }) => {
        await run(async (code) => {
          await t.fault('handshake', { mode: 'error', code, times: 1 });
          await t.connected();
        }, code);
        await eventually(() => page.sockets.length, 2);
      },
    );
  }

  check(
    'a silent server makes the client unavailable; online tries at once',
    { needs: ['faults'] },
    async ({ page, run }) => {
      const { log, waited } = await run(async () => {
        await t.fault('handshake', { mode: 'silent' });
        const pusher = t.client({ unavailableTimeout: 400 });
        const log = t.record({ connection: pusher.connection });
        await t.state(pusher, 'unavailable');
        await t.fault('handshake', { mode: 'ok' });
        const start = performance.now();
        window.dispatchEvent(new Event('online'));
        await t.state(pusher, 'connected');
        return {
          log: t.pairs(log).map(([name, data]) => data?.current ?? name),
          waited: performance.now() - start,
        };
      });
      assert.deepEqual(log, [
        'unavailable',
        'unavailable',
        'connecting',
        'connecting',
        'connected',
        'connected',
      ]);
      assert.ok(waited < 3000, `${waited} ms`);
      await eventually(() => page.sockets.length, 2);
    },
  );

  check(
    'a refusing server makes the client unavailable; online tries at once',
    { needs: ['faults'] },
    async ({ run }) => {
      const waited = await run(async () => {
        await t.fault('refuse', { on: true });
        const pusher = t.client({ unavailableTimeout: 400 });
        await t.state(pusher, 'unavailable');
        await t.fault('refuse', { on: false });
        const start = performance.now();
        window.dispatchEvent(new Event('online'));
        await t.state(pusher, 'connected');
        return performance.now() - start;
      });
      assert.ok(waited < 3000, `${waited} ms`);
    },
  );

  check(
    'online while still connecting tries at once',
    { needs: ['faults'] },
    async ({ page, run }) => {
      await run(async () => {
        await t.fault('handshake', { mode: 'silent', times: 1 });
        const pusher = t.client();
        await t.wait(200);
        window.dispatchEvent(new Event('online'));
        await t.state(pusher, 'connected', 1500);
      });
      await eventually(() => page.sockets.length, 2);
    },
  );

  check(
    'after a drop with the server away it comes back when the server does',
    { needs: ['faults'] },
    async ({ run }) => {
      const { states, again } = await run(async () => {
        const pusher = await t.connected({ unavailableTimeout: 1000 });
        const channel = await t.subscribe(pusher, t.unique('room'));
        const states = [];
        pusher.connection.bind('state_change', ({ current }) => states.push(current));
        await t.fault('refuse', { on: true });
        await t.fault('drop');
        await t.state(pusher, 'unavailable');
        await t.fault('refuse', { on: false });
        window.dispatchEvent(new Event('online'));
        await t.event(channel, 'pusher:subscription_succeeded');
        return { states, again: channel.subscribed };
      });
      assert.deepEqual(states, ['connecting', 'unavailable', 'connecting', 'connected']);
      assert.equal(again, true);
    },
  );

  check(
    'connect() during the wait for a retry is not undone by the old timer',
    { needs: ['faults'], deviation: 'one-timer' },
    async ({ page, run }) => {
      const ids = await run(async () => {
        const pusher = await t.connected();
        const retry = t.event(pusher.connection, 'connecting_in');
        await t.fault('drop');
        await retry;
        pusher.connect();
        await t.state(pusher, 'connecting');
        await t.state(pusher, 'connected');
        const first = pusher.connection.socket_id;
        await t.wait(1300);
        return [first, pusher.connection.socket_id];
      });
      assert.equal(ids[0], ids[1]);
      await eventually(() => page.sockets.length, 2);
    },
  );
});
