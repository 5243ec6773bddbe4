// The site as a request handler, for the server that has everything else: www/ at the root, the documentation under
// /docs/, the built package under /pkg/, two small endpoints for the demo page, and what the benchmark needs of
// others under /vendor/.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Pusher from 'pusher';
import sirv from 'sirv';
import { ENCRYPTION_MASTER_KEY } from '../../tests/support/server/auth-endpoints.mjs';
import { root } from './steps.mjs';

/** What stands under these addresses besides www/. */
const FOLDERS = {
  '/docs/': 'target/docs',
  '/pkg/': 'pkg',
  '/vendor/pusher-js/': 'node_modules/pusher-js/dist/web',
  '/vendor/tweetnacl/': 'node_modules/tweetnacl',
};

/** Isolation from other origins: browsers then give the benchmark a precise clock. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/**
 * @param {() => {port: number, app: {id: string, key: string, secret: string}}} server known once it listens
 * @returns {(req: import('node:http').IncomingMessage, res: import('node:http').ServerResponse) => void}
 */
export function demoSite(server) {
  const folder = (path) => sirv(join(root, path), { dev: true });
  const www = folder('www');
  const folders = Object.entries(FOLDERS).map(([prefix, path]) => [prefix, folder(path)]);
  return async (req, res) => {
    const { pathname } = new URL(req.url, 'http://localhost');
    const notFound = () => reply(res, 404, { error: 'not found' });
    if (pathname === '/demo.json') {
      // The page knows by itself what host and port it came from.
      reply(res, 200, { key: server().app.key });
    } else if (pathname === '/demo/trigger' && req.method === 'POST') {
      await trigger(server(), req, res);
    } else if (pathname === '/README.md') {
      res.setHeader('content-type', 'text/plain; charset=utf-8');
      res.end(readFileSync(join(root, 'README.md')));
    } else {
      if (pathname.startsWith('/bench')) {
        for (const [name, value] of Object.entries(ISOLATED)) res.setHeader(name, value);
      }
      const [prefix, serve] = folders.find(([start]) => pathname.startsWith(start)) ?? ['/', www];
      req.url = req.url.slice(prefix.length - 1);
      serve(req, res, notFound);
    }
  };
}

/** Triggers an event as an application's back end would: with the official server SDK. */
async function trigger({ port, app }, req, res) {
  try {
    let body = '';
    for await (const chunk of req) body += chunk;
    const { channel, event, data } = JSON.parse(body);
    const { id: appId, key, secret } = app;
    const backEnd = new Pusher({
      appId,
      key,
      secret,
      host: '127.0.0.1',
      port: String(port),
      useTLS: false,
      encryptionMasterKeyBase64: ENCRYPTION_MASTER_KEY,
    });
    await backEnd.trigger(channel, event, data);
    reply(res, 200, { ok: true });
  } catch (error) {
    reply(res, 400, { error: error.message });
  }
}

function reply(res, status, body) {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
