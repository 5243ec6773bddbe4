import assert from 'node:assert/strict';
import test from 'node:test';
import { backEnd, connect, start } from './clients.mjs';

const json = async (response) => (await response).json();

test('an event goes to several channels', async (t) => {
  const server = await start(t);
  const client = await connect(server);
  await client.subscribe('one');
  await client.subscribe('two');
  await backEnd(server).trigger(['one', 'two', 'three'], 'published', { a: 1 });
  assert.equal((await client.next('published')).channel, 'one');
  assert.equal((await client.next('published')).channel, 'two');
});

test('the socket named by the back end is left out', async (t) => {
  const server = await start(t);
  const [ann, bob] = [await connect(server), await connect(server)];
  await ann.subscribe('room');
  await bob.subscribe('room');
  await backEnd(server).trigger('room', 'said', {}, { socket_id: ann.socketId });
  await bob.next('said');
  await ann.flush();
  assert.ok(!ann.has('said'));
});

test('a batch sends each of its events', async (t) => {
  const server = await start(t);
  const client = await connect(server);
  await client.subscribe('one');
  await client.subscribe('two');
  await backEnd(server).triggerBatch([
    { channel: 'one', name: 'first', data: { a: 1 } },
    { channel: 'two', name: 'second', data: 'text' },
    { channel: 'two', name: 'hidden', data: 'text', socket_id: client.socketId },
  ]);
  assert.equal((await client.next('first')).data, '{"a":1}');
  assert.equal((await client.next('second')).channel, 'two');
  await client.flush();
  assert.ok(!client.has('hidden'));
});

test('an event is answered with the attributes asked for', async (t) => {
  const server = await start(t);
  await (await connect(server)).subscribe('room');
  const response = backEnd(server).trigger('room', 'said', {}, { info: 'subscription_count' });
  assert.deepEqual(await json(response), { channels: { room: { subscription_count: 1 } } });
});

test('the occupied channels are listed, with a prefix and counts', async (t) => {
  const server = await start(t);
  const client = await connect(server);
  await client.subscribe('presence-a', { user_id: 'ann' });
  await client.subscribe('news');
  const all = await json(backEnd(server).get({ path: '/channels' }));
  assert.deepEqual(Object.keys(all.channels), ['presence-a', 'news']);
  const params = { filter_by_prefix: 'presence-', info: 'user_count' };
  const some = await json(backEnd(server).get({ path: '/channels', params }));
  assert.deepEqual(some, { channels: { 'presence-a': { user_count: 1 } } });
});

test('one channel is described', async (t) => {
  const server = await start(t);
  await (await connect(server)).subscribe('news');
  const params = { info: 'subscription_count' };
  const known = await json(backEnd(server).get({ path: '/channels/news', params }));
  assert.deepEqual(known, { occupied: true, subscription_count: 1 });
  const unknown = await json(backEnd(server).get({ path: '/channels/olds' }));
  assert.deepEqual(unknown, { occupied: false });
});

test('the users of a presence channel are listed', async (t) => {
  const server = await start(t);
  await (await connect(server)).subscribe('presence-a', { user_id: 'ann' });
  const users = await json(backEnd(server).get({ path: '/channels/presence-a/users' }));
  assert.deepEqual(users, { users: [{ id: 'ann' }] });
});

test('the users of another channel cannot be had', async (t) => {
  const call = backEnd(await start(t)).get({ path: '/channels/news/users' });
  await assert.rejects(call, { status: 400 });
});

test('a wrong secret is answered with 401 and sends nothing', async (t) => {
  const server = await start(t);
  const client = await connect(server);
  await client.subscribe('news');
  const call = backEnd(server, { secret: 'wrong' }).trigger('news', 'published', {});
  await assert.rejects(call, { status: 401, body: 'Invalid auth_signature' });
  await client.flush();
  assert.ok(!client.has('published'));
});

test('a body that is not the signed one is answered with 401', async (t) => {
  const server = await start(t);
  const request = { method: 'POST', path: '/apps/app1/events', body: '{}' };
  const query = backEnd(server).createSignedQueryString(request);
  const response = await fetch(`${server.url}/apps/app1/events?${query}`, {
    method: 'POST',
    body: '{"name":"a","channel":"b","data":"c"}',
  });
  assert.equal(response.status, 401);
});

test('an old request is answered with 401', async (t) => {
  const server = await start(t);
  const anHourAgo = Date.now() - 3_600_000;
  const clock = t.mock.method(Date, 'now', () => anHourAgo);
  const request = { method: 'GET', path: '/apps/app1/channels' };
  const query = backEnd(server).createSignedQueryString(request);
  clock.mock.restore();
  const response = await fetch(`${server.url}/apps/app1/channels?${query}`);
  assert.equal(response.status, 401);
  assert.equal(await response.text(), 'Timestamp expired');
});

test('an unknown app is answered with 404', async (t) => {
  const call = backEnd(await start(t), { appId: 'app2' }).get({ path: '/channels' });
  await assert.rejects(call, { status: 404 });
});

test('an event without data is answered with 400', async (t) => {
  const call = backEnd(await start(t)).trigger('news', 'published', undefined);
  await assert.rejects(call, { status: 400 });
});
