// The documentation's snippets that are whole programs, word for word: in a page, in a worker, in Node. Each shows a
// headline that the server sends.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { installPackages } from '../../src/tools/setup.mjs';
import { root } from '../support/browser/files.mjs';
import { library, target } from '../support/browser/harness.mjs';
import { html, openStage, snippet, snippetsOf, until } from '../support/browser/snippets.mjs';
import { installPackage } from '../support/install.mjs';

const skip =
  (library === 'pusher-js' && 'the documentation is about our build') ||
  (target.name !== 'embedded' && 'the snippets name hosts that only our server answers for');

/** Where the projects are put together. */
const bench = join(root, 'target/docs-snippets');

let stage, installed, tools;

before(async () => {
  if (skip) return;
  await installPackages('www/docs', 'Installing what the snippets are tried with');
  stage = await openStage();
  installed = await installPackage();
  rmSync(bench, { recursive: true, force: true });
  link('pusher-wasm', join(installed.folder, 'node_modules'));
  for (const name of ['react', 'react-dom', 'svelte', 'vue'])
    link(name, join(root, 'www/docs/node_modules'));
  for (const name of ['laravel-echo', 'pusher', 'ws']) link(name, join(root, 'node_modules'));
  tools = await import('../../www/docs/try.mjs');
});

after(async () => {
  await stage?.close();
  installed?.remove();
});

function link(name, from) {
  const path = join(bench, 'node_modules', name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(join(from, name), path);
}

/**
 * Writes the snippets of a page whose names are `PROJECT FILE` to these files, and others besides.
 *
 * @returns {string} the project's folder
 */
function project(page, name, others = {}) {
  const folder = join(bench, name);
  const own = [...snippetsOf(page)]
    .filter(([title]) => title.startsWith(`${name} `))
    .map(([title, code]) => [title.slice(name.length + 1), code]);
  // A package of its own: this one says of its files that they have no side effects.
  const files = { 'package.json': '{ "type": "module" }', ...Object.fromEntries(own), ...others };
  for (const [file, code] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), code);
  }
  return folder;
}

/** The page of most tools' templates. */
const indexHtml = (entry) =>
  html(`<div id="root"></div><div id="app"></div><script type="module" src="${entry}"></script>`);

/** Builds a project with Vite. Returns its files by address. */
async function built(folder, settings = {}) {
  await tools.build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    ...settings,
    build: {
      outDir: 'dist',
      emptyOutDir: true,
      // Has `await` at the top level.
      target: 'es2022',
      // Without the remark that 'use client' means nothing to Vite.
      rollupOptions: { onwarn: () => {} },
    },
  });
  const dist = join(folder, 'dist');
  const files = readdirSync(dist, { recursive: true }).filter((file) => file.includes('.'));
  const site = Object.fromEntries(
    files.map((file) => [`/${file}`, readFileSync(join(dist, file))]),
  );
  return { ...site, '/': site['/index.html'] };
}

/** Opens a site, and waits for a headline to be shown in it once. */
async function showsHeadline(site, title) {
  const page = await stage.open(site);
  try {
    await until(stage.subscribed('news'), page);
    await stage.trigger('news', 'headline', { title });
    await until(() => page.getByText(title).count(), page);
    assert.equal(await page.getByText(title).count(), 1);
    const complaints = page.lines.filter((line) => !line.includes('React DevTools'));
    assert.deepEqual(complaints, []);
  } finally {
    await page.close();
    await until(() => !stage.subscribed('news')(), page);
  }
}

const pkg = (path) => readFileSync(join(root, 'pkg', path));

test('script tag', { skip }, () =>
  showsHeadline(
    {
      '/': html(snippet('www/docs/start/script.md', 'script')),
      '/pusher.min.js': pkg('web/pusher.min.js'),
    },
    'by script tag',
  ),
);

for (const name of ['module', 'import-map']) {
  test(`ES module: ${name}`, { skip }, () =>
    showsHeadline(
      {
        '/': html(snippet('www/docs/start/module.md', name)),
        '/pusher.js': pkg('esm/pusher.min.js'),
      },
      `by ${name}`,
    ),
  );
}

test('a bundler', { skip }, async () => {
  const code = snippet('www/docs/start/module.md', 'npm');
  const folder = project('www/docs/start/module.md', 'npm', {
    'index.html': indexHtml('/main.js'),
    'main.js': code,
  });
  await showsHeadline(await built(folder), 'by a bundler');
});

/** React as in development, for only there Strict Mode runs effects twice. Next.js has JSX in `.js` files. */
const strictReact = {
  esbuild: { jsx: 'automatic', loader: 'jsx', include: /\.jsx?$/, exclude: /node_modules/ },
  define: { 'process.env.NODE_ENV': '"development"' },
};

test('React, in Strict Mode', { skip }, async () => {
  const folder = project('www/docs/start/react.md', 'react', {
    'index.html': indexHtml('/src/all.jsx'),
    'src/all.jsx': `import './main.jsx';
      import { useConnectionState } from './useConnectionState.js';
      globalThis.useConnectionState = useConnectionState;`,
  });
  await showsHeadline(await built(folder, strictReact), 'by React');
});

test('Vue', { skip }, async () => {
  const folder = project('www/docs/start/vue.md', 'vue', {
    'index.html': indexHtml('/src/all.js'),
    'src/all.js': `import './main.js';
      import { useConnectionState } from './useConnectionState.js';
      globalThis.useConnectionState = useConnectionState;`,
  });
  await showsHeadline(await built(folder, { plugins: [tools.vue()] }), 'by Vue');
});

test('Svelte', { skip }, async () => {
  const folder = project('www/docs/start/svelte.md', 'svelte', {
    'index.html': indexHtml('/src/main.js'),
  });
  const site = await built(folder, { plugins: [tools.svelte({ configFile: false })] });
  await showsHeadline(site, 'by Svelte');
});

test("SvelteKit's client is made when it is asked for, once", { skip }, async () => {
  const folder = project('www/docs/start/svelte.md', 'sveltekit', {
    'index.html': indexHtml('/main.js'),
    'main.js': `import { getPusher } from './src/lib/pusher.js';
      getPusher().subscribe('news').bind('headline', ({ title }) => document.body.append(title));
      if (getPusher() !== getPusher()) throw new Error('two clients');`,
  });
  await showsHeadline(await built(folder), 'by SvelteKit');
});

/** What the snippets for Next.js take from the environment. */
const nextEnvironment = {
  'process.env.NEXT_PUBLIC_PUSHER_KEY': '"APP_KEY"',
  'process.env.NEXT_PUBLIC_PUSHER_CLUSTER': '"mt1"',
};

test("Next.js: the components, as React's", { skip }, async () => {
  const folder = project('www/docs/start/next.md', 'next', {
    'index.html': indexHtml('/main.jsx'),
    'main.jsx': `import { StrictMode } from 'react';
      import { createRoot } from 'react-dom/client';
      import Page from './app/page.js';
      createRoot(document.getElementById('root')).render(<StrictMode><Page /></StrictMode>);`,
  });
  const define = { ...strictReact.define, ...nextEnvironment };
  await showsHeadline(await built(folder, { ...strictReact, define }), 'by Next.js');
});

test('Next.js: the route handler signs', { skip }, async () => {
  const page = 'www/docs/start/next.md';
  const folder = project(page, 'next');
  Object.assign(process.env, {
    PUSHER_APP_ID: '1',
    PUSHER_SECRET: 'secret',
    NEXT_PUBLIC_PUSHER_KEY: 'APP_KEY',
    NEXT_PUBLIC_PUSHER_CLUSTER: 'mt1',
  });
  const { POST } = await import(pathToFileURL(join(folder, 'app/pusher/auth/route.js')));
  const body = new URLSearchParams({ socket_id: '1.2', channel_name: 'private-a' });
  const answer = await POST(new Request('http://localhost/pusher/auth', { method: 'POST', body }));
  assert.match((await answer.json()).auth, /^APP_KEY:[0-9a-f]{64}$/);
});

test('Nuxt: plugin and component, with what Nuxt imports by itself', { skip }, async () => {
  const folder = project('www/docs/start/nuxt.md', 'nuxt', {
    'index.html': indexHtml('/main.js'),
    'nuxt.js': `export { onMounted, onUnmounted, ref } from 'vue';
      let app = {};
      export const defineNuxtConfig = (config) => config;
      export const useRuntimeConfig = () => app.config.runtimeConfig;
      export const useNuxtApp = () => app;
      export const defineNuxtPlugin = (plugin) => () => { app.$pusher = plugin().provide.pusher; };
      export const configure = (config) => (app.config = config);`,
    'main.js': `import { createApp } from 'vue';
      import { configure } from './nuxt.js';
      import config from './nuxt.config.js';
      import plugin from './app/plugins/pusher.client.js';
      import App from './app/app.vue';
      configure(config);
      plugin();
      createApp(App).mount('#app');`,
  });
  const names =
    'defineNuxtConfig, defineNuxtPlugin, onMounted, onUnmounted, ref, useNuxtApp, useRuntimeConfig';
  const imports = `import { ${names} } from '/nuxt.js';`;
  const nuxt = {
    name: 'nuxt-imports',
    enforce: 'pre',
    transform(code, id) {
      if (id.endsWith('app.vue')) return code.replace('<script setup>', `$&\n${imports}`);
      if (/nuxt\.config\.js$|pusher\.client\.js$/.test(id)) return imports + code;
      return undefined;
    },
  };
  await showsHeadline(await built(folder, { plugins: [nuxt, tools.vue()] }), 'by Nuxt');
});

for (const server of ['reverb', 'pusher', 'soketi']) {
  test(`Laravel Echo: ${server}`, { skip }, async () => {
    const page = 'www/docs/start/laravel-echo.md';
    const prefix = server === 'reverb' ? 'REVERB' : 'PUSHER';
    const host = server === 'pusher' ? [] : [`VITE_${prefix}_HOST=channels.example.com`];
    const folder = project(page, `echo-${server}`, {
      'index.html': indexHtml('/main.js'),
      'main.js': `import './echo.js';\n${snippet(page, 'echo-listen')}`,
      'echo.js': snippet(page, server),
      '.env': [
        `VITE_${prefix}_APP_KEY=APP_KEY`,
        'VITE_PUSHER_APP_CLUSTER=mt1',
        `VITE_${prefix}_PORT=443`,
        ...host,
      ].join('\n'),
    });
    await showsHeadline(await built(folder), `by ${server}`);
  });
}

for (const [name, page] of [
  ['slim', 'www/docs/environments/slim.md'],
  ['compat', 'www/docs/environments/csp.md'],
  ['compat-if-needed', 'www/docs/environments/csp.md'],
]) {
  test(`the entry of the snippet '${name}'`, { skip }, async () => {
    const folder = project(page, name, {
      'index.html': indexHtml('/main.js'),
      'main.js': snippet(page, name),
    });
    const site = await built(folder);
    const modules = Object.keys(site).filter((file) => file.endsWith('.wasm'));
    assert.equal(modules.length, name === 'slim' ? 1 : 0);
    await showsHeadline(site, `by ${name}`);
  });
}

/** In a page: shows what a worker hands over. */
const SHOW = 'onmessage = ({ data }) => document.body.append(data.title);';

test('a module worker', { skip }, async () => {
  const folder = project('www/docs/environments/workers.md', 'worker', {
    'index.html': indexHtml('/main.js'),
  });
  await showsHeadline(await built(folder, { worker: { format: 'es' } }), 'by a module worker');
});

for (const [name, start] of [
  ['classic-worker', `new Worker('/worker.js').${SHOW}`],
  ['shared-worker', snippet('www/docs/environments/workers.md', 'shared-worker-page')],
  [
    'service-worker',
    `navigator.serviceWorker.register('/worker.js'); navigator.serviceWorker.${SHOW}`,
  ],
]) {
  test(`a ${name.replace('-', ' ')}`, { skip }, () =>
    showsHeadline(
      {
        '/': html(`<script>${start}</script>`),
        [name === 'shared-worker' ? '/shared-worker.js' : '/worker.js']: snippet(
          'www/docs/environments/workers.md',
          name,
        ),
        '/pusher.min.js': pkg('web/pusher.min.js'),
      },
      `by a ${name}`,
    ),
  );
}

/** Runs a program in a folder until it ends; `ready(line)` is told of each line that it prints. */
async function runs(folder, file, ready = () => {}) {
  const child = spawn(process.execPath, [file], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of child.stdout) {
    output += chunk;
    await ready(String(chunk));
  }
  return output;
}

/** What the compiler says of a program. */
function typeErrors(folder, file) {
  const strictly = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'preserve'];
  const { status, stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), [...strictly, file], {
    cwd: folder,
    encoding: 'utf8',
  });
  return status === 0 ? stdout : stdout || `status ${status}`;
}

test('the programs in TypeScript compile', { skip }, () => {
  const page = 'www/docs/guide/typescript.md';
  for (const [name, code] of snippetsOf(page)) {
    const folder = project(page, name, { 'main.ts': code });
    assert.equal(typeErrors(folder, 'main.ts'), '', name);
  }
});

test('a test that emits by hand', { skip }, async () => {
  const folder = project('www/docs/guide/testing.md', 'emit', {
    'test.mjs': snippet('www/docs/guide/testing.md', 'emit'),
  });
  assert.equal(await runs(folder, 'test.mjs'), "[ 'Hello' ]\n");
});

test('Node, with a WebSocket of the package ws', { skip }, async () => {
  const page = 'www/docs/environments/node.md';
  // The server that a program in Node can reach under this name.
  const here = `{ cluster: '', wsHost: 'localhost', wssPort: ${stage.server.port} }`;
  const code = snippet(page, 'node-ws').replace("{ cluster: 'mt1' }", here);
  assert.ok(code.includes(here));
  const folder = project(page, 'node-ws', { 'main.mjs': code });
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  const printed = runs(folder, 'main.mjs');
  await until(stage.subscribed('news'), { lines: [] });
  await stage.trigger('news', 'headline', { title: 'by Node' });
  assert.equal(await printed, 'by Node\n');
});

test('the authorization endpoint signs', { skip }, async () => {
  const page = 'www/docs/guide/authorization.md';
  // A free port, told to us.
  const code = snippet(page, 'endpoint').replace(
    '.listen(8080);',
    '.listen(0, function () { console.log(this.address().port); });',
  );
  const folder = project(page, 'endpoint', { 'main.mjs': code });
  const child = spawn(process.execPath, ['main.mjs'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = Number(await new Promise((resolve) => child.stdout.once('data', resolve)));
  const ask = async (channel_name) => {
    const body = new URLSearchParams({ socket_id: '1.2', channel_name });
    return (await fetch(`http://localhost:${port}/`, { method: 'POST', body })).json();
  };
  assert.match((await ask('private-a')).auth, /^APP_KEY:/);
  assert.deepEqual(JSON.parse((await ask('presence-a')).channel_data).user_id, 'ann');
  child.kill();
});
