import assert from 'node:assert/strict';
import test from 'node:test';
import { connect, once, pusherJs, sign, start } from './clients.mjs';

const ADDED = 'pusher_internal:member_added';
const REMOVED = 'pusher_internal:member_removed';

test('a newcomer is told who is there', async (t) => {
  const server = await start(t);
  const [ann, bob] = [await connect(server), await connect(server)];
  await ann.subscribe('presence-room', { user_id: 'ann', user_info: { name: 'Ann' } });
  const greeting = await bob.subscribe('presence-room', { user_id: 'bob' });
  assert.deepEqual(greeting, {
    presence: { count: 2, ids: ['ann', 'bob'], hash: { ann: { name: 'Ann' }, bob: null } },
  });
});

test('the others are told who came, the newcomer is not', async (t) => {
  const server = await start(t);
  const [ann, bob] = [await connect(server), await connect(server)];
  await ann.subscribe('presence-room', { user_id: 'ann' });
  await bob.subscribe('presence-room', { user_id: 'bob', user_info: { name: 'Bob' } });
  const { channel, data } = await ann.next(ADDED);
  assert.equal(channel, 'presence-room');
  assert.deepEqual(JSON.parse(data), { user_id: 'bob', user_info: { name: 'Bob' } });
  await bob.flush();
  assert.ok(!bob.has(ADDED));
});

test('a lost socket takes its member away', async (t) => {
  const server = await start(t);
  const [ann, bob] = [await connect(server), await connect(server)];
  await ann.subscribe('presence-room', { user_id: 'ann' });
  await bob.subscribe('presence-room', { user_id: 'bob' });
  bob.ws.terminate();
  assert.deepEqual(JSON.parse((await ann.next(REMOVED)).data), { user_id: 'bob' });
});

test('unsubscribing takes the member away', async (t) => {
  const server = await start(t);
  const [ann, bob] = [await connect(server), await connect(server)];
  await ann.subscribe('presence-room', { user_id: 'ann' });
  await bob.subscribe('presence-room', { user_id: 'bob' });
  bob.send('pusher:unsubscribe', { channel: 'presence-room' });
  assert.deepEqual(JSON.parse((await ann.next(REMOVED)).data), { user_id: 'bob' });
});

test('a user with two sockets comes once and leaves with the last', async (t) => {
  const server = await start(t);
  const [ann, first, second] = [
    await connect(server),
    await connect(server),
    await connect(server),
  ];
  await ann.subscribe('presence-room', { user_id: 'ann' });
  await first.subscribe('presence-room', { user_id: 'bob' });
  const { presence } = await second.subscribe('presence-room', { user_id: 'bob' });
  assert.equal(presence.count, 2);
  await ann.next(ADDED);

  first.send('pusher:unsubscribe', { channel: 'presence-room' });
  await first.flush();
  await ann.flush();
  assert.ok(!ann.has(ADDED) && !ann.has(REMOVED));

  second.send('pusher:unsubscribe', { channel: 'presence-room' });
  await ann.next(REMOVED);
});

test('a presence subscription without a user is refused', async (t) => {
  const client = await connect(await start(t));
  client.send('pusher:subscribe', {
    channel: 'presence-room',
    auth: sign(client.socketId, 'presence-room'),
  });
  assert.match((await client.next('pusher:subscription_error')).data.error, /user_id/);
});

test('a user who is signed in needs no channel data', async (t) => {
  const client = await connect(await start(t));
  const user_data = JSON.stringify({ id: 'ann', user_info: { name: 'Ann' } });
  const auth = sign(client.socketId, '', 'user', '', user_data);
  client.send('pusher:signin', { auth, user_data });
  const { presence } = await client.subscribe('presence-room');
  assert.deepEqual(presence.hash, { ann: { name: 'Ann' } });
});

test('a user named like a property of objects is a member like others', async (t) => {
  const client = await connect(await start(t));
  const { presence } = await client.subscribe('presence-room', { user_id: '__proto__' });
  assert.deepEqual(Object.keys(presence.hash), ['__proto__']);
});

test('pusher-js sees members come and go', async (t) => {
  const server = await start(t);
  const options = { channelAuthorization: { endpoint: `${server.url}/pusher/auth` } };
  options.channelAuthorization.params = { user_id: 'ann', user_name: 'Ann' };
  const channel = pusherJs(t, server, options).subscribe('presence-room');
  const { data: members } = await once(channel, 'pusher:subscription_succeeded');
  assert.deepEqual(members.me, { id: 'ann', info: { name: 'Ann' } });

  const bob = await connect(server);
  const added = once(channel, 'pusher:member_added');
  await bob.subscribe('presence-room', { user_id: 'bob', user_info: 1 });
  assert.deepEqual((await added).data, { id: 'bob', info: 1 });
  const removed = once(channel, 'pusher:member_removed');
  bob.ws.close();
  assert.equal((await removed).data.id, 'bob');
});
