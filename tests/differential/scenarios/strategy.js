// Which sockets are opened when, and the transport that is remembered.

import { area } from '../area.js';

const KEYS = { TLS: 'pusherTransportTLS', plain: 'pusherTransportNonTLS' };
const NOW = Date.UTC(2030, 0, 1);
const entry = (more) =>
  JSON.stringify({ timestamp: NOW, transport: 'ws', latency: 100, cacheSkipCount: 0, ...more });

/** Puts an entry into storage before the library is there. */
const stored =
  (key, value) =>
  ({ world }) =>
    (world.stored[key] = value);

export default area('strategy', (scenario) => {
  scenario('with TLS: one socket, and its timeouts', ({ world, watched }) => {
    watched();
    world.tick(15_000);
    world.tick(30_000);
    world.tick(60_000);
    world.tick(60_000);
  });

  scenario('without TLS: ws, then wss', ({ world, watched }) => {
    watched({ forceTLS: false });
    world.tick(1999);
    world.tick(1);
    world.tick(40_000);
  });

  scenario('without TLS: wss wins', ({ world, watched, log }) => {
    const pusher = watched({ forceTLS: false });
    world.tick(2000);
    world.socket(1).open().handshake();
    log('transport', pusher.connection.connection.transport.name, pusher.connection.isUsingTLS());
    world.socket(0).open().handshake('2.2');
    world.tick(10_000);
  });

  scenario('without TLS: ws wins late', ({ world, watched }) => {
    watched({ forceTLS: false });
    world.tick(2500);
    world.socket(0).open();
    world.socket(1).open();
    world.socket(0).handshake();
    world.socket(1).handshake('2.2');
    world.tick(10_000);
  });

  scenario('without TLS: both fail at once', ({ world, watched }) => {
    watched({ forceTLS: false });
    world.socket(0).error().close(1006);
    world.tick(2000);
    world.socket(1).error().close(1006);
    world.tick(30_000);
  });

  scenario('without TLS: ws was open when its time was over', ({ world, watched }) => {
    watched({ forceTLS: false });
    world.socket(0).open();
    world.tick(16_000);
    world.socket(0).handshake();
    world.tick(1000);
  });

  scenario('a WebSocket that cannot be made', ({ world, watched }) => {
    world.refuseSockets = true;
    watched();
    world.tick(14_000);
    world.refuseSockets = false;
    world.tick(3000);
    world.socket().open().handshake();
  });

  scenario(
    'remembered: it comes first, for twice its latency and a second',
    { before: stored(KEYS.TLS, entry()) },
    ({ world, watched }) => {
      watched();
      world.tick(1199);
      world.tick(1);
      world.tick(20_000);
    },
  );

  scenario(
    'remembered: it connects',
    { before: stored(KEYS.TLS, entry({ cacheSkipCount: 2 })) },
    ({ world, watched }) => {
      watched();
      world.tick(40);
      world.socket().open().handshake();
    },
  );

  scenario(
    'remembered: it fails at once',
    { before: stored(KEYS.TLS, entry()) },
    ({ world, watched }) => {
      watched();
      world.tick(10);
      world.socket().error().close(1006);
      world.tick(20_000);
    },
  );

  scenario(
    'remembered: it closes before it opens',
    { before: stored(KEYS.TLS, entry()) },
    ({ world, watched }) => {
      watched();
      world.tick(10);
      world.socket().close(1006);
      world.tick(20_000);
    },
  );

  scenario(
    'remembered: wss, without TLS',
    {
      before: stored(KEYS.plain, entry({ transport: 'wss' })),
      deviation: 'memory-second',
      ours: (trace, assert) => {
        const race = ['socket 1 close()', 'socket 2 opens ws:', 'socket 3 opens wss:'];
        assert.ok(
          trace.order('socket 0 opens ws:', 'socket 0 close()', 'socket 1 opens wss:', ...race),
        );
      },
    },
    ({ world, watched }) => {
      watched({ forceTLS: false });
      world.tick(20_000);
    },
  );

  scenario(
    'remembered: ws, without TLS',
    { before: stored(KEYS.plain, entry()) },
    ({ world, watched }) => {
      watched({ forceTLS: false });
      world.tick(20_000);
    },
  );

  scenario(
    'remembered for the other kind',
    { before: stored(KEYS.plain, entry()) },
    ({ world, watched }) => {
      watched();
      world.tick(3000);
    },
  );

  scenario(
    'remembered half an hour ago',
    { before: stored(KEYS.TLS, entry({ timestamp: NOW - 1_800_000 })) },
    ({ world, watched }) => {
      watched();
      world.tick(3000);
    },
  );

  scenario(
    'remembered longer ago',
    { before: stored(KEYS.TLS, entry({ timestamp: NOW - 1_800_001 })) },
    ({ world, watched }) => {
      watched();
      world.tick(3000);
    },
  );

  for (const value of [
    'not JSON',
    'null',
    '{}',
    '[]',
    '7',
    '"ws"',
    entry({ transport: 'pigeon' }),
    entry({ latency: 'x' }),
    entry({ timestamp: 'x' }),
  ]) {
    scenario(
      `storage holds ${value}`,
      { before: stored(KEYS.TLS, value) },
      ({ world, watched }) => {
        watched();
        world.tick(2000);
        world.socket().open().handshake();
      },
    );
  }

  scenario(
    'storage fails',
    { before: ({ world }) => (world.storageFails = true) },
    ({ world, watched }) => {
      watched();
      world.socket().open().handshake();
      world.socket().close(1006);
      world.tick(2000);
    },
  );

  scenario(
    'storage is not there',
    { before: ({ world }) => world.replace(window, 'localStorage', undefined) },
    ({ world, watched }) => {
      watched();
      world.socket().open().handshake();
    },
  );

  scenario(
    'a transport that is turned away is forgotten',
    {
      before: stored(KEYS.TLS, entry()),
      deviation: 'remembered-transport',
      ours: (trace, assert) => assert.ok(trace.has('pusherTransportTLS deleted')),
    },
    ({ world, watched }) => {
      watched();
      world.socket().open().close(4100);
      world.tick(3000);
    },
  );
});
