import assert from 'node:assert/strict';
import test from 'node:test';
import { sign, start, turn } from './clients.mjs';

const SOCKET = '12.34';

function post(server, path, params, headers = {}) {
  const body = new URLSearchParams({ socket_id: SOCKET, ...params });
  return fetch(server.url + path, { method: 'POST', body, headers });
}

test('a private channel is signed', async (t) => {
  const response = await post(await start(t), '/pusher/auth', { channel_name: 'private-a' });
  assert.deepEqual(await response.json(), { auth: sign(SOCKET, 'private-a') });
});

test('a presence channel is signed with the user of the request', async (t) => {
  const params = { channel_name: 'presence-a', user_id: 'ann', user_name: 'Ann' };
  const { channel_data } = await (await post(await start(t), '/pusher/auth', params)).json();
  assert.deepEqual(JSON.parse(channel_data), { user_id: 'ann', user_info: { name: 'Ann' } });
});

test('a user is made up where the request names none', async (t) => {
  const params = { channel_name: 'presence-a' };
  const { channel_data } = await (await post(await start(t), '/pusher/auth', params)).json();
  assert.equal(JSON.parse(channel_data).user_id, `user-${SOCKET}`);
});

test('an encrypted channel gets its shared secret', async (t) => {
  const params = { channel_name: 'private-encrypted-a' };
  const { shared_secret } = await (await post(await start(t), '/pusher/auth', params)).json();
  assert.equal(Buffer.from(shared_secret, 'base64').length, 32);
});

test('a user is signed', async (t) => {
  const response = await post(await start(t), '/pusher/user-auth', { user_id: 'ann' });
  const { auth, user_data } = await response.json();
  assert.equal(JSON.parse(user_data).id, 'ann');
  assert.equal(auth, sign(SOCKET, '', 'user', '', user_data));
});

test('a request without a socket is answered with 403', async (t) => {
  const params = { socket_id: '', channel_name: 'private-a' };
  assert.equal((await post(await start(t), '/pusher/auth', params)).status, 403);
});

test('a GET is answered with a call of its callback', async (t) => {
  const server = await start(t);
  const callback = "Pusher.auth_callbacks['1']";
  const query = new URLSearchParams({ callback, socket_id: SOCKET, channel_name: 'private-a' });
  const response = await fetch(`${server.url}/pusher/auth?${query}`);
  const answer = JSON.stringify({ auth: sign(SOCKET, 'private-a') });
  assert.match(response.headers.get('content-type'), /javascript/);
  assert.equal(await response.text(), `${callback}(${answer});`);
});

test('a callback that is not the name of a function is answered with 400', async (t) => {
  const server = await start(t);
  const query = new URLSearchParams({ callback: 'alert(1)//', socket_id: SOCKET });
  query.set('channel_name', 'private-a');
  assert.equal((await fetch(`${server.url}/pusher/auth?${query}`)).status, 400);
});

test('a preflight allows the origin, its credentials and its headers', async (t) => {
  const server = await start(t);
  const { status, headers } = await fetch(`${server.url}/pusher/auth`, {
    method: 'OPTIONS',
    headers: { origin: 'http://site.test', 'access-control-request-headers': 'x-token' },
  });
  assert.equal(status, 204);
  assert.equal(headers.get('access-control-allow-origin'), 'http://site.test');
  assert.equal(headers.get('access-control-allow-credentials'), 'true');
  assert.equal(headers.get('access-control-allow-headers'), 'x-token');
  assert.match(headers.get('access-control-allow-methods'), /POST/);
});

test('an answer, even a failure, may be read by any origin', async (t) => {
  const server = await start(t);
  server.faults.auth({ status: 500 });
  const origin = { origin: 'http://site.test' };
  const response = await post(server, '/pusher/auth', { channel_name: 'private-a' }, origin);
  assert.equal(response.status, 500);
  assert.equal(response.headers.get('access-control-allow-origin'), 'http://site.test');
});

test('the requests are kept until they are cleared', async (t) => {
  const server = await start(t);
  const params = { channel_name: 'private-a', extra: 'é' };
  await post(server, '/pusher/auth', params, { 'x-token': 'secret' });
  const [request, ...others] = await (await fetch(`${server.url}/pusher/requests`)).json();
  assert.deepEqual(others, []);
  assert.equal(request.method, 'POST');
  assert.equal(request.path, '/pusher/auth');
  assert.equal(request.headers['x-token'], 'secret');
  assert.deepEqual(request.params, { socket_id: SOCKET, ...params });
  await fetch(`${server.url}/pusher/requests`, { method: 'DELETE' });
  assert.deepEqual(server.requests, []);
});

test('the answer can be another status and body, for a number of times', async (t) => {
  const server = await start(t);
  await turn(server, 'auth', { status: 403, body: 'no', times: 1 });
  const first = await post(server, '/pusher/auth', { channel_name: 'private-a' });
  assert.equal(first.status, 403);
  assert.equal(await first.text(), 'no');
  const second = await post(server, '/pusher/auth', { channel_name: 'private-a' });
  assert.equal(second.status, 200);
});

test('the answer can be a 200 that is no JSON', async (t) => {
  const server = await start(t);
  server.faults.auth({ body: '<html>' });
  const response = await post(server, '/pusher/user-auth', {});
  assert.equal(response.status, 200);
  assert.equal(await response.text(), '<html>');
});

test('the answer can be late', async (t) => {
  const server = await start(t);
  server.faults.auth({ delay: 150 });
  const before = Date.now();
  const response = await post(server, '/pusher/auth', { channel_name: 'private-a' });
  assert.equal(response.status, 200);
  assert.ok(Date.now() - before >= 145);
});
