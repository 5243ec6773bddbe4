// The package as npm makes it, outside a browser.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { installPackage } from '../support/install.mjs';

let project;
let files;
let remove;

before(async () => {
  ({ folder: project, files, remove } = await installPackage());
});

after(() => remove());

/** Runs a program in the project that has the package installed. */
const node = (...args) =>
  execFileSync(process.execPath, args, { cwd: project, encoding: 'utf8' }).trim();

/** Fails if a module is compiled, or if an environment's globals are looked at. */
const WATCH = `
  WebAssembly.Module = class { constructor() { throw new Error('compiled') } };
  for (const name of ['window', 'self', 'document', 'location', 'navigator', 'localStorage', 'XMLHttpRequest', 'TextDecoder', 'TextEncoder', 'performance']) {
    Object.defineProperty(globalThis, name, { configurable: true, get() { throw new Error(name + ' was touched') } });
  }
`;

test('it has the artefacts, the types and the documents, and no sources', () => {
  for (const file of [
    'pkg/web/pusher.js',
    'pkg/web/pusher.min.js',
    'pkg/esm/pusher.js',
    'pkg/esm/pusher-compat.js',
    'pkg/web/pusher-compat.min.js',
    'pkg/types/index.d.ts',
    'README.md',
    'LICENSE',
  ]) {
    assert.ok(files.includes(file), `${file} is missing`);
  }
  assert.deepEqual(
    files.filter((file) => /^(src|tests|www|target)\//.test(file)),
    [],
  );
});

test('importing it in bare Node touches no environment and compiles nothing', () => {
  writeFileSync(
    join(project, 'import.mjs'),
    `${WATCH}
    const { default: Pusher, Pusher: named } = await import('pusher-wasm');
    console.log(typeof Pusher, Pusher === named, Pusher.instances.length);`,
  );
  assert.equal(node('import.mjs'), 'function true 0');
});

test('require() gives the class itself', () => {
  writeFileSync(
    join(project, 'require.cjs'),
    `const Pusher = require('pusher-wasm');
     console.log(typeof Pusher, Pusher.name, Pusher.default === Pusher);`,
  );
  assert.equal(node('require.cjs'), 'function Pusher true');
});

test('a script is defined for an AMD loader, and a global where there is none', () => {
  writeFileSync(
    join(project, 'script.cjs'),
    `const { runInNewContext } = require('node:vm');
     const script = require('node:fs').readFileSync('node_modules/pusher-wasm/pkg/web/pusher.min.js', 'utf8');
     let defined;
     const define = Object.assign((...what) => (defined = what), { amd: {} });
     const loader = { define };
     const page = {};
     runInNewContext(script, loader);
     runInNewContext(script, page);
     const [needs, factory] = defined;
     console.log(needs.length, factory().name, loader.Pusher, page.Pusher.name);`,
  );
  assert.equal(node('script.cjs'), '0 Pusher undefined Pusher');
});

test('a client can be made in bare Node; without a transport it says so', () => {
  writeFileSync(
    join(project, 'client.mjs'),
    `delete globalThis.WebSocket;
     const { default: Pusher } = await import('pusher-wasm');
     const pusher = new Pusher('key', { cluster: 'mt1' });
     pusher.subscribe('news').bind('headline', () => {});
     console.log(pusher.connection.state);`,
  );
  assert.equal(node('client.mjs'), 'failed');
});

test('the constructor throws what programs expect', () => {
  const Pusher = createRequire(join(project, 'x.cjs'))('pusher-wasm');
  const thrown = (...args) => {
    try {
      new Pusher(...args);
      return 'nothing';
    } catch (error) {
      return error;
    }
  };
  assert.equal(
    thrown(null, { cluster: 'mt1' }),
    'You must pass your app key when you instantiate Pusher.',
  );
  assert.equal(thrown('key'), 'You must pass an options object');
  assert.equal(thrown('key', {}), 'Options object must provide a cluster');
  const error = thrown('key', { cluster: 'mt1', pongTimeout: {} });
  assert.ok(error instanceof Error);
  assert.match(error.message, /pongTimeout/);
});

test('a bundler drops the module where nobody uses it, and keeps the script that sets a global', async () => {
  const { build } = await import('esbuild');
  const bundled = async (contents) => {
    const stdin = { contents, resolveDir: project };
    const options = { stdin, bundle: true, write: false, format: 'esm', treeShaking: true };
    return (await build(options)).outputFiles[0].text;
  };
  assert.doesNotMatch(await bundled(`import Pusher from 'pusher-wasm';`), /Pusher/);
  assert.match(await bundled(`import 'pusher-wasm/pkg/web/pusher.js';`), /globalThis\.Pusher = /);
});

/** In a context without WebAssembly: what making a client comes to. */
const WITHOUT_WASM = `
  delete globalThis.WebAssembly;
  delete globalThis.WebSocket;
  const attempt = (Pusher) => {
    try {
      return new Pusher('key', { cluster: 'mt1' }).connection.state;
    } catch (error) {
      return error.constructor.name + ': ' + error.message;
    }
  };
`;

test('without WebAssembly the client names the build that does without', () => {
  writeFileSync(
    join(project, 'without.mjs'),
    `${WITHOUT_WASM}
     const { default: Pusher } = await import('pusher-wasm');
     console.log(attempt(Pusher), Pusher.instances.length);`,
  );
  assert.match(node('without.mjs'), /^Error: .*'wasm-unsafe-eval'.*pusher-wasm\/compat.* 0$/);
});

test('and that build works, as a module and by require()', () => {
  writeFileSync(
    join(project, 'compat.mjs'),
    `${WITHOUT_WASM}
     const { default: Pusher, Pusher: named } = await import('pusher-wasm/compat');
     console.log(attempt(Pusher), Pusher === named);`,
  );
  assert.equal(node('compat.mjs'), 'failed true');
  writeFileSync(
    join(project, 'compat.cjs'),
    `${WITHOUT_WASM}
     const Pusher = require('pusher-wasm/compat');
     console.log(attempt(Pusher), Pusher.default === Pusher);`,
  );
  assert.equal(node('compat.cjs'), 'failed true');
});
