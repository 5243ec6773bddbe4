import assert from 'node:assert/strict';
import test from 'node:test';
import { ENCRYPTION_MASTER_KEY } from '../support/server/auth-endpoints.mjs';
import { backEnd, connect, once, pusherJs, sign, start } from './clients.mjs';

const SUCCEEDED = 'pusher_internal:subscription_succeeded';

for (const name of [
  'news',
  'private-news',
  'presence-news',
  'private-encrypted-news',
  'cache-news',
  'private-cache-news',
  'presence-cache-news',
  'private-encrypted-cache-news',
]) {
  test(`pusher-js subscribes to ${name} and gets an event`, async (t) => {
    const server = await start(t);
    const channel = pusherJs(t, server).subscribe(name);
    await once(channel, 'pusher:subscription_succeeded');
    const event = once(channel, 'published');
    await backEnd(server, { encryptionMasterKeyBase64: ENCRYPTION_MASTER_KEY }).trigger(
      name,
      'published',
      { title: 'ä' },
    );
    assert.deepEqual((await event).data, { title: 'ä' });
  });
}

test('the data of an event leaves as the very string the back end gave', async (t) => {
  const server = await start(t);
  const client = await connect(server);
  await client.subscribe('news');
  await backEnd(server).trigger('news', 'published', 'no { json');
  const frame = await client.next('published');
  assert.deepEqual(frame, { event: 'published', channel: 'news', data: 'no { json' });
});

test('a bad signature is told on the channel', async (t) => {
  const client = await connect(await start(t));
  client.send('pusher:subscribe', { channel: 'private-a', auth: 'key1:00' });
  const { channel, data } = await client.next('pusher:subscription_error');
  assert.equal(channel, 'private-a');
  assert.equal(data.type, 'AuthError');
  assert.equal(data.status, 401);
  assert.match(data.error, /Invalid signature/);
});

test('a bad signature can be told without naming the channel', async (t) => {
  const server = await start(t);
  server.faults.errors({ style: 'channel-less' });
  const client = await connect(server);
  client.send('pusher:subscribe', { channel: 'private-a', auth: 'key1:00' });
  const frame = await client.next('pusher:error');
  assert.equal(frame.channel, undefined);
  assert.equal(frame.data.code, 4009);
  await client.flush();
  assert.ok(!client.has(SUCCEEDED));
});

test('a signature covers the channel data', async (t) => {
  const client = await connect(await start(t));
  client.request('presence-a', { user_id: 'one' });
  await client.next(SUCCEEDED);
  const auth = sign(client.socketId, 'presence-b', '{"user_id":"one"}');
  const forged = { channel: 'presence-b', auth, channel_data: '{"user_id":"two"}' };
  client.send('pusher:subscribe', forged);
  assert.equal((await client.next('pusher:subscription_error')).channel, 'presence-b');
});

test('a signature with another key is refused', async (t) => {
  const client = await connect(await start(t));
  const auth = sign(client.socketId, 'private-a').replace('key1', 'key2');
  client.send('pusher:subscribe', { channel: 'private-a', auth });
  await client.next('pusher:subscription_error');
});

test('subscribing twice is an error without a code', async (t) => {
  const client = await connect(await start(t));
  await client.subscribe('news');
  client.request('news');
  const { data } = await client.next('pusher:error');
  assert.deepEqual(data, { code: null, message: 'Existing subscription to channel news' });
});

test('an invalid channel name is an error', async (t) => {
  const client = await connect(await start(t));
  client.request('no spaces');
  assert.match((await client.next('pusher:error')).data.message, /Invalid channel name/);
});

test('after unsubscribing no event comes', async (t) => {
  const server = await start(t);
  const client = await connect(server);
  await client.subscribe('news');
  client.send('pusher:unsubscribe', { channel: 'news' });
  await client.flush();
  await backEnd(server).trigger('news', 'published', {});
  await client.flush();
  assert.ok(!client.has('published'));
  assert.deepEqual(server.channels(), []);
});

test('a cache channel without an event says so', async (t) => {
  const client = await connect(await start(t));
  await client.subscribe('cache-news');
  assert.equal((await client.next('pusher:cache_miss')).channel, 'cache-news');
});

test('a cache channel replays its last event to those who come later', async (t) => {
  const server = await start(t);
  await backEnd(server).trigger('private-cache-news', 'published', 'first');
  await backEnd(server).trigger('private-cache-news', 'published', 'second');
  const client = await connect(server);
  await client.subscribe('private-cache-news');
  assert.equal((await client.next('published')).data, 'second');
  await client.flush();
  assert.ok(!client.has('pusher:cache_miss'));
});

test('ten thousand subscriptions on one socket take less than three seconds', async (t) => {
  const server = await start(t);
  const client = await connect(server);
  const before = Date.now();
  for (let i = 0; i < 10_000; i += 1) client.request(`private-${i}`);
  await client.flush();
  assert.equal(client.unread.length, 10_000);
  assert.equal(server.channels().length, 10_000);
  assert.ok(Date.now() - before < 3000, `${Date.now() - before} ms`);
});
