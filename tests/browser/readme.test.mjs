// The README's snippets, word for word, in a page. The hosts that they name are mapped to a development
// server with a certificate of its own.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import BackEnd from 'pusher';
import { launchBrowser } from '../support/browser/chromium.mjs';
import { library, target } from '../support/browser/harness.mjs';
import { installPackage } from '../support/install.mjs';
import { createServer } from '../support/server/index.mjs';
import { selfSigned } from '../support/server/certificate.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const skip =
  (library === 'pusher-js' && 'the README is about our build') ||
  (target.name !== 'embedded' && 'the snippets name hosts that only our server answers for');

/** The code of the snippet with this name. */
function snippet(name) {
  const match = new RegExp(`<!-- snippet: ${name} -->\n+\`\`\`\\w+\n([^]*?)\`\`\``).exec(readme);
  assert.ok(match, `the README has a snippet '${name}'`);
  return match[1];
}

let server, browser, backEnd, project;

before(async () => {
  if (skip) return;
  const app = { id: '1', key: 'APP_KEY', secret: 'secret' };
  server = await createServer({ app, tls: selfSigned(), fallback: serve });
  const hosts = ['ws-mt1.pusher.com', 'channels.example.com', 'site.example.com'];
  browser = await launchBrowser([
    '--ignore-certificate-errors',
    `--host-resolver-rules=${hosts.map((host) => `MAP ${host} 127.0.0.1:${server.port}`)}`,
  ]);
  const { id: appId, key, secret } = app;
  backEnd = new BackEnd({ appId, key, secret, host: 'localhost', port: server.port, useTLS: true });
  project = installPackage();
});

after(async () => {
  await browser?.close();
  await server?.close();
  project?.remove();
});

let html = '';
const FILES = {
  '/pusher.min.js': 'pkg/web/pusher.min.js',
  '/pusher.js': 'pkg/esm/pusher.min.js',
  '/slim/pusher.min.js': 'pkg/slim/pusher.min.js',
  '/slim/pusher.wasm': 'pkg/slim/pusher.wasm',
};

const TYPES = { html: 'text/html', js: 'text/javascript', wasm: 'application/wasm' };

function serve(req, res) {
  const file = FILES[req.url];
  res.setHeader('content-type', TYPES[file?.split('.').at(-1) ?? 'html']);
  res.end(file ? readFileSync(join(root, file)) : html);
}

/** Opens a page with this body; what it prints is kept in `page.lines`. */
async function open(body) {
  html = `<!doctype html><meta charset="utf-8"><body>${body}</body>`;
  const page = await browser.newPage({ ignoreHTTPSErrors: true });
  page.lines = [];
  page.on('console', (message) => page.lines.push(message.text()));
  page.on('pageerror', (error) => page.lines.push(`uncaught ${error.message}`));
  await page.goto('https://site.example.com/');
  return page;
}

/** As a bundler would make it, from the installed package. */
async function bundled(code) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: project.folder },
    bundle: true,
    write: false,
    format: 'iife',
    logLevel: 'silent',
    nodePaths: [join(root, 'node_modules')],
  });
  return `<script>${outputFiles[0].text}</script>`;
}

async function until(condition, page) {
  for (const end = Date.now() + 10_000; !condition();) {
    if (Date.now() > end)
      assert.fail(`waited in vain; the page printed ${JSON.stringify(page.lines)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const subscribed = (channel) => () => server.channels().includes(channel);

for (const [name, page] of [
  ['script', () => open(snippet('script'))],
  ['module', () => open(snippet('module'))],
  ['slim', () => open(snippet('slim'))],
  ['npm', async () => open(await bundled(snippet('npm')))],
]) {
  test(`the snippet '${name}' prints the headline`, { skip }, async () => {
    const opened = await page();
    await until(subscribed('news'), opened);
    // The SDK does not trust our certificate; how it triggers is not what is tested here.
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    await backEnd.trigger('news', 'headline', { title: `read by ${name}` });
    await until(() => opened.lines.length > 0, opened);
    assert.deepEqual(opened.lines, [`read by ${name}`]);
    await opened.close();
  });
}

test("the snippet 'presence' greets the members, and hears them type", { skip }, async () => {
  const code = await bundled(snippet('presence'));
  const first = await open(code);
  await until(() => first.lines.includes('1 here'), first);
  const second = await open(`${code}<script></script>`);
  await until(() => second.lines.includes('2 here'), second);
  await until(() => first.lines.some((line) => line.endsWith(' joined')), first);
  const asked = server.requests.find(({ headers }) => headers['x-csrf-token'] === 'token');
  assert.ok(asked, 'the header went to the endpoint');
  await first.close();
  await second.close();
});

test("the snippet 'echo' joins the lobby", { skip }, async () => {
  const page = await open(await bundled(snippet('echo')));
  await until(() => page.lines.includes('1 in the lobby'), page);
  await page.close();
});
