import assert from 'node:assert/strict';
import { once as onceEmitted } from 'node:events';
import test from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer } from '../support/server/index.mjs';
import { backEnd, connect, once, pusherJs, RawClient, socketUrl, start, turn } from './clients.mjs';
import { XhrSession } from './http-clients.mjs';

const ESTABLISHED = 'pusher:connection_established';
const ABNORMAL = 1006; // RFC 6455: the connection ended without a close frame

/** Resolves once the server has taken the WebSocket. */
async function opened(server) {
  const client = new RawClient(socketUrl(server));
  await new Promise((resolve) => client.ws.once('open', resolve));
  return client;
}

/** A round trip on the WebSocket's own level, below the protocol. */
async function roundTrip(client) {
  client.ws.ping();
  await new Promise((resolve) => client.ws.once('pong', resolve));
}

test('drop cuts all sockets without a close frame', async (t) => {
  const server = await start(t);
  const clients = [await connect(server), await connect(server)];
  assert.deepEqual(await (await turn(server, 'drop')).json(), { sockets: 2 });
  for (const client of clients) assert.equal((await client.closed).code, ABNORMAL);
  assert.equal(server.sockets, 0);
});

test('close closes all sockets with a code and a reason', async (t) => {
  const server = await start(t);
  const client = await connect(server);
  await turn(server, 'close', { code: 4100, reason: 'over capacity' });
  assert.deepEqual(await client.closed, { code: 4100, reason: 'over capacity' });
});

test('close refuses a code that cannot be sent', async (t) => {
  const server = await start(t);
  assert.equal((await turn(server, 'close', { code: 1006 })).status, 400);
  assert.throws(() => server.faults.close({ code: 1006 }), RangeError);
});

test('pusher-js reconnects at once after a close with 4200', async (t) => {
  const server = await start(t);
  const client = pusherJs(t, server);
  await once(client.connection, 'connected');
  const first = client.connection.socket_id;
  const again = once(client.connection, 'connected');
  server.faults.close({ code: 4200 });
  await again;
  assert.notEqual(client.connection.socket_id, first);
});

test('stall leaves what comes meanwhile undone for good', async (t) => {
  const server = await start(t);
  const client = await connect(server);
  await turn(server, 'stall', { on: true });
  client.request('news');
  client.send('pusher:ping', {});
  while (server.frames.length < 2) await pause(5);
  await turn(server, 'stall', { on: false });
  await client.flush();
  assert.deepEqual(client.unread, []);
  assert.deepEqual(server.channels(), []);
});

test('stall leaves a ping of the WebSocket itself unanswered', async (t) => {
  const server = await start(t);
  const client = await connect(server);
  server.faults.stall();
  const answered = roundTrip(client).then(() => 'answered');
  assert.equal(await Promise.race([answered, pause(100)]), undefined);
});

test('stall holds the events of the back end back', async (t) => {
  const server = await start(t);
  const client = await connect(server);
  await client.subscribe('news');
  server.faults.stall();
  await backEnd(server).trigger('news', 'published', {});
  server.faults.stall({ on: false });
  await client.flush();
  assert.deepEqual(client.unread, []);
});

test('stall takes new sockets and never greets them', async (t) => {
  const server = await start(t);
  server.faults.stall();
  const client = await opened(server);
  server.faults.stall({ on: false });
  client.send('pusher:ping', {});
  await roundTrip(client);
  assert.deepEqual(client.unread, []);
  assert.equal(server.sockets, 1);
});

test('frame sends a text as it is to all sockets', async (t) => {
  const server = await start(t);
  const clients = [await connect(server), await connect(server)];
  await turn(server, 'frame', { text: '{"event":"made-up"}' });
  for (const client of clients) await client.next('made-up');
});

test('frame sends malformed JSON unless told otherwise', async (t) => {
  const server = await start(t);
  const client = pusherJs(t, server);
  await once(client.connection, 'connected');
  const error = once(client.connection, 'error');
  server.faults.frame();
  assert.equal((await error).data.type, 'MessageParseError');
  assert.equal(client.connection.state, 'connected');
});

test('handshake silent: no greeting, for the number of times', async (t) => {
  const server = await start(t);
  await turn(server, 'handshake', { mode: 'silent', times: 1 });
  const first = await opened(server);
  await roundTrip(first);
  assert.deepEqual(first.unread, []);
  await connect(server);
});

test('handshake malformed: no JSON comes first', async (t) => {
  const server = await start(t);
  server.faults.handshake({ mode: 'malformed' });
  const client = await opened(server);
  await roundTrip(client);
  assert.throws(() => JSON.parse(client.unread[0]), SyntaxError);
});

test('handshake no-timeout: the greeting lacks the activity timeout', async (t) => {
  const server = await start(t);
  server.faults.handshake({ mode: 'no-timeout' });
  const client = new RawClient(socketUrl(server));
  const { data } = await client.next(ESTABLISHED);
  assert.deepEqual(Object.keys(JSON.parse(data)), ['socket_id']);
});

test('handshake error: an error with the code comes first', async (t) => {
  const server = await start(t);
  server.faults.handshake({ mode: 'error', code: 4003 });
  const client = new RawClient(socketUrl(server));
  assert.equal((await client.next('pusher:error')).data.code, 4003);
  await roundTrip(client);
  assert.ok(!client.has(ESTABLISHED));
});

test('handshake close: the socket is closed with the code', async (t) => {
  const server = await start(t);
  server.faults.handshake({ mode: 'close', code: 4003 });
  const client = new RawClient(socketUrl(server));
  assert.equal((await client.closed).code, 4003);
  assert.deepEqual(client.unread, []);
});

test('an unknown handshake is refused', async (t) => {
  const response = await turn(await start(t), 'handshake', { mode: 'loud' });
  assert.equal(response.status, 400);
  assert.match(await response.text(), /one of ok, silent/);
});

test('refuse answers the upgrade with 503', async (t) => {
  const server = await start(t);
  await turn(server, 'refuse', { on: true });
  const client = new RawClient(socketUrl(server));
  const status = await new Promise((resolve) => {
    client.ws.on('unexpected-response', (_, response) => resolve(response.statusCode));
  });
  assert.equal(status, 503);
  await turn(server, 'refuse', { on: false });
  await connect(server);
});

test('refuse takes another status, if it is one of an error', async (t) => {
  const server = await start(t);
  await turn(server, 'refuse', { status: 403 });
  const client = new RawClient(socketUrl(server));
  const [, { statusCode }] = await onceEmitted(client.ws, 'unexpected-response');
  assert.equal(statusCode, 403);
  assert.equal((await turn(server, 'refuse', { status: 200 })).status, 400);
});

test('hang leaves the upgrade without an answer, until the server ends', async () => {
  const server = await createServer();
  await turn(server, 'hang');
  const client = new RawClient(socketUrl(server));
  assert.equal(await Promise.race([client.closed, pause(100)]), undefined);
  await turn(server, 'hang', { on: false });
  await connect(server);
  assert.equal(client.ws.readyState, client.ws.CONNECTING);
  await server.close();
  assert.equal((await client.closed).code, ABNORMAL);
});

test('http refuse answers the HTTP transports with 503, and leaves WebSockets alone', async (t) => {
  const server = await start(t);
  await turn(server, 'http', { mode: 'refuse' });
  for (const kind of ['xhr', 'xhr_streaming', 'xhr_send']) {
    assert.equal((await new XhrSession(server).post(kind)).status, 503);
  }
  assert.equal((await fetch(`${server.url}/pusher/info`)).status, 503);
  await connect(server);
  await turn(server, 'http');
  assert.equal(await new XhrSession(server).poll(), 'o');
});

test('http hang never answers the HTTP transports', async (t) => {
  const server = await start(t);
  await turn(server, 'http', { mode: 'hang' });
  const answer = new XhrSession(server).poll().catch(() => 'cut');
  assert.equal(await Promise.race([answer, pause(100)]), undefined);
  await server.close();
  assert.equal(await answer, 'cut');
});

test('http buffer holds streams back until they end, and lets polls through', async (t) => {
  const server = await start(t, { sockjs: { response_limit: 50 } });
  await turn(server, 'http', { mode: 'buffer' });
  assert.equal(await new XhrSession(server).poll(), 'o');
  const session = new XhrSession(server);
  const stream = await session.stream(); // ends after the greeting: more than 50 bytes
  assert.equal(await stream.next(), 'o');
  assert.match(await stream.next(), /^a/);
  const silent = session.stream().catch(() => 'cut');
  assert.equal(await Promise.race([silent, pause(100)]), undefined);
  server.faults.drop();
  assert.equal(await silent, 'cut');
});

test('redirect has sessions opened with the name of another host', async (t) => {
  const server = await start(t);
  await turn(server, 'redirect', { hostname: 'localhost' });
  assert.equal(await (await new XhrSession(server).stream()).next(), 'o{"hostname":"localhost"}');
  assert.equal(await new XhrSession(server).poll(), 'o{"hostname":"localhost"}');
  await turn(server, 'redirect');
  assert.equal(await new XhrSession(server).poll(), 'o');
});

test('stall lets sessions of the HTTP transports open, and never greets them', async (t) => {
  const server = await start(t);
  server.faults.stall();
  const session = new XhrSession(server);
  const stream = await session.stream();
  assert.equal(await stream.next(), 'o');
  assert.equal((await session.send({ event: 'pusher:ping', data: {} })).status, 204);
  assert.equal(await Promise.race([stream.next(), pause(100)]), undefined);
});

test('activity changes the timeout told to new sockets', async (t) => {
  const server = await start(t, { activityTimeout: 30 });
  const told = async () => {
    const { data } = await new RawClient(socketUrl(server)).next(ESTABLISHED);
    return JSON.parse(data).activity_timeout;
  };
  assert.equal(await told(), 30);
  await turn(server, 'activity', { seconds: 1 });
  assert.equal(await told(), 1);
  await turn(server, 'reset');
  assert.equal(await told(), 30);
});

test('counts tells subscribers how many they are', async (t) => {
  const server = await start(t);
  await turn(server, 'counts', { on: true });
  const [ann, bob] = [await connect(server), await connect(server)];
  await ann.subscribe('news');
  await bob.subscribe('news');
  bob.ws.close();
  const counts = [];
  for (let i = 0; i < 3; i += 1) {
    const { data } = await ann.next('pusher_internal:subscription_count');
    counts.push(JSON.parse(data).subscription_count);
  }
  assert.deepEqual(counts, [1, 2, 1]);
});

test('counts are not told by default', async (t) => {
  const client = await connect(await start(t));
  await client.subscribe('news');
  await client.flush();
  assert.deepEqual(client.unread, []);
});

test('confirm delays the confirmation of a subscription', async (t) => {
  const server = await start(t);
  await turn(server, 'confirm', { delay: 100 });
  const client = await connect(server);
  const before = Date.now();
  await client.subscribe('news');
  assert.ok(Date.now() - before >= 95);
});

test('a subscription given up while it waits is not confirmed', async (t) => {
  const server = await start(t);
  server.faults.confirm({ delay: 50 });
  const client = await connect(server);
  client.request('news');
  client.send('pusher:unsubscribe', { channel: 'news' });
  await pause(100);
  await client.flush();
  assert.deepEqual(client.unread, []);
  assert.deepEqual(server.channels(), []);
});

test('errors can carry their data as a string', async (t) => {
  const server = await start(t);
  await turn(server, 'errors', { style: 'channel-less', asString: true });
  const client = await connect(server);
  client.send('pusher:subscribe', { channel: 'private-a', auth: '' });
  const { data } = await client.next('pusher:error');
  assert.equal(JSON.parse(data).code, 4009);
});

test('signin off leaves a sign-in unanswered', async (t) => {
  const server = await start(t);
  await turn(server, 'signin', { on: false });
  const client = await connect(server);
  client.send('pusher:signin', { auth: 'key1:00', user_data: '{"id":"ann"}' });
  await client.flush();
  assert.deepEqual(client.unread, []);
});

test('the switches can be looked at and restored', async (t) => {
  const server = await start(t);
  const look = async () => (await fetch(`${server.url}/faults`)).json();
  const initial = await look();
  await turn(server, 'stall');
  await turn(server, 'confirm', { delay: 5 });
  await turn(server, 'handshake', { mode: 'silent' });
  const turned = await look();
  assert.deepEqual(turned.stall, { on: true });
  assert.deepEqual(turned.confirm, { delay: 5 });
  assert.equal(turned.handshake.mode, 'silent');
  assert.deepEqual(await (await turn(server, 'reset')).json(), initial);
  assert.deepEqual(await look(), initial);
});

test('an unknown switch is answered with the known ones', async (t) => {
  const response = await turn(await start(t), 'constructor');
  assert.equal(response.status, 404);
  assert.match(await response.text(), /drop, close/);
});
