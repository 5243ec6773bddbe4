// The frame of every browser test: one browser per file; per test a development server and fresh pages.
//
//   suite('channels', (check) => {
//     check('says hello', { needs: ['faults'] }, async ({ page, run }) => { … });
//   });
//
// LIBRARY=pusher-js      runs the reference instead of our build; rows of DEVIATIONS.md are skipped, with their name
// LIBRARY=pusher-wasm/compat  runs the build without WebAssembly; tests that reach into it are skipped, with that reason
// BROWSER=firefox        another browser; tests that need what only Chromium's driver can are skipped, with that reason
// DEVIATIONS=run         runs those rows too (against the reference they must fail)
// TARGET=sockudo         another server, given by SERVER_HOST SERVER_PORT APP_ID APP_KEY APP_SECRET; tests that
//                        need our server's fault switches are skipped, with that reason

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import https from 'node:https';
import { after, before, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import BackEnd from 'pusher';
import { ENCRYPTION_MASTER_KEY } from '../server/auth-endpoints.mjs';
import { deviations } from '../deviations.mjs';
import { createServer } from '../server/index.mjs';
import * as chromium from './chromium.mjs';
import {
  BUILDS,
  ENCRYPTION_BUILDS,
  can,
  fallback,
  library,
  missingBuild,
  pageScript,
} from './files.mjs';
import * as firefox from './firefox.mjs';

export { COMPAT, library } from './files.mjs';
// Most tests wait for timers and sockets most of the time.
const CONCURRENCY = 6;

export const ALL_BUILDS = Object.keys(BUILDS);
export const WITH_ENCRYPTION = Object.keys(ENCRYPTION_BUILDS);

/** What pusher.com does and not every server: Sockudo 5.2 does neither, and pusher-js fares no better there. */
const HABITS = ['user ids on client events', 'cache misses on presence channels'];

/** The browser the client under test runs in. */
const driver = readBrowser(process.env.BROWSER ?? 'chromium');

function readBrowser(name) {
  const drivers = { chromium, firefox };
  if (!Object.hasOwn(drivers, name)) {
    throw new Error(`BROWSER must be one of ${Object.keys(drivers).join(', ')}, not ${name}`);
  }
  return { name, ...drivers[name] };
}

/** The server the client under test talks to. */
export const target = readTarget(process.env);

function readTarget(env) {
  const name = env.TARGET ?? 'embedded';
  if (name === 'embedded') {
    return {
      name,
      app: { id: 'app1', key: 'key1', secret: 'secret1' },
      can: ['faults', ...HABITS],
    };
  }
  const unset = ['SERVER_PORT', 'APP_ID', 'APP_KEY', 'APP_SECRET'].filter(
    (variable) => !env[variable],
  );
  if (unset.length) throw new Error(`TARGET=${name} needs ${unset.join(', ')}`);
  return {
    name,
    host: env.SERVER_HOST ?? '127.0.0.1',
    port: Number(env.SERVER_PORT),
    app: { id: env.APP_ID, key: env.APP_KEY, secret: env.APP_SECRET },
    can: [],
  };
}

/** A development server with the test pages, or with a `site` of its own, and where the client finds the server under test. */
export async function startServer({ serverOptions = {}, site } = {}) {
  const server = await createServer({
    port: 0,
    host: '127.0.0.1',
    app: target.app,
    ...serverOptions,
    fallback:
      site?.(() => server) ??
      fallback({
        'POST /test/trigger': async ({ channel, event, data, exclude }) => {
          const params = exclude ? { socket_id: exclude } : {};
          await backEnd.trigger(channel, event, data, params);
        },
        'POST /test/user': async ({ id, event, data }) => {
          await backEnd.sendToUser(id, event, data);
        },
      }),
  });
  const host = target.host ?? '127.0.0.1';
  const port = target.port ?? server.port;
  const tls = Boolean(serverOptions.tls);
  const { id: appId, key, secret } = target.app;
  const backEnd = new BackEnd({
    ...{ appId, key, secret, host, port: String(port), useTLS: tls },
    ...(tls && { agent: new https.Agent({ ca: serverOptions.tls.cert }) }),
    encryptionMasterKeyBase64: ENCRYPTION_MASTER_KEY,
  });
  const run = randomBytes(4).toString('hex');
  return { server, backEnd, settings: { host, port, tls, key, run, library } };
}

/** A new page with the library in it. Without `build` it is blank; `path` asks for a page as it is. */
export async function openPage(browser, { build, server, settings, inline, place, path, context }) {
  context ??= await browser.newContext();
  const page = await context.newPage();
  page.errors = [];
  page.logs = [];
  page.sockets = [];
  page.on('pageerror', (error) => page.errors.push(String(error?.message ?? error)));
  page.on('console', (message) => page.logs.push(message.text()));
  page.on('websocket', (socket) => {
    const entry = { url: socket.url(), sent: [], received: [], closed: false };
    page.sockets.push(entry);
    socket.on('framesent', ({ payload }) => entry.sent.push(String(payload)));
    socket.on('framereceived', ({ payload }) => entry.received.push(String(payload)));
    socket.on('close', () => (entry.closed = true));
  });
  /** The frames this page has sent, on all its sockets; only those of one event, if it is given. */
  page.sent = (event) =>
    page.sockets
      .flatMap(({ sent }) => sent)
      .filter((text) => !event || JSON.parse(text).event === event);
  await page.addInitScript({ content: pageScript(settings) });
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ build, inline, place }))
    if (value) query.set(key, value);
  await page.goto(server.url + (path ?? `${build ? '/page.html' : '/blank.html'}?${query}`));
  return page;
}

/** Waits in the test's own process until `fn()` is truthy. */
export async function until(fn, ms = 5000, what = String(fn)) {
  const end = performance.now() + ms;
  for (;;) {
    const value = await fn();
    if (value) return value;
    if (performance.now() > end) throw new Error(`waited ${ms} ms in vain for ${what}`);
    await sleep(5);
  }
}

/** Asserts that `fn()` gives `expected` soon: what the browser reports of frames comes a little later. */
export async function eventually(fn, expected, ms = 2000) {
  const end = performance.now() + ms;
  for (;;) {
    const actual = await fn();
    if (isDeepStrictEqual(actual, expected)) return;
    if (performance.now() > end) return assert.deepEqual(actual, expected);
    await sleep(10);
  }
}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * A file of tests. `define(check)` is called once; `check(name, options, body)` takes
 *   builds     which builds to run it on (default: the minified script)
 *   needs      what the server must be able to do: 'faults', or one of HABITS; or the browser: 'locators'; or what the
 *              library must have: 'WebAssembly', 'lite'
 *   deviation  the row of DEVIATIONS.md it belongs to: the reference is not expected to pass
 *   errors     true: the body looks after uncaught errors itself; otherwise any fails the test
 *   blank      true: no page is opened beforehand
 *   place      'head' puts the library in the head, 'body' (default) in the body
 *   inline     code of the page that runs right after the library
 */
export function suite(name, define) {
  const missing = missingBuild() ?? driver.missingBrowser();
  if (missing) {
    test(name, () => Promise.reject(new Error(missing)));
    return;
  }
  describe(name, { concurrency: CONCURRENCY }, () => {
    let browser;
    before(async () => {
      browser = await driver.launchBrowser();
    });
    after(() => browser?.close());

    define((title, options, body) => {
      const { builds = ['script.min'] } = options;
      for (const build of builds) {
        const label = builds.length > 1 ? `${title} [${build}]` : title;
        test(label, { skip: reasonToSkip(options), timeout: options.timeout ?? 30000 }, (context) =>
          runCheck(browser, build, options, body, context),
        );
      }
    });
  });
}

function reasonToSkip({ deviation, needs = [] }) {
  assert.ok(!deviation || deviations.includes(deviation), `DEVIATIONS.md has no ${deviation}`);
  if (deviation && library === 'pusher-js' && process.env.DEVIATIONS !== 'run') {
    return `deviation: ${deviation}`;
  }
  const lacking = needs.filter((need) => ![...target.can, ...driver.can, ...can].includes(need));
  const where = `${library} with ${target.name} in ${driver.name}`;
  return lacking.length ? `${where} has no ${lacking.join(', ')}` : false;
}

async function runCheck(browser, build, options, body, testContext) {
  const started = await startServer(options);
  const contexts = [];
  const pages = [];

  /** Another page of this test; each is a browser profile of its own, unless a `context` is given. */
  async function open(extra = {}) {
    const context =
      extra.context ??
      (await browser.newContext({ ignoreHTTPSErrors: true, ...extra.contextOptions }));
    contexts.push(context);
    const { inline, place } = options;
    const page = await openPage(browser, { build, inline, place, ...started, ...extra, context });
    pages.push(page);
    return page;
  }

  try {
    const page = options.blank ? undefined : await open();
    await body({
      ...started,
      build,
      page,
      open,
      diagnostic: (text) => testContext.diagnostic(text),
      /** Runs a function inside the page, where `t` is at hand. */
      run: page && ((fn, argument) => page.evaluate(fn, argument)),
    });
    if (!options.errors) {
      assert.deepEqual(
        pages.flatMap((one) => one.errors),
        [],
        'uncaught errors in a page',
      );
    }
  } finally {
    await Promise.allSettled(contexts.map((context) => context.close()));
    await started.server.close();
  }
}
