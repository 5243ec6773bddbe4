// The crate, as programs in Rust have it.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { root } from '../../src/tools/steps.mjs';
import { backEnd, start } from '../server/clients.mjs';

/** Runs cargo offline, as everything has been fetched for the build. Returns what it says. */
function cargo(cwd, command, ...args) {
  const options = { cwd, encoding: 'utf8' };
  const { status, stdout, stderr } = spawnSync('cargo', [command, '--offline', ...args], options);
  assert.equal(status, 0, stderr);
  return { stdout, stderr };
}

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const packed = join(root, 'target/package', `pusher-wasm-${version}`);

test('the crate packs without a warning, with what it needs and no more', () => {
  const { stderr } = cargo(root, 'package', '--locked', '--allow-dirty');
  assert.doesNotMatch(stderr, /warning/);
  const all = readdirSync(packed, { recursive: true });
  const files = all.filter((file) => /\.\w+$/.test(file) && !file.startsWith('target'));
  const core = readdirSync(join(root, 'src/core'), { recursive: true });
  for (const file of core.filter((file) => file.endsWith('.rs'))) {
    assert.ok(files.includes(join('src/core', file)), file);
  }
  const needed =
    /^(src\/(lib|json)\.rs|src\/(core|browser|api)\/.+\.rs|tests\/.+\.(rs|jsonl)|Cargo\.(toml|toml\.orig|lock)|(README|CHANGELOG)\.md|\.cargo_vcs_info\.json)$/;
  assert.deepEqual(
    files.filter((file) => !needed.test(file)),
    [],
  );
});

test('a front end in Rust builds on the packed crate, and brings its own allocator', async () => {
  const project = join(root, 'target/front-end');
  rmSync(join(project, 'Cargo.lock'), { force: true });
  mkdirSync(project, { recursive: true });
  const dependency = `{ path = ${JSON.stringify(packed)}, features = ["json"] }`;
  writeFileSync(
    join(project, 'Cargo.toml'),
    `[package]
name = "front-end"
edition = "2024"
[lib]
path = "front_end.rs"
crate-type = ["cdylib"]
[dependencies]
pusher-wasm = ${dependency}
[workspace]
`,
  );
  cpSync(join(root, 'Cargo.lock'), join(project, 'Cargo.lock'));
  cpSync(join(root, 'tests/support/front_end.rs'), join(project, 'front_end.rs'));
  const target = 'wasm32-unknown-unknown';
  const { stdout: tree } = cargo(project, 'tree', '--target', target, '--prefix', 'none');
  assert.doesNotMatch(tree, /wasm-bindgen|js-sys|web-sys|talc/);
  cargo(project, 'build', '--target', target);
  const wasm = readFileSync(join(project, 'target', target, 'debug/front_end.wasm'));
  const module = new WebAssembly.Module(wasm);
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  assert.equal(new WebAssembly.Instance(module).exports.connects(), 1);
});

test('the example connects, hears messages, and comes back when the connection is lost', async (t) => {
  cargo(root, 'build', '--locked', '--features', 'json', '--example', 'websocket');
  const server = await start(t);
  const args = ['127.0.0.1', server.port, server.app.key, 'news', '2'];
  const child = spawn(join(root, 'target/debug/examples/websocket'), args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill());
  const ended = new Promise((resolve) => child.on('close', resolve));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async () => (await lines.next()).value;
  const expect = async (...expected) => {
    for (const line of expected) assert.equal(await next(), line);
  };
  await expect('connecting', 'connected', 'subscribed');
  await backEnd(server).trigger('news', 'headline', { title: 'Rain' });
  await expect('headline {"title":"Rain"}');
  server.faults.drop();
  let line;
  let errors = 0;
  while (/^error: /.test((line = await next()))) errors++;
  assert.ok(errors > 0, 'the loss was not told');
  assert.equal(line, 'connecting');
  await expect('connected', 'subscribed');
  await backEnd(server).trigger('news', 'headline', 'Sun');
  await expect('headline "Sun"', 'disconnected');
  assert.equal(await ended, 0);
});
