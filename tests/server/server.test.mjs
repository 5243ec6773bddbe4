import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import https from 'node:https';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { selfSigned } from '../support/server/certificate.mjs';
import { createServer } from '../support/server/index.mjs';
import { connect, RawClient, socketUrl, start } from './clients.mjs';

const MAIN = fileURLToPath(new URL('../support/server/main.mjs', import.meta.url));

function run(...args) {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}

for (const host of ['0.0.0.0', '::', '', 'example.com', '127.0.0.1.example.com']) {
  test(`it refuses to listen on "${host}"`, async () => {
    await assert.rejects(createServer({ host }), /loopback only/);
  });
}

test('a socket is greeted with its id and the activity timeout, as a string', async (t) => {
  const client = new RawClient(socketUrl(await start(t)));
  const { data } = await client.next('pusher:connection_established');
  assert.equal(typeof data, 'string');
  assert.match(JSON.parse(data).socket_id, /^\d+\.\d+$/);
  assert.equal(JSON.parse(data).activity_timeout, 120);
});

test('any path may stand before /app', async (t) => {
  const server = await start(t);
  await new RawClient(socketUrl(server, '/some/where/app/key1?protocol=7')).establish();
});

test('an unknown key is closed with 4001', async (t) => {
  const client = new RawClient(socketUrl(await start(t), '/app/other'));
  const { code, reason } = await client.closed;
  assert.equal(code, 4001);
  assert.match(reason, /other does not exist/);
});

test('another version of the protocol is closed with 4007', async (t) => {
  const client = new RawClient(socketUrl(await start(t), '/app/key1?protocol=99'));
  assert.equal((await client.closed).code, 4007);
});

test('a WebSocket on another path is refused', async (t) => {
  const client = new RawClient(socketUrl(await start(t), '/elsewhere'));
  assert.equal((await client.closed).code, 1006);
});

test('a ping is answered', async (t) => {
  await (await connect(await start(t))).flush();
});

for (const text of ['no json', '[]', 'null', '{}', '{"event":1}', '{"event":"toString"}']) {
  test(`the frame ${text} is an error that the socket survives`, async (t) => {
    const client = await connect(await start(t));
    client.ws.send(text);
    await client.next('pusher:error');
    await client.flush();
  });
}

test('a subscription without data is an error that the socket survives', async (t) => {
  const client = await connect(await start(t));
  client.ws.send('{"event":"pusher:subscribe"}');
  await client.next('pusher:error');
  await client.flush();
});

test('the frames of clients are kept until they are cleared', async (t) => {
  const server = await start(t);
  const client = await connect(server);
  await client.flush();
  const [frame] = await (await fetch(`${server.url}/frames`)).json();
  assert.equal(frame.socket_id, client.socketId);
  assert.equal(JSON.parse(frame.text).event, 'pusher:ping');
  assert.ok(Math.abs(frame.at - Date.now()) < 5000);
  await fetch(`${server.url}/frames`, { method: 'DELETE' });
  assert.deepEqual(server.frames, []);
});

test('sockets are counted', async (t) => {
  const server = await start(t);
  assert.equal(server.sockets, 0);
  await connect(server);
  assert.equal(server.sockets, 1);
});

test('a request that the server does not know goes to the fallback', async (t) => {
  const fallback = (req, res) => res.end(`page ${req.url}`);
  const { url } = await start(t, { fallback });
  assert.equal(await (await fetch(`${url}/index.html`)).text(), 'page /index.html');
});

test('without a fallback it is answered with 404', async (t) => {
  assert.equal((await fetch(`${(await start(t)).url}/index.html`)).status, 404);
});

test('close ends sockets and waiting requests at once', async () => {
  const server = await createServer();
  const client = await connect(server);
  server.faults.auth({ delay: 60_000 });
  const waiting = fetch(`${server.url}/pusher/auth?callback=a`).catch(() => 'cut');
  while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const before = Date.now();
  await server.close();
  assert.equal((await client.closed).code, 1006);
  assert.equal(await waiting, 'cut');
  assert.ok(Date.now() - before < 500);
});

test('it serves wss and https', async (t) => {
  const tls = selfSigned();
  const server = await start(t, { tls, fallback: (_, res) => res.end('secure') });
  const trust = { ca: tls.cert, agent: false };
  const client = new RawClient(socketUrl(server), trust);
  await client.establish();
  assert.equal(server.url, `https://127.0.0.1:${server.port}`);
  const status = await new Promise((resolve, reject) => {
    https.get(server.url, trust, (res) => resolve(res.resume().statusCode)).on('error', reject);
  });
  assert.equal(status, 200);
});

test('the command says where it is and that it is for development only', async (t) => {
  const child = execFile(process.execPath, [MAIN, '--port', '0']);
  t.after(() => child.kill());
  let text = '';
  for await (const chunk of child.stdout) {
    text += chunk;
    if (text.includes('\n')) break;
  }
  const [, url] = /for development only: (http:\/\/127\.0\.0\.1:\d+)/.exec(text) ?? [];
  assert.equal((await fetch(`${url}/faults`)).status, 200);
});

test('the command explains a taken port in one line', async (t) => {
  const { port } = await start(t);
  const { code, stdout, stderr } = await run('--port', String(port));
  assert.equal(code, 1);
  assert.equal(stdout, '');
  assert.match(stderr, new RegExp(`^Port ${port} is taken: .*--port.*\\n$`));
});

for (const args of [
  ['--port', 'x'],
  ['--port', '70000'],
  ['--host', '0.0.0.0'],
]) {
  test(`the command does not take ${args.join(' ')}`, async () => {
    const { code, stderr } = await run(...args);
    assert.equal(code, 1);
    assert.match(stderr, /^Usage: [^\n]*\n$/);
  });
}
