// The pages that measurements run in: a library, and the stand-in for WebSocket.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import * as chromium from '../support/browser/chromium.mjs';
import * as firefox from '../support/browser/firefox.mjs';

const ROOT = new URL('../../', import.meta.url);
const read = (file) => readFileSync(new URL(file, ROOT), 'utf8');

/** In the order of every pair of numbers. */
const FOLDERS = [
  ['pusher-js', 'node_modules/pusher-js/dist/web/'],
  ['ours', 'pkg/web/'],
];
const FILES = { lite: 'pusher.min.js', full: 'pusher-with-encryption.min.js' };

/** A browser that has opened a page is busy with itself for so long, on other processes than the page's, too. */
const SETTLING_MS = 1_000;

/** A block or a start takes a fraction of a second; after this it will never end. */
const PATIENCE_MS = 30_000;

const HEADERS = {
  'content-type': 'text/html',
  // Isolation from other origins, which makes the browser's clock precise: 5 µs instead of 100.
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  // Nothing that the page asks for leaves the machine.
  'content-security-policy': "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'",
};
const HTML = '<!doctype html><html><head><title>bench</title></head><body></body></html>';

/**
 * @typedef {{name: string, source: string}} Library
 * @param {'lite' | 'full'} [build]
 * @returns {[Library, Library]} the reference, and ours
 */
export function libraries(build = 'lite') {
  return FOLDERS.map(([name, folder]) => ({ name, source: read(folder + FILES[build]) }));
}

/** A browser for measurements. */
export class Bench {
  #browser;
  #server;
  #url;

  /**
   * @param {{browser?: 'chromium' | 'firefox', args?: string[]}} [options] `args` are Chromium's
   */
  static async open({ browser = 'chromium', args = [] } = {}) {
    const bench = new Bench();
    bench.#server = createServer((_, response) => response.writeHead(200, HEADERS).end(HTML));
    await new Promise((resolve) => bench.#server.listen(0, '127.0.0.1', resolve));
    bench.#url = `http://127.0.0.1:${bench.#server.address().port}/`;
    bench.#browser = await { chromium, firefox }[browser].launchBrowser(args);
    return bench;
  }

  async close() {
    await this.#browser.close();
    this.#server.close();
  }

  /** What the browser calls itself: `Chromium 140.0`. */
  async name() {
    const page = await this.blankPage({ name: '' });
    try {
      return await page.run(() => {
        const [, name, version] = /(Firefox|Chrome)\/(\d+)/.exec(navigator.userAgent);
        return `${name === 'Chrome' ? 'Chromium' : name} ${version}`;
      });
    } finally {
      await page.close();
    }
  }

  /** An empty page, in a process of its own, on behalf of a library, which is named if something fails. */
  async blankPage(library) {
    const context = await this.#browser.newContext();
    const page = await context.newPage();
    await page.goto(this.#url);
    return new BenchPage(library, page, context);
  }

  /**
   * A page with the library, ready to play blocks of a scenario of scenarios.js.
   *
   * @param {Library} library
   * @param {{scenario: string, options: object}} row
   */
  async scenarioPage(library, { scenario, options }) {
    const page = await this.blankPage(library);
    try {
      if (scenario === 'encrypted')
        await page.load(read('node_modules/tweetnacl/nacl-fast.min.js'));
      await page.load(read('www/bench/socket.js'));
      await page.load(library.source);
      await page.load(read('www/bench/scenarios.js'));
      await page.run((args) => window.bench.open(...args), [scenario, options]);
      return page;
    } catch (error) {
      await page.close();
      throw error;
    }
  }

  /** What `coldStart` of start.js measures, in a fresh page. */
  async coldStart(library) {
    const page = await this.blankPage(library);
    try {
      await page.load(read('www/bench/start.js'));
      await sleep(SETTLING_MS);
      return await page.run((source) => window.coldStart(source), library.source);
    } finally {
      await page.close();
    }
  }
}

class BenchPage {
  #library;
  #page;
  #context;

  constructor(library, page, context) {
    this.#library = library;
    this.#page = page;
    this.#context = context;
  }

  close() {
    return this.#context.close();
  }

  /** Plays a block of the scenario; gives µs per message. */
  block() {
    return this.run(() => window.bench.block());
  }

  /** Runs a function in the page. */
  async run(inPage, argument) {
    let timer;
    const tooLong = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error('no result')), PATIENCE_MS);
    });
    try {
      return await Promise.race([this.#page.evaluate(inPage, argument), tooLong]);
    } catch (error) {
      const [line] = error.message.replace(/^page.evaluate: (Error: )?/, '').split('\n');
      throw new Error(`${this.#library.name}: ${line}`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Evaluates a script in the page. */
  load(content) {
    return this.run((text) => {
      const script = document.createElement('script');
      script.textContent = text;
      document.head.append(script);
    }, content);
  }

  /** Chromium's own protocol, for this page. */
  devTools() {
    return this.#context.newCDPSession(this.#page);
  }
}
