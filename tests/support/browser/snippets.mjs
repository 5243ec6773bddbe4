// Snippets of the documentation, run word for word in a page. The hosts that they name are mapped to a development
// server with a certificate of its own, and the site that they are on is what a test says it is.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import BackEnd from 'pusher';
import { createServer } from '../server/index.mjs';
import { selfSigned } from '../server/certificate.mjs';
import { launchBrowser } from './chromium.mjs';
import { root } from './files.mjs';

/** What each snippet names. */
const APP = { id: '1', key: 'APP_KEY', secret: 'secret' };
const SITE = 'site.example.com';
const HOSTS = ['ws-mt1.pusher.com', 'channels.example.com', SITE];

/**
 * The snippets of a Markdown file, by name: `<!-- snippet: NAME -->` stands before each.
 *
 * @returns {Map<string, string>}
 */
export function snippetsOf(file) {
  const text = readFileSync(join(root, file), 'utf8');
  const all = text.matchAll(/<!-- snippet: (.+?) -->\n+```\S+\n([^]*?)```/g);
  return new Map([...all].map(([, name, code]) => [name, code]));
}

/** The code of one snippet of a file. */
export function snippet(file, name) {
  const code = snippetsOf(file).get(name);
  assert.ok(code, `${file} has a snippet '${name}'`);
  return code;
}

/** A page with this body. */
export const html = (body) =>
  `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body>${body}</body>`;

/** The server, the browser, and a back end that triggers. */
export async function openStage() {
  /** What the site answers with, by address: a text, or bytes; the type goes by the name. */
  let files = {};
  const server = await createServer({ app: APP, tls: selfSigned(), fallback: serve });
  const browser = await launchBrowser([
    '--ignore-certificate-errors',
    `--host-resolver-rules=${HOSTS.map((host) => `MAP ${host} 127.0.0.1:${server.port}`)}`,
  ]);
  const { id: appId, key, secret } = APP;
  const backEnd = new BackEnd({
    appId,
    key,
    secret,
    host: 'localhost',
    port: server.port,
    useTLS: true,
  });

  function serve(req, res) {
    const { pathname } = new URL(req.url, 'https://site');
    const content = files[pathname];
    if (content === undefined) res.statusCode = 404;
    res.setHeader('content-type', typeOf(pathname));
    res.end(content);
  }

  return {
    server,
    /** Opens the site, made of these files; what it prints is kept in `page.lines`. */
    async open(site) {
      files = site;
      const page = await browser.newPage({ ignoreHTTPSErrors: true });
      page.lines = [];
      page.on('console', (message) => page.lines.push(message.text()));
      page.on('pageerror', (error) => page.lines.push(`uncaught ${error.message}`));
      await page.goto(`https://${SITE}/`);
      return page;
    },
    subscribed: (channel) => () => server.channels().includes(channel),
    trigger(channel, event, data) {
      // The SDK does not trust our certificate; how it triggers is not what is tested here.
      process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
      return backEnd.trigger(channel, event, data);
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

const TYPES = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  wasm: 'application/wasm',
};

function typeOf(pathname) {
  const [, extension = 'html'] = /\.(\w+)$/.exec(pathname) ?? [];
  return TYPES[extension] ?? 'application/octet-stream';
}

/** Waits for a condition; what the page has printed says why it was in vain. */
export async function until(condition, page) {
  for (const end = Date.now() + 20_000; !(await condition());) {
    if (Date.now() > end)
      assert.fail(`waited in vain; the page printed ${JSON.stringify(page.lines)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
