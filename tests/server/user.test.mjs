import assert from 'node:assert/strict';
import test from 'node:test';
import { backEnd, connect, once, pusherJs, sign, start } from './clients.mjs';

function signIn(client, user) {
  const user_data = JSON.stringify(user);
  const auth = sign(client.socketId, '', 'user', '', user_data);
  client.send('pusher:signin', { auth, user_data });
}

test('a signed-in user is told so with their own data', async (t) => {
  const client = await connect(await start(t));
  signIn(client, { id: 'ann' });
  const { data } = await client.next('pusher:signin_success');
  assert.deepEqual(JSON.parse(data), { user_data: '{"id":"ann"}' });
});

test('a bad sign-in signature is an error and closes with 4009', async (t) => {
  const client = await connect(await start(t));
  client.send('pusher:signin', { auth: 'key1:00', user_data: '{"id":"ann"}' });
  assert.equal((await client.next('pusher:error')).data.code, 4009);
  assert.equal((await client.closed).code, 4009);
});

test('a signed-in user gets what the back end sends to them', async (t) => {
  const server = await start(t);
  const params = { user_id: 'ann' };
  const client = pusherJs(t, server, {
    userAuthentication: { endpoint: `${server.url}/pusher/user-auth`, params },
  });
  client.signin();
  await once(client, 'pusher:signin_success');
  await occupied(server, '#server-to-user-ann');
  const event = once(client.user, 'greeting');
  await backEnd(server).sendToUser('ann', 'greeting', { hello: 'Ann' });
  assert.deepEqual((await event).data, { hello: 'Ann' });
});

test('the channel of another user is refused', async (t) => {
  const client = await connect(await start(t));
  signIn(client, { id: 'ann' });
  client.request('#server-to-user-bob');
  const { channel } = await client.next('pusher:subscription_error');
  assert.equal(channel, '#server-to-user-bob');
});

test('a back end can end all connections of a user and of nobody else', async (t) => {
  const server = await start(t);
  const [ann, annAgain, bob] = [
    await connect(server),
    await connect(server),
    await connect(server),
  ];
  for (const client of [ann, annAgain]) signIn(client, { id: 'ann' });
  signIn(bob, { id: 'bob' });
  for (const client of [ann, annAgain, bob]) await client.next('pusher:signin_success');
  await backEnd(server).terminateUserConnections('ann');
  assert.equal((await ann.closed).code, 4009);
  assert.equal((await annAgain.closed).code, 4009);
  await bob.flush();
  assert.equal(server.sockets, 1);
});

async function occupied(server, name) {
  while (!server.channels().includes(name)) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
