import assert from 'node:assert/strict';
import test from 'node:test';
import { connect, once, pusherJs, start } from './clients.mjs';

async function pair(server, channel, members = []) {
  const clients = [await connect(server), await connect(server)];
  await clients[0].subscribe(channel, members[0]);
  await clients[1].subscribe(channel, members[1]);
  return clients;
}

async function assertRefused(client, channel, reason) {
  client.send('client-typing', {}, channel);
  const { data } = await client.next('pusher:error');
  assert.equal(data.code, 4301);
  assert.match(data.message, reason);
}

test('a client event reaches the others with its data as it came', async (t) => {
  const [ann, bob] = await pair(await start(t), 'private-room');
  ann.send('client-typing', { text: ['h', 1] }, 'private-room');
  assert.deepEqual(await bob.next('client-typing'), {
    event: 'client-typing',
    channel: 'private-room',
    data: { text: ['h', 1] },
  });
  await ann.flush();
  assert.ok(!ann.has('client-typing'));
});

test('on a presence channel a client event names its sender', async (t) => {
  const members = [{ user_id: 'ann' }, { user_id: 'bob' }];
  const [ann, bob] = await pair(await start(t), 'presence-room', members);
  ann.send('client-typing', 'text', 'presence-room');
  const frame = await bob.next('client-typing');
  assert.equal(frame.user_id, 'ann');
  assert.equal(frame.data, 'text');
});

test('pusher-js gets the sender as metadata', async (t) => {
  const server = await start(t);
  const channel = pusherJs(t, server).subscribe('presence-room');
  await once(channel, 'pusher:subscription_succeeded');
  const event = once(channel, 'client-typing');
  const ann = await connect(server);
  await ann.subscribe('presence-room', { user_id: 'ann' });
  ann.send('client-typing', { a: 1 }, 'presence-room');
  const { data, metadata } = await event;
  assert.deepEqual(data, { a: 1 });
  assert.deepEqual(metadata, { user_id: 'ann' });
});

test('a client event on a public channel is refused', async (t) => {
  const [ann, bob] = await pair(await start(t), 'room');
  await assertRefused(ann, 'room', /only supported on private and presence/);
  await bob.flush();
  assert.ok(!bob.has('client-typing'));
});

test('a client event on an encrypted channel is refused', async (t) => {
  const [ann] = await pair(await start(t), 'private-encrypted-room');
  await assertRefused(ann, 'private-encrypted-room', /only supported on/);
});

test('a client event from outside the channel is refused', async (t) => {
  const server = await start(t);
  const [, bob] = await pair(server, 'private-room');
  await assertRefused(await connect(server), 'private-room', /not subscribed/);
  await bob.flush();
  assert.ok(!bob.has('client-typing'));
});

test('client events can be switched off', async (t) => {
  const [ann] = await pair(await start(t, { clientEvents: false }), 'private-room');
  await assertRefused(ann, 'private-room', /switched off/);
});

test('a cache channel does not keep client events', async (t) => {
  const server = await start(t);
  const [ann] = await pair(server, 'private-cache-room');
  ann.send('client-typing', {}, 'private-cache-room');
  await ann.flush();
  const late = await connect(server);
  await late.subscribe('private-cache-room');
  await late.next('pusher:cache_miss');
});
