// The slim entry: what `init` takes, and what comes of it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

const file = new URL('../../pkg/slim/pusher.wasm', import.meta.url);
const bytes = () => readFileSync(file);
const OPTIONS = { cluster: '' };

let copies = 0;

/** The entry, evaluated anew. */
const fresh = () => import(`../../pkg/slim/pusher.js?${++copies}`);

/** Fails unless clients can be made of this class. */
function works({ default: Pusher }) {
  const pusher = new Pusher('key', { ...OPTIONS, enabledTransports: [] });
  assert.equal(pusher.connection.state, 'failed');
  assert.equal(pusher.subscribe('private-encrypted-a').subscriptionPending, false);
}

/** What this server answers under each address: status, type, body. */
const ANSWERS = {
  '/right.wasm': () => [200, 'application/wasm', bytes()],
  '/type.wasm': () => [200, 'application/octet-stream', bytes()],
  '/untyped.wasm': () => [200, undefined, bytes()],
  '/page.wasm': () => [200, 'text/html', '<!doctype html>'],
  '/empty.wasm': () => [200, 'application/octet-stream', ''],
  '/missing.wasm': () => [404, 'application/wasm', bytes()],
};

let site;
const at = (path) => `http://127.0.0.1:${site.address().port}${path}`;

before(async () => {
  site = createServer((req, res) => {
    const [status, type, body] = ANSWERS[req.url]();
    res.writeHead(status, type && { 'content-type': type }).end(body);
  });
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
});

after(() => site?.close());

const INPUTS = {
  'nothing: the file beside it': () => undefined,
  'a file: URL': () => file,
  'a Buffer': bytes,
  'an ArrayBuffer': () => new Uint8Array(bytes()).buffer,
  'a WebAssembly.Module': () => new WebAssembly.Module(bytes()),
  'a promise of a module': () => WebAssembly.compile(bytes()),
  'an address': () => at('/right.wasm'),
  'a URL': () => new URL(at('/right.wasm')),
  'a Request': () => new Request(at('/right.wasm')),
  'a promise of a Response': () => fetch(at('/right.wasm')),
  'an address whose type is wrong': () => at('/type.wasm'),
  'an address without a type': () => at('/untyped.wasm'),
};

for (const [name, input] of Object.entries(INPUTS)) {
  test(`init takes ${name}`, async () => {
    const entry = await fresh();
    assert.equal(await entry.init(input()), undefined);
    works(entry);
  });
}

test('init takes a Response', async () => {
  const entry = await fresh();
  await entry.init(await fetch(at('/type.wasm')));
  works(entry);
});

test('it compiles while the module arrives, if the type is right and the environment can', async (t) => {
  const streaming = t.mock.method(WebAssembly, 'compileStreaming');
  const atOnce = t.mock.method(WebAssembly, 'compile');
  const calls = () => [streaming.mock.callCount(), atOnce.mock.callCount()];
  await (await fresh()).init(at('/right.wasm'));
  assert.deepEqual(calls(), [1, 0]);
  await (await fresh()).init(at('/type.wasm'));
  assert.deepEqual(calls(), [1, 1]);
  WebAssembly.compileStreaming = undefined;
  const entry = await fresh();
  await entry.init(at('/right.wasm'));
  assert.equal(atOnce.mock.callCount(), 2);
  works(entry);
});

test('new Pusher before init throws what to do, and leaves nothing behind', async () => {
  const entry = await fresh();
  const { default: Pusher, init } = entry;
  assert.throws(() => new Pusher('key', OPTIONS), /await init\(\)/);
  const starting = init(bytes());
  assert.throws(() => new Pusher('key', OPTIONS), /await init\(\)/);
  assert.deepEqual(Pusher.instances, []);
  await starting;
  works(entry);
});

test('a second init does no harm, whatever it is given', async () => {
  const entry = await fresh();
  const first = entry.init(bytes());
  assert.equal(entry.init(at('/missing.wasm')), first);
  await first;
  await entry.init();
  await entry.init('nonsense');
  works(entry);
});

for (const [path, complaint] of Object.entries({
  '/missing.wasm': /\/missing\.wasm answered with status 404/,
  '/page.wasm': /\/page\.wasm is no WebAssembly, but text\/html/,
  '/empty.wasm': /\/empty\.wasm is no WebAssembly/,
})) {
  test(`init says what is wrong, and can be called again: ${path}`, async () => {
    const entry = await fresh();
    await assert.rejects(entry.init(at(path)), complaint);
    assert.throws(() => new entry.default('key', OPTIONS), /await init\(\)/);
    await entry.init(at('/right.wasm'));
    works(entry);
  });
}

test('init rejects what cannot be a module', async () => {
  const entry = await fresh();
  for (const input of [null, 42, {}, new Uint8Array(8)]) await assert.rejects(entry.init(input));
  await assert.rejects(entry.init(Promise.reject(new Error('lost'))), /lost/);
  await entry.init(bytes());
  works(entry);
});
