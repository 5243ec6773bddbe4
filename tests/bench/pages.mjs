// The pages that measurements run in: a library, and the stand-in for WebSocket.

import { readFileSync } from 'node:fs';

const inPage = (file) => readFileSync(new URL(file, import.meta.url), 'utf8');
const SOCKET = inPage('./socket.js');
const ROWS = inPage('./rows.js');

/** A block or a start takes a fraction of a second; after this it will never end. */
const PATIENCE_MS = 30_000;

/** Isolation from other origins, which makes the browser's clock precise: 5 µs instead of 100. */
const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const HTML = '<!doctype html><html><head><title>bench</title></head><body></body></html>';

/** An empty page, in a process of its own. Nothing that it asks for leaves the machine. */
async function blankPage(browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route('**/*', (route) =>
    new URL(route.request().url()).pathname === '/bench'
      ? route.fulfill({ contentType: 'text/html', headers: HEADERS, body: HTML })
      : route.abort(),
  );
  await page.goto('http://localhost/bench');
  return { page, close: () => context.close() };
}

/** Runs a function in a page on behalf of a library, which is named if it fails. */
async function run(page, library, inPage, argument) {
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('no result')), PATIENCE_MS);
  });
  try {
    return await Promise.race([page.evaluate(inPage, argument), tooLong]);
  } catch (error) {
    const [line] = error.message.replace(/^page.evaluate: (Error: )?/, '').split('\n');
    throw new Error(`${library.name}: ${line}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A page with the library, ready to play blocks of a scenario of rows.js.
 *
 * @param {{name: string, source: string}} library
 * @returns {Promise<{block: () => Promise<number>, close: () => Promise<void>}>} a block gives µs per message
 */
export async function scenarioPage(browser, library, scenario, options) {
  const { page, close } = await blankPage(browser);
  for (const content of [SOCKET, library.source, ROWS]) await page.addScriptTag({ content });
  await run(page, library, (args) => window.bench.open(...args), [scenario, options]);
  return { block: () => run(page, library, () => window.bench.block()), close };
}

/** The µs from a fresh page to the first WebSocket: evaluation of the script, a client, a subscription. */
export async function coldStart(browser, library) {
  const { page, close } = await blankPage(browser);
  const start = async (source) => {
    const script = document.createElement('script');
    script.textContent = source;
    // A process that has just started is still busy with itself.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const began = performance.now();
    const time = new Promise((resolve, reject) => {
      window.WebSocket = class {
        constructor() {
          resolve((performance.now() - began) * 1000);
        }
      };
      // What goes wrong in the script or in a timer would leave us waiting.
      window.addEventListener('error', ({ message }) => reject(new Error(message)));
    });
    document.head.append(script);
    new window.Pusher('key', { cluster: 'mt1' }).subscribe('news');
    return time;
  };
  try {
    return await run(page, library, start, library.source);
  } finally {
    await close();
  }
}
