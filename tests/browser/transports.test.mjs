// Every transport, alone and as a fallback. The page is of another origin than the server, and servers over
// TLS have a certificate of their own making.

import assert from 'node:assert/strict';
import { startServer, suite, until } from '../support/browser/harness.mjs';
import { selfSigned } from '../support/server/certificate.mjs';

const ALONE = ['ws', 'xhr_streaming', 'xhr_polling', 'sockjs'];
const OVER_HTTP = ALONE.slice(1);
// SockJS servers send them every 25 s: what keeps a client's activity check from failing. Here it is soon.
const SOON = { heartbeat_delay: 1000 };
// HTTP takes many requests, and TLS a handshake for some of them: on a busy machine that is slow.
const PATIENCE = 20000;
const WORDS = 'ein Wort: \u2028 €, "😀" \\ \n';

/** Inside the page: a connected client, subscribed to one channel. */
async function connect({ options, sockjs, patience }) {
  if (sockjs) await t.script(sockjs);
  window.pusher = t.client(options);
  await t.state(pusher, 'connected', patience);
  window.channel = await t.subscribe(pusher, t.unique('private-room'), patience);
}

/** Inside the page: keeps the addresses of all requests from now on. */
function watchRequests() {
  const { open } = XMLHttpRequest.prototype;
  window.opened = [];
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    opened.push(new URL(url, location));
    return open.call(this, method, url, ...rest);
  };
}

suite('transports', (check) => {
  /**
   * A check with `connect(options)`; with `transport()`, the name of the one that is used; and with
   * `requests(end)`, the addresses whose path ends so.
   * `tls`: the server has it.
   */
  function transports(title, { tls, sockjs = SOON, ...options }, body) {
    const serverOptions = { sockjs, ...(tls && { tls: selfSigned() }) };
    const full = { blank: true, needs: ['faults'], timeout: 60000, ...options, serverOptions };
    check(title, full, async ({ open, server, settings, backEnd }) => {
      const elsewhere = await startServer();
      try {
        const page = await open({ server: elsewhere.server });
        const run = (fn, argument) => page.evaluate(fn, argument);
        await run(watchRequests);
        await body({
          server,
          run,
          connect(more) {
            const authEndpoint = `${server.url}/pusher/auth`;
            const wanted = more.enabledTransports?.includes('sockjs');
            return run(connect, {
              options: { authEndpoint, ...more },
              sockjs: wanted && `${server.url}/sockjs.js`,
              patience: PATIENCE,
            });
          },
          transport: () => run(() => pusher.connection.connection.transport.name),
          requests: async (end) =>
            (await run(() => opened.map(({ href }) => href)))
              .map((href) => new URL(href))
              .filter(({ pathname }) => pathname.endsWith(end)),
          /** Drops the connection and waits until another one has the channel. */
          async drop() {
            const name = 'pusher:subscription_succeeded';
            await run(
              ([name, ms]) => void (window.got = t.event(channel, name, ms)),
              [name, PATIENCE],
            );
            server.faults.drop();
            await run(() => got);
          },
          /** What the page gets of an event that the back end sends. */
          async event(data) {
            await run((ms) => void (window.got = t.event(channel, 'hello', ms)), PATIENCE);
            await backEnd.trigger(`private-room-${settings.run}`, 'hello', data);
            return run(() => got);
          },
        });
      } finally {
        await elsewhere.server.close();
      }
    });
  }

  // Those that wait longest come first: the others run meanwhile.

  transports('a proxy that buffers streams: polling takes over', {}, async (test) => {
    test.server.faults.http({ mode: 'buffer' });
    await test.connect({ enabledTransports: ['xhr_streaming', 'xhr_polling'] });
    assert.equal(await test.transport(), 'xhr_polling');
    assert.equal(await test.event(1), 1);
  });

  for (const [how, tls] of [
    ['refuse', false],
    ['refuse', true],
    ['hang', false],
    ['hang', true],
  ]) {
    transports(
      `${how} WebSockets${tls ? ' over TLS' : ''}: streaming takes over, and gives way when it can`,
      { tls },
      async ({ server, connect, drop, transport, event }) => {
        server.faults[how]();
        await connect({ enabledTransports: ['ws', 'xhr_streaming'] });
        assert.equal(await transport(), 'xhr_streaming');
        assert.equal(await event(1), 1);
        server.faults[how]({ on: false });
        await drop();
        assert.equal(await transport(), 'ws');
        assert.equal(await event(2), 2);
      },
    );
  }

  transports('WebSockets without TLS are blocked: wss takes over', {}, async (test) => {
    test.server.faults.refuse();
    const secure = await startServer({ serverOptions: { tls: selfSigned() } });
    try {
      const wssPort = secure.server.port;
      await test.connect({ enabledTransports: ['ws', 'wss'], wssPort });
      assert.equal(await test.transport(), 'wss');
      assert.equal(secure.server.sockets, 1);
    } finally {
      await secure.server.close();
    }
  });

  transports('streaming that breaks twice is left for polling', {}, async (test) => {
    await test.connect({ enabledTransports: ['xhr_streaming', 'xhr_polling'] });
    for (const next of ['xhr_streaming', 'xhr_polling']) {
      assert.equal(await test.transport(), 'xhr_streaming');
      await test.drop();
      assert.equal(await test.transport(), next);
    }
    assert.equal(await test.event(1), 1);
  });

  for (const name of ALONE) {
    for (const tls of [false, true]) {
      transports(
        `${name}${tls ? ' over TLS' : ''}: events both ways, silence, the end`,
        { tls },
        async ({ server, run, connect, transport, requests, event }) => {
          const sent = (wanted) =>
            server.frames
              .map(({ text }) => JSON.parse(text))
              .filter(({ event }) => event === wanted);
          await connect({ enabledTransports: [name], activityTimeout: 500, pongTimeout: 10000 });
          assert.equal(await transport(), name);
          assert.equal(await run(() => pusher.connection.isUsingTLS()), tls);
          await run(() => (window.log = t.record({ connection: pusher.connection })) && 0);

          assert.equal(await event(WORDS), WORDS);
          await run((data) => channel.trigger('client-hello', data), WORDS);
          await until(() => sent('client-hello').length === 1, PATIENCE);
          assert.equal(sent('client-hello')[0].data, WORDS);

          server.faults.frame({ text: '{"event":"pusher:ping","data":{}}' });
          await until(() => sent('pusher:pong').length === 1, PATIENCE);

          // A few activity checks long nothing is said.
          const asked = () => (name === 'ws' ? sent('pusher:ping') : requests('/xhr_send'));
          const { length: before } = await asked();
          if (name === 'sockjs') await run(() => t.wait(3000));
          else await until(async () => (await asked()).length >= before + 3, PATIENCE);
          const strange = await run(() =>
            log.filter(({ name }) => name !== 'message').map(({ name }) => name),
          );
          assert.deepEqual(strange, []);
          assert.equal(await event('still there'), 'still there');
          assert.equal(server.sockets, 1);

          await run(() => pusher.disconnect());
          await until(() => server.sockets === 0, PATIENCE);
        },
      );
    }
  }

  for (const name of OVER_HTTP) {
    transports(`${name}: dropped, it comes back`, {}, async ({ run, connect, drop, event }) => {
      await connect({ enabledTransports: [name] });
      await run(() => (window.log = t.record({ connection: pusher.connection })) && 0);
      await drop();
      const states = await run(() =>
        log.flatMap(({ name, data }) => (name === 'state_change' ? [data.current] : [])),
      );
      assert.deepEqual(states, ['connecting', 'connected']);
      assert.equal(await event(1), 1);
    });

    transports(`${name}: close codes mean the same`, {}, async ({ server, run, connect }) => {
      await connect({ enabledTransports: [name] });
      await run(() => (window.log = t.record({ connection: pusher.connection })) && 0);
      server.faults.close({ code: 4100, reason: 'because' });
      await run((ms) => t.until(() => log.some(({ name }) => name === 'connecting'), ms), PATIENCE);
      const pairs = (list) =>
        run((names) => t.pairs(log).filter(([name]) => names.includes(name)), list);
      const error = (code) => ({ type: 'PusherError', data: { code, message: 'because' } });
      assert.deepEqual(await pairs(['error', 'connecting_in']), [
        ['error', error(4100)],
        ['error', { type: 'WebSocketError', error: error(4100) }],
        ['connecting_in', 1],
        ['connecting_in', 1],
      ]);
      await run((ms) => t.state(pusher, 'connected', ms), PATIENCE);
      server.faults.close({ code: 4001, reason: 'because' });
      await run((ms) => t.state(pusher, 'disconnected', ms), PATIENCE);
    });

    transports(`${name}: httpPath is where it goes`, {}, async ({ connect, requests, event }) => {
      await connect({ enabledTransports: [name], httpPath: '/behind/pusher' });
      assert.equal(await event(1), 1);
      const sent = await requests('/xhr_send');
      assert.ok(sent.length > 0);
      for (const { pathname } of sent) assert.match(pathname, /^\/behind\/pusher\//);
    });
  }

  // The client leaves a stream of more than 256 KB for a fresh one. The session goes on if the server has ended the
  // stream as well; a stream that is left open, or ended before the client was done with it, ends the session.
  for (const [what, limit, length, goesOn, streams] of [
    ['the server ends it', 64, 100, false, 2],
    ['the client leaves it', 10000, 300, false, 3],
    ['both have enough of it', 64, 300, true, 2],
  ]) {
    const options = { sockjs: { ...SOON, response_limit: limit * 1024 } };
    transports(`a long stream: ${what}`, options, async ({ run, connect, event, requests }) => {
      await connect({ enabledTransports: ['xhr_streaming'] });
      const id = await run(() => pusher.connection.socket_id);
      await run(() => {
        channel.bind('pusher:subscription_succeeded', () => (window.back = true));
      });
      const long = 'x'.repeat(length * 1024);
      assert.equal(await event(long), long);
      if (!goesOn) await run((ms) => t.until(() => window.back, ms), PATIENCE);
      assert.equal(await event(1), 1);
      assert.equal((await run(() => pusher.connection.socket_id)) === id, goesOn);
      assert.equal((await requests('/xhr_streaming')).length, streams);
    });
  }

  transports('the address of an xhr session', {}, async ({ connect, requests, server }) => {
    await connect({ enabledTransports: ['xhr_streaming'] });
    const [{ href: stream }] = await requests('/xhr_streaming');
    const [{ href: send }] = await requests('/xhr_send');
    const base = `${server.url}/pusher/app/key1`;
    const session = /\/\d{1,3}\/[0-9a-v]{8}\//;
    assert.ok(stream.startsWith(base) && send.startsWith(base), `${stream} ${send}`);
    assert.match(stream, session);
    assert.equal(session.exec(stream)[0], session.exec(send)[0]);
    assert.match(stream, /\?protocol=7&client=js&version=[^&]+&t=\d+&n=\d+$/);
    assert.match(send, /xhr_send\?t=\d+&n=\d+$/);
  });

  for (const name of ['xhr_streaming', 'xhr_polling']) {
    transports(`${name}: the server sends it to another host`, {}, async (test) => {
      test.server.faults.redirect({ hostname: 'localhost' });
      await test.connect({ enabledTransports: [name] });
      assert.equal(await test.event(1), 1);
      const sent = await test.requests('/xhr_send');
      assert.deepEqual([...new Set(sent.map(({ hostname }) => hostname))], ['localhost']);
    });
  }
});
