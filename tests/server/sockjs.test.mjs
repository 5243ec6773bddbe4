import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { selfSigned } from '../support/server/certificate.mjs';
import { createServer } from '../support/server/index.mjs';
import { backEnd, connect, start } from './clients.mjs';
import { messages, post, sockJsClient, XhrSession } from './http-clients.mjs';

const ESTABLISHED = 'pusher:connection_established';
const SUCCEEDED = 'pusher_internal:subscription_succeeded';
const toNews = { event: 'pusher:subscribe', data: { channel: 'news' } };

/** A stream that is greeted. */
async function connected(session) {
  const stream = await session.stream();
  assert.equal(await stream.next(), 'o');
  assert.equal(messages(await stream.next())[0].event, ESTABLISHED);
  return stream;
}

test('a stream begins with what fills buffers, then opens, then greets', async (t) => {
  const session = new XhrSession(await start(t));
  const stream = await session.post('xhr_streaming?protocol=7');
  assert.equal(stream.status, 200);
  assert.equal(await stream.next(), 'h'.repeat(2048));
  assert.equal(await stream.next(), 'o');
  const [{ event, data }] = messages(await stream.next());
  assert.equal(event, ESTABLISHED);
  assert.match(JSON.parse(data).socket_id, /^\d+\.\d+$/);
});

test('what is sent is answered with 204, and the stream brings the events', async (t) => {
  const server = await start(t);
  const session = new XhrSession(server);
  const stream = await connected(session);
  assert.equal((await session.send(toNews)).status, 204);
  assert.equal(messages(await stream.next())[0].event, SUCCEEDED);
  await backEnd(server).trigger('news', 'published', { n: 1 });
  assert.deepEqual(messages(await stream.next()), [
    { event: 'published', channel: 'news', data: '{"n":1}' },
  ]);
  assert.equal(JSON.parse(server.frames[0].text).event, 'pusher:subscribe');
});

test('each poll brings one frame, and what came meanwhile waits for the next', async (t) => {
  const session = new XhrSession(await start(t));
  assert.equal(await session.poll(), 'o');
  assert.equal(messages(await session.poll())[0].event, ESTABLISHED);
  await session.send(toNews, { event: 'pusher:ping', data: {} });
  assert.deepEqual(
    messages(await session.poll()).map(({ event }) => event),
    [SUCCEEDED, 'pusher:pong'],
  );
});

test('a poll that waits is answered by what comes', async (t) => {
  const session = new XhrSession(await start(t));
  await session.poll();
  await session.poll();
  const waiting = session.poll();
  await session.send({ event: 'pusher:ping', data: {} });
  assert.equal(messages(await waiting)[0].event, 'pusher:pong');
});

test('a silent stream gets heartbeats', async (t) => {
  const server = await start(t, { sockjs: { heartbeat_delay: 20 } });
  const stream = await connected(new XhrSession(server));
  assert.equal(await stream.next(), 'h');
  assert.equal(await stream.next(), 'h');
});

test('a stream ends at the limit, and the session goes on with the next one', async (t) => {
  const server = await start(t, { sockjs: { response_limit: 50 } });
  const session = new XhrSession(server);
  const stream = await connected(session);
  assert.equal(await stream.next(), undefined);
  await session.send(toNews);
  const next = await session.stream();
  assert.equal(messages(await next.next())[0].event, SUCCEEDED);
  assert.equal(server.sockets, 1);
});

for (const [what, options, code] of [
  ['an unknown key', { app: '/pusher/app/other' }, 4001],
  ['another version of the protocol', { query: 'protocol=99' }, 4007],
]) {
  test(`${what} is closed with ${code}`, async (t) => {
    const stream = await new XhrSession(await start(t), options).stream();
    assert.equal(await stream.next(), 'o');
    const [, frame] = /^c(.*)/.exec(await stream.next());
    assert.equal(JSON.parse(frame)[0], code);
    assert.equal(await stream.next(), undefined);
  });
}

test('any path may stand before /app', async (t) => {
  await connected(new XhrSession(await start(t), { app: '/some/where/app/key1' }));
});

test('close closes with a code and a reason, also between two polls', async (t) => {
  const server = await start(t);
  const [streaming, polling] = [new XhrSession(server), new XhrSession(server)];
  const stream = await connected(streaming);
  await polling.poll();
  await polling.poll();
  server.faults.close({ code: 4100, reason: 'over capacity' });
  assert.equal(await stream.next(), 'c[4100,"over capacity"]');
  assert.equal(await polling.poll(), 'c[4100,"over capacity"]');
  assert.equal(server.sockets, 0);
});

test('drop cuts streams and polls without a word, also between two polls', async (t) => {
  const server = await start(t);
  const [streaming, waiting, between] = [1, 2, 3].map(() => new XhrSession(server));
  const stream = await connected(streaming);
  for (const session of [waiting, waiting, between]) await session.poll();
  const cut = assert.rejects(waiting.poll(), { code: 'ECONNRESET' });
  await setTimeout(50); // whether it has come by then or not, it is cut
  server.faults.drop();
  assert.equal(await stream.next(), undefined);
  await cut;
  await assert.rejects(between.poll(), { code: 'ECONNRESET' });
  await assert.rejects(between.send(toNews), { code: 'ECONNRESET' });
  assert.equal(server.sockets, 0);
});

test('the session of a client that went away is over at once', async (t) => {
  const server = await start(t);
  const watcher = await connect(server);
  await watcher.subscribe('presence-a', { user_id: 'watcher' });
  const leaver = sockJsClient(server, { transport: 'xhr-streaming' });
  await (await leaver.establish()).subscribe('presence-a', { user_id: 'leaver' });
  leaver.ws.close();
  const { data } = await watcher.next('pusher_internal:member_removed');
  assert.deepEqual(JSON.parse(data), { user_id: 'leaver' });
});

test('a session that was never opened is not found', async (t) => {
  assert.equal((await new XhrSession(await start(t)).send(toNews)).status, 404);
});

test('pages of another origin are let in', async (t) => {
  const session = new XhrSession(await start(t));
  const origin = 'http://elsewhere.example';
  for (const kind of ['xhr_streaming', 'xhr', 'xhr_send']) {
    const { status, headers } = await session.post(kind, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    assert.equal(status, 204);
    assert.equal(headers['access-control-allow-origin'], origin);
    assert.match(headers['access-control-allow-methods'], /POST/);
    assert.equal(headers['access-control-allow-headers'], 'content-type');
  }
  const { headers } = await session.post('xhr_streaming', { headers: { origin } });
  assert.equal(headers['access-control-allow-origin'], origin);
});

test('it serves all of it over TLS', async (t) => {
  const tls = selfSigned();
  const session = new XhrSession(await start(t, { tls }), { ca: tls.cert });
  const stream = await connected(session);
  await session.send({ event: 'pusher:ping', data: {} });
  assert.equal(messages(await stream.next())[0].event, 'pusher:pong');
});

for (const transport of ['xhr-streaming', 'xhr-polling', 'eventsource']) {
  test(`the official client over ${transport} and a WebSocket hear each other`, async (t) => {
    const server = await start(t);
    const one = sockJsClient(server, { transport });
    await one.establish();
    const other = await connect(server);
    for (const client of [one, other]) await client.subscribe('private-a');
    one.send('client-hello', { n: 1 }, 'private-a');
    assert.deepEqual((await other.next('client-hello')).data, { n: 1 });
    other.send('client-hello', { n: 2 }, 'private-a');
    assert.deepEqual((await one.next('client-hello')).data, { n: 2 });
    server.faults.close({ code: 4200, reason: 'again' });
    assert.deepEqual(await one.closed, { code: 4200, reason: 'again' });
  });
}

for (const [path, code] of [
  ['/app/other?protocol=7', 4001],
  ['/elsewhere', 4005],
  [7, 4005],
]) {
  test(`the official client that asks for ${path} is closed with ${code}`, async (t) => {
    const client = sockJsClient(await start(t), { transport: 'xhr-streaming', path });
    assert.equal((await client.closed).code, code);
  });
}

test("the client's script can be had here, at any address a CDN would have", async (t) => {
  const { url } = await start(t);
  for (const path of ['/sockjs.js', '/8.6.0/sockjs.min.js']) {
    const response = await fetch(url + path);
    assert.match(response.headers.get('content-type'), /javascript/);
    assert.match(await response.text(), /SockJS/);
  }
});

test('the endpoints that sign are not taken for SockJS', async (t) => {
  const { url } = await start(t);
  assert.equal((await post(`${url}/pusher/auth`, { body: {} })).status, 403);
});

test('the end of the server ends streams', async () => {
  const server = await createServer();
  const stream = await connected(new XhrSession(server));
  await server.close();
  assert.equal(await stream.next(), undefined); // and not the heartbeat that comes after 25 s
});
