// When HTTP joins the race, and what is remembered of it.

import { area } from '../area.js';

const NOW = Date.UTC(2030, 0, 1);
const ALL = { enabledTransports: undefined };
const remembered =
  (transport, cacheSkipCount, key = 'pusherTransportTLS') =>
  ({ world }) =>
    (world.stored[key] = JSON.stringify({
      timestamp: NOW,
      transport,
      latency: 200,
      cacheSkipCount,
    }));

const ESTABLISHED = JSON.stringify({
  event: 'pusher:connection_established',
  data: JSON.stringify({ socket_id: '5.5', activity_timeout: 120 }),
});
const establish = (request) => request.chunk('o\n').chunk(`a${JSON.stringify([ESTABLISHED])}\n`);

/** The WebSocket that was under way gives way to what is remembered. */
const SECOND = {
  deviation: 'memory-second',
  ours: (trace, assert) =>
    assert.ok(trace.order('socket 0 opens wss:', 'socket 0 close()', 'request 0 POST')),
};

export default area('strategy with HTTP', (scenario) => {
  scenario('with TLS: streaming after two seconds, polling after six', ({ world, watched }) => {
    watched(ALL);
    for (let i = 0; i < 30; i++) world.tick(1000);
  });

  scenario('without TLS: wss after two seconds, streaming after five', ({ world, watched }) => {
    watched({ ...ALL, forceTLS: false });
    for (let i = 0; i < 30; i++) world.tick(1000);
  });

  scenario('the socket is in time', ({ world, watched }) => {
    watched(ALL);
    world.tick(1500);
    world.socket().open().handshake();
    world.tick(10_000);
  });

  scenario('the socket is late, and still wins', ({ world, watched }) => {
    watched(ALL);
    world.tick(2500);
    world.socket().open().handshake();
    world.tick(10_000);
  });

  scenario('streaming wins, the socket is given up', ({ world, watched, log }) => {
    const pusher = watched(ALL);
    world.tick(2500);
    establish(world.request());
    log('transport', pusher.connection.connection.transport.name);
    world.tick(10_000);
    log('stored', world.stored);
  });

  scenario('streaming fails, polling wins', ({ world, watched }) => {
    watched(ALL);
    world.tick(2500);
    world.request(0).end(404);
    world.tick(5000);
    world.request().chunk('o\n').end();
    world
      .request()
      .chunk(`a${JSON.stringify([ESTABLISHED])}\n`)
      .end();
    world.tick(1000);
  });

  for (const transports of [
    ['xhr_streaming'],
    ['xhr_polling'],
    ['sockjs'],
    ['xhr_streaming', 'xhr_polling'],
    ['wss', 'xhr_polling'],
    ['ws', 'xhr_polling'],
    ['ws', 'sockjs'],
  ]) {
    scenario(`only ${transports.join(' and ')}`, ({ world, watched }) => {
      watched({ enabledTransports: transports });
      for (let i = 0; i < 20; i++) world.tick(1000);
    });
    scenario(`all but ${transports.join(' and ')}`, ({ world, watched }) => {
      watched({ ...ALL, disabledTransports: transports });
      for (let i = 0; i < 20; i++) world.tick(1000);
    });
  }

  for (const skips of [0, 1, 3, 4, 5]) {
    scenario(
      `streaming is remembered, passed over ${skips} times`,
      { before: remembered('xhr_streaming', skips), ...(skips > 3 && SECOND) },
      ({ world, watched, log }) => {
        watched(ALL);
        world.tick(100);
        if (world.requests.length) establish(world.request());
        else world.socket().open().handshake();
        log('stored', world.stored);
      },
    );
  }

  scenario(
    'streaming is remembered, and fails',
    { before: remembered('xhr_streaming', 4), ...SECOND },
    ({ world, watched }) => {
      watched(ALL);
      world.tick(100);
      world.request().end(500);
      world.tick(3000);
    },
  );

  scenario(
    'streaming is remembered, and does not answer',
    { before: remembered('xhr_streaming', 4), ...SECOND },
    ({ world, watched }) => {
      watched(ALL);
      world.tick(10_000);
    },
  );

  scenario(
    'polling is remembered, in a page without WebSockets',
    {
      before: remembered('xhr_polling', 4),
      deviation: 'memory-second',
      ours: (trace, assert) =>
        assert.ok(trace.order('request 0 POST', 'request 0 abort()', 'request 1 POST')),
    },
    ({ Pusher, world, watched }) => {
      Pusher.Runtime.getWebSocketAPI = () => undefined;
      watched(ALL);
      world.tick(100);
      world.request().chunk('o\n').end();
      establish(world.request());
    },
  );

  scenario(
    'streaming is remembered, but not allowed',
    { before: remembered('xhr_streaming', 4) },
    ({ world, watched }) => {
      watched({ enabledTransports: ['ws', 'wss'] });
      world.tick(5000);
    },
  );

  scenario(
    'an attempt that is refused over HTTP',
    {
      deviation: 'remembered-transport',
      ours: (trace, assert) => assert.ok(!trace.has('pusherTransportTLS')),
    },
    ({ world, watched }) => {
      watched(ALL);
      world.tick(2500);
      world.request().chunk('o\n').chunk('c[4001,"no such app"]\n');
      world.tick(1000);
    },
  );
});
