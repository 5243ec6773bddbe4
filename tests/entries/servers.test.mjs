// The client in Node and in what is like an edge runtime: it connects, subscribes, authorizes by `fetch`, and lets go of
// the process; or says that it has no transport.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer as createHttpServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import BackEnd from 'pusher';
import { ENCRYPTION_MASTER_KEY } from '../support/server/auth-endpoints.mjs';
import { createServer } from '../support/server/index.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Before version 22 Node has to be asked for its WebSocket. */
const WITH_WEBSOCKET = globalThis.WebSocket ? [] : ['--experimental-websocket'];

let server;
let backEnd;

before(async () => {
  server = await createServer();
  const { id: appId, key, secret } = server.app;
  backEnd = new BackEnd({
    ...{ appId, key, secret, host: '127.0.0.1', port: String(server.port), useTLS: false },
    encryptionMasterKeyBase64: ENCRYPTION_MASTER_KEY,
  });
});

after(() => server?.close());

/** Begins a program: the class, by `import` or `require`, and `options` that lead to the server. */
const begin = (load, endpoint = `${server.url}/pusher/auth`) => `
  ${load}
  const key = ${JSON.stringify(server.app.key)};
  const options = {
    cluster: '', wsHost: '127.0.0.1', wsPort: ${server.port}, forceTLS: false,
    channelAuthorization: {
      endpoint: ${JSON.stringify(endpoint)}, transport: 'ajax',
      headers: { Authorization: 'Bearer token' }, params: { user_id: typeof user === 'string' ? user : 'ann' },
    },
  };
  const say = (...what) => console.log(JSON.stringify(what));`;

/** Subscribes to channels of these names, and ends once an event has come on each. */
const subscribe = (names) => `
  const pusher = new Pusher(key, options);
  pusher.connection.bind('state_change', ({ current }) => say('state', current));
  pusher.connection.bind('error', (error) => say('error', error));
  const names = new Set(${JSON.stringify(names)});
  let missing = names.size;
  for (const name of names) {
    const channel = pusher.subscribe(name);
    channel.bind('pusher:subscription_error', ({ status }) => say('refused', name, status));
    channel.bind('pusher:subscription_succeeded', () => --missing || say('ready'));
    channel.bind('greeting', (data) => {
      say('got', name, data);
      names.delete(name);
      if (names.size === 0) pusher.disconnect();
    });
  }`;

/** What runs a program: Node, with its text as an ES module or as CommonJS, or what is like an edge runtime. */
const RUNNERS = {
  module: ['--input-type=module', '--eval'],
  commonjs: ['--input-type=commonjs', '--eval'],
  edge: ['--experimental-vm-modules', 'tests/support/edge.mjs'],
};

/**
 * Runs a program until it ends by itself. What it says goes into a list, and to the function of that name in `on`.
 *
 * @returns {Promise<unknown[][]>}
 */
async function play(program, { flags = WITH_WEBSOCKET, runner = 'module', on = {} } = {}) {
  const args = [...flags, '--no-warnings', ...RUNNERS[runner], program];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  let rest = '';
  let complaints = '';
  child.stdout.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const what = JSON.parse(line);
      said.push(what);
      on[what[0]]?.(...what.slice(1));
    }
  });
  child.stderr.on('data', (chunk) => (complaints += chunk));
  const timer = setTimeout(() => child.kill(), 20_000);
  const status = await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  assert.equal(status, 0, `${complaints}\n${JSON.stringify(said)}`);
  return said;
}

const CHANNELS = ['news', 'private-a', 'presence-a', 'private-encrypted-a'];

/** What a program says that hears of a greeting on each of the channels. */
async function greeted(program, options) {
  const greet = () => CHANNELS.forEach((name) => backEnd.trigger(name, 'greeting', { to: name }));
  const said = await play(program + subscribe(CHANNELS), { ...options, on: { ready: greet } });
  assert.deepEqual(
    said.filter(([what]) => what !== 'got'),
    [['state', 'connected'], ['ready'], ['state', 'disconnected']],
  );
  assert.deepEqual(
    new Map(said.filter(([what]) => what === 'got').map(([, name, data]) => [name, data.to])),
    new Map(CHANNELS.map((name) => [name, name])),
  );
}

// Most of the time is spent by processes that start.
describe('servers', { concurrency: 4 }, () => {
  test('Node, by import: messages on every kind of channel, authorized by fetch, and the process ends', async () => {
    await greeted(begin(`import Pusher from 'pusher-wasm'; const user = 'import';`));
    const requests = server.requests.filter(({ params }) => params.user_id === 'import');
    assert.equal(requests.length, 3);
    const [{ method, headers, params }] = requests;
    assert.equal(method, 'POST');
    assert.equal(headers.authorization, 'Bearer token');
    assert.equal(headers['content-type'], 'application/x-www-form-urlencoded');
    assert.match(params.socket_id, /^\d+\.\d+$/);
  });

  test('Node, by require: the same', () =>
    greeted(begin(`const Pusher = require('pusher-wasm');`), { runner: 'commonjs' }));

  test('Node with the slim entry, whose file it reads', () =>
    greeted(begin(`import Pusher, { init } from 'pusher-wasm/slim'; await init();`)));

  test('Node with a WebSocket of another package, where it has none', () =>
    greeted(
      begin(`
        import { WebSocket } from 'ws';
        import Pusher from 'pusher-wasm/node';
        Pusher.Runtime.getWebSocketAPI = () => WebSocket;
        delete globalThis.WebSocket;`),
      { flags: [] },
    ));

  test('an edge runtime: with the slim entry and a module that it has compiled', () =>
    greeted(begin(`import Pusher, { init } from 'pusher-wasm/slim'; await init(wasm);`), {
      runner: 'edge',
    }));

  test('an edge runtime compiles nothing: the constructor throws, once and clearly', async () => {
    const said = await play(
      `${begin(`import Pusher from 'pusher-wasm';`)}
      for (const _ of [1, 2]) {
        try {
          new Pusher(key, options);
        } catch (error) {
          say(/Error: .*wasm/i.test(error));
        }
      }
      say(Pusher.instances.length);`,
      { runner: 'edge' },
    );
    assert.deepEqual(said, [[true], [true], [0]]);
  });

  test('an edge runtime compiles nothing: init is rejected with the same words', async () => {
    const said = await play(
      `${begin(`import { init } from 'pusher-wasm/slim';`)}
      await init(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)).catch((error) => say(error.message));`,
      { runner: 'edge' },
    );
    assert.match(said[0][0], /^No WebAssembly: .*'wasm-unsafe-eval'.*pusher-wasm\/compat/);
  });

  for (const [name, runner] of [
    ['Node', 'module'],
    ['an edge runtime', 'edge'],
  ]) {
    test(`${name} without a WebSocket: the state is failed, and the process ends`, async () => {
      const said = await play(
        `${begin(`import Pusher, { init } from 'pusher-wasm/slim';`)}
        delete globalThis.WebSocket;
        await init(globalThis.wasm);
  say(new Pusher(key, options).connection.state);
        Pusher.isReady = false;
        const pusher = new Pusher(key, options);
        pusher.connection.bind('state_change', ({ previous, current }) => say(previous, current));
        pusher.connection.bind('failed', () => say('failed'));
        pusher.subscribe('private-a').bind('pusher:subscription_error', () => say('never'));
        pusher.connect();`,
        { flags: [], runner },
      );
      assert.deepEqual(said, [['failed'], ['initialized', 'failed'], ['failed']]);
    });
  }

  test('authorization by fetch: what is refused, what is no JSON, what is out of reach', async () => {
    const outcomes = {
      403: () => server.faults.auth({ status: 403, times: 1 }),
      200: () => server.faults.auth({ status: 200, body: 'no JSON', times: 1 }),
      0: () => {},
    };
    for (const [status, arrange] of Object.entries(outcomes)) {
      arrange();
      const endpoint = status === '0' ? 'http://127.0.0.1:9/auth' : undefined;
      const said = await play(
        `${begin(`import Pusher from 'pusher-wasm';`, endpoint)}
        const pusher = new Pusher(key, options);
        pusher.subscribe('private-a').bind('pusher:subscription_error', ({ type, status, error }) => {
          say(type, status, typeof error);
          pusher.disconnect();
        });`,
      );
      assert.deepEqual(said, [['AuthError', Number(status), 'string']]);
    }
  });

  test('script tags need a document: authorization by JSONP is refused at once, as by pusher-js for workers', async () => {
    const said = await play(
      `${begin(`import Pusher from 'pusher-wasm';`)}
      options.channelAuthorization.transport = 'jsonp';
      try {
        new Pusher(key, options);
      } catch (error) {
        say(error, Pusher.instances.length);
      }`,
    );
    assert.deepEqual(said, [["'jsonp' is not a recognized auth transport", 0]]);
  });

  test('reports go by fetch, and where the server wants them', async (t) => {
    const asked = [];
    const stats = createHttpServer((req, res) => {
      asked.push(new URL(req.url, 'http://stats'));
      res.end(JSON.stringify({ host: req.headers.host.replace('127.0.0.1', 'localhost') }));
    });
    await new Promise((resolve) => stats.listen(0, '127.0.0.1', resolve));
    t.after(() => stats.close());
    const said = await play(
      `${begin(`import Pusher from 'pusher-wasm';`)}
      options.enableStats = true;
      options.statsHost = '127.0.0.1:${stats.address().port}';
      const pusher = new Pusher(key, options);
      const { timeline, timelineSender } = pusher;
      const wait = async (done) => { while (!done()) await new Promise((next) => setTimeout(next, 5)); };
      await wait(() => timeline.sent === 1);
      timeline.info({ more: true });
      timelineSender.send(false, (error) => say(timelineSender.host, error, timeline.sent));
      await wait(() => timeline.sent === 2);
      pusher.disconnect();`,
    );
    assert.deepEqual(said, [[`localhost:${stats.address().port}`, null, 2]]);
    assert.deepEqual(
      asked.map(({ pathname }) => pathname),
      ['/timeline/v2/jsonp/2', '/timeline/v2/jsonp/2'],
    );
    const decode = (name) => Buffer.from(asked[1].searchParams.get(name), 'base64').toString();
    assert.deepEqual([decode('key'), decode('bundle')], [server.app.key, '2']);
  });
});
