// The frame of the packaging tests. A project of tests/packaging/ is what a developer has who followed their tool's
// getting-started page; here it is copied aside, gets the package as npm would give it, and is built, started and looked at.
//
//   describe('vite-react', () => {
//     const app = project('vite-react');
//     test('built', async () => {
//       await app.npm('run', 'build');
//       await app.works(app.serve('dist'));
//     });
//   });

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { rmSync, writeFileSync } from 'node:fs';
import { connect, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import BackEnd from 'pusher';
import sirv from 'sirv';
import { launchBrowser } from './browser/chromium.mjs';
import { ENCRYPTION_MASTER_KEY } from './server/auth-endpoints.mjs';
import { createServer } from './server/index.mjs';
import { tarball } from './tarball.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Outside this project, whose node_modules would be found by going up. One for each clone, kept for the next run. */
const work = join(
  tmpdir(),
  `pusher-wasm-packaging-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`,
);

/** For tools that want a newer Node than the one that runs the tests: this one, from npm. */
const NEWER_NODE = '24.21.0';

/** How long (ms) a command, a server's start, and what a page is waited for may take on a busy machine. */
const PATIENCE = { command: 600_000, start: 120_000, page: 60_000 };

/**
 * A project, ready when the tests of the surrounding `describe` begin: copied and installed, with a development server
 * and a browser.
 *
 * @param {string} name the folder in tests/packaging/
 * @param {object} [options]
 * @param {string | null} [options.as] the name under which the package is installed; with null nothing is installed but
 *   what the project's own package.json asks for
 * @param {RegExp} [options.harmless] what the pages may complain of
 */
export function project(name, { as = 'pusher-wasm', harmless } = {}) {
  const app = new Project(name, harmless);
  before(() => app.open(as), { timeout: PATIENCE.command });
  after(() => app.close());
  return app;
}

class Project {
  #name;
  #harmless;
  #browser;
  #pages = [];
  #running = new Set();
  #site;

  constructor(name, harmless = /(?!)/) {
    this.#name = name;
    this.#harmless = harmless;
  }

  /** The project's own copy, by its absolute path. */
  folder;
  /** The development server. */
  server;
  /** What the project's commands find in their environment. */
  env;

  async open(as) {
    this.folder = join(work, as ? this.#name : `${this.#name}.before`);
    copy(join(root, 'tests', 'packaging', this.#name), this.folder);
    this.server = await createServer({
      fallback: (req, res) => (this.#site ?? notFound)(req, res, () => notFound(req, res)),
    });
    this.env = await environment(this.folder, this.server);
    await this.#install(as ? [`${as}@file:${await tarball()}`] : []);
    this.#browser = await launchBrowser();
  }

  async close() {
    await this.#browser?.close();
    for (const { stop } of this.#running) await stop();
    await this.server?.close();
  }

  /** What the lock file says, and the package, as its developer does it; again only if one of them has changed. */
  async #install(specs) {
    const stamp = join(this.folder, 'node_modules', '.installed');
    const wanted = createHash('sha256')
      .update(read(join(this.folder, 'package-lock.json')))
      .update(String(specs))
      .digest('hex');
    if (existsSync(stamp) && read(stamp) === wanted) return;
    await this.npm('install', '--prefer-offline', '--no-audit', '--no-fund', ...specs);
    writeFileSync(stamp, wanted);
  }

  /** Runs npm in the project; gives what it printed. */
  npm(...args) {
    return this.run('npm', ...args);
  }

  /** Runs a command in the project; gives what it printed, and throws if it fails. */
  async run(command, ...args) {
    const child = this.launch(command, ...args);
    const { status, output } = await Promise.race([child.ended, expire(child, PATIENCE.command)]);
    assert.equal(status, 0, `${[command, ...args].join(' ')} failed:\n${output}`);
    return output;
  }

  /** Starts one of the project's servers, and waits until it answers at the port that `args(port)` has given it. */
  async start(command, args) {
    const port = await freePort();
    const child = this.launch(command, ...args(port));
    const url = `http://127.0.0.1:${port}`;
    for (const end = Date.now() + PATIENCE.start; !(await answers(port)); await sleep(100)) {
      assert.ok(child.alive(), `${command} ended:\n${child.output()}`);
      assert.ok(Date.now() < end, `${command} does not answer at ${url}:\n${child.output()}`);
    }
    return { url, ...child };
  }

  /** Starts a command in the project and lets it run, until it ends, is stopped, or the tests are over. */
  launch(command, ...args) {
    const child = spawn(command, args, {
      cwd: this.folder,
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that what npm starts can be ended with it.
      detached: true,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => (output += chunk));
    }
    const ended = new Promise((resolve) => {
      child.on('error', (error) => resolve({ status: 127, output: String(error) }));
      child.on('close', (status) => resolve({ status, output }));
    });
    const alive = () => child.exitCode === null && child.signalCode === null;
    const running = {
      ended,
      alive,
      output: () => output,
      /** Waits until it has printed the text. */
      says: async (text) => {
        for (const end = Date.now() + PATIENCE.page; !output.includes(text); await sleep(20)) {
          assert.ok(alive() && Date.now() < end, `${command} does not say "${text}":\n${output}`);
        }
      },
      stop: async () => {
        this.#running.delete(running);
        if (!child.pid) return;
        try {
          process.kill(-child.pid, 'SIGKILL');
        } catch (error) {
          if (error.code !== 'ESRCH') throw error;
        }
        await ended;
      },
    };
    this.#running.add(running);
    ended.then(() => this.#running.delete(running));
    return running;
  }

  /** Runs the project's own tests, which wait for the headline "It works": so many must pass, and no other be there. */
  async passes(count) {
    const running = this.launch('npm', 'test');
    while (!this.server.channels().includes('private-room') && running.alive()) await sleep(20);
    await this.trigger('news', 'headline', { title: 'It works' });
    const { status, output } = await running.ended;
    assert.equal(status, 0, output);
    assert.match(output, new RegExp(`^ *Tests:? +${count} passed( \\(|, ${count} total$)`, 'm'));
  }

  /** Serves one of the project's folders beside the development server; gives its address. */
  serve(folder = '.') {
    this.#site = sirv(join(this.folder, folder), { dev: true, etag: false });
    return this.server.url;
  }

  /** Opens a page that remembers its `problems` (errors, warnings, failed requests) and its `requests`. */
  async visit(url) {
    const page = await (await this.#browser.newContext()).newPage();
    page.problems = [];
    page.requests = [];
    page.on('pageerror', (error) => page.problems.push(String(error?.stack ?? error)));
    page.on('console', (message) => {
      const problem = `${message.text()} ${message.location().url}`;
      if (!['error', 'warning'].includes(message.type())) return;
      if (!problem.endsWith('/favicon.ico') && !this.#harmless.test(problem)) {
        page.problems.push(problem);
      }
    });
    page.on('request', (request) => page.requests.push(request.url()));
    await page.goto(url, { timeout: PATIENCE.page });
    this.#pages.push(page);
    return page;
  }

  /**
   * Opens the project's page and sees it work: every project shows the connection's state in `#state`, whether its
   * private channel is subscribed in `#private`, and the headlines of the channel `news` in `#headlines`. By default the
   * module is inside, and there is no file that a build could lose; with `wasm` so many are asked for.
   */
  async works(url, { wasm = 0 } = {}) {
    const page = await this.visit(url);
    await this.connects(page);
    await this.delivers(page, 'It works');
    assert.deepEqual(page.problems, []);
    const modules = page.requests.filter((url) => /\.wasm\b/.test(url));
    assert.equal(modules.length, wasm, `${modules}`);
    return page;
  }

  async connects(page) {
    await shows(page, '#state', 'connected');
    await shows(page, '#private', 'subscribed');
  }

  /** Triggers a headline as an application's back end would, and finds it on the page. */
  async delivers(page, title) {
    await this.trigger('news', 'headline', { title });
    await shows(page, '#headlines', title);
  }

  async trigger(channel, event, data) {
    const { app, port } = this.server;
    const backEnd = new BackEnd({
      ...{ appId: app.id, key: app.key, secret: app.secret },
      ...{ host: '127.0.0.1', port: String(port), useTLS: false },
      encryptionMasterKeyBase64: ENCRYPTION_MASTER_KEY,
    });
    await backEnd.trigger(channel, event, data);
  }

  /** The text of a file of the project, or of all files of a folder. */
  read(path) {
    return read(join(this.folder, path));
  }

  /** The files of a folder of the project, by their paths in it. */
  list(path) {
    return readdirSync(join(this.folder, path), { recursive: true }).map(String).sort();
  }
}

/** Fails if a tool has warned of anything. What npm says of this machine's configuration is not meant. */
export function assertQuiet(output) {
  const lines = output.split('\n').filter((line) => !line.startsWith('npm warn'));
  assert.deepEqual(
    lines.filter((line) => /\b(warn|warnings?|errors?)\b|\(!\)/i.test(line)),
    [],
    output,
  );
}

/** Strict Mode mounts twice: the first client's socket is closed while it connects, and Chromium says so. */
export const STRICT_MODE = /WebSocket is closed before the connection is established/;

/** Waits until an element of the page has the text. */
export async function shows(page, selector, text) {
  try {
    await page.waitForFunction(
      ([selector, text]) => document.querySelector(selector)?.textContent.includes(text),
      [selector, text],
      { timeout: PATIENCE.page },
    );
  } catch {
    const found = await page.locator('body').innerText();
    assert.fail(
      `${selector} does not show "${text}"\n${page.problems.join('\n')}\nThe page:\n${found}`,
    );
  }
}

/** The project's files as they are now, and what was installed for them before, without what tools keep there. */
function copy(from, to) {
  mkdirSync(to, { recursive: true });
  const old = readdirSync(to).filter((entry) => entry !== 'node_modules');
  const caches = ['.cache', '.vite', '.vite-temp'].map((entry) => join('node_modules', entry));
  for (const entry of [...old, ...caches])
    rmSync(join(to, entry), { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
}

/** How a project's code learns where the server is: as its tool hands variables on. */
async function environment(folder, { port, app }) {
  const env = { ...process.env };
  // What the test runner tells its own.
  delete env.NODE_TEST_CONTEXT;
  delete env.NODE_ENV;
  delete env.FORCE_COLOR;
  const known = { PUSHER_KEY: app.key, PUSHER_HOST: '127.0.0.1', PUSHER_PORT: String(port) };
  for (const prefix of ['', 'VITE_', 'NEXT_PUBLIC_', 'NUXT_PUBLIC_']) {
    for (const [name, value] of Object.entries(known)) env[prefix + name] = value;
  }
  const { engines } = JSON.parse(read(join(folder, 'package.json')));
  const needed = Number(/\d+/.exec(engines?.node ?? '0')[0]);
  if (needed > Number(process.versions.node.split('.')[0])) {
    env.PATH = newerNode() + delimiter + env.PATH;
  }
  return {
    ...env,
    CI: '1',
    NO_COLOR: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    NUXT_TELEMETRY_DISABLED: '1',
    NG_CLI_ANALYTICS: 'false',
  };
}

/** The folder of a newer `node`, installed from npm where it is missing. */
function newerNode() {
  const folder = join(work, '.node', NEWER_NODE);
  const bin = join(folder, 'node_modules', 'node', 'bin');
  if (!existsSync(join(bin, 'node'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    const args = ['install', '--prefer-offline', '--no-audit', '--no-fund', `node@${NEWER_NODE}`];
    execFileSync('npm', args, { cwd: folder, stdio: 'pipe' });
  }
  return bin;
}

function freePort() {
  return new Promise((resolve) => {
    const server = createTcpServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

async function expire(child, ms) {
  await sleep(ms, undefined, { ref: false });
  await child.stop();
  return { status: `none within ${ms / 1000} s`, output: child.output() };
}

function notFound(req, res) {
  res.writeHead(req.url === '/favicon.ico' ? 204 : 404).end();
}

const read = (path) => readFileSync(path, 'utf8');
