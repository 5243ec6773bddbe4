// Pages with the scenarios in them. Every address is answered here; nothing leaves the browser.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { COMPAT, library, root } from '../support/browser/files.mjs';
import { launchBrowser } from '../support/browser/chromium.mjs';

const ORIGIN = 'http://differential.test';
// Scenarios never wait for anything real: as many pages as a small machine has cores.
const PAGES = 2;

const reference = join(root, 'node_modules/pusher-js/dist/web');
const ours = join(root, 'pkg/web');
const ending = process.env.MINIFIED ? '.min.js' : '.js';

export const LIBRARIES = {
  'pusher-js': join(reference, `pusher-with-encryption${ending}`),
  'pusher-js lite': join(reference, `pusher${ending}`),
  ours: join(ours, (library === COMPAT ? 'pusher-compat' : 'pusher-with-encryption') + ending),
  'ours lite': join(ours, `pusher${ending}`),
};

let bundled;

/** Opens the pages. `run(library, area, name)` gives a scenario's trace. `libraries` says where they are. */
export async function openStage(libraries = LIBRARIES) {
  // Once: the sources may be edited during a long run.
  bundled ??= bundle();
  const script = await bundled;
  const browser = await launchBrowser();
  const pages = await Promise.all(
    Array.from({ length: PAGES }, () => openPage(browser, script, libraries)),
  );
  const free = [...pages];
  const waiting = [];

  async function run(library, area, name) {
    const page = free.pop() ?? (await new Promise((resolve) => waiting.push(resolve)));
    try {
      return await page.evaluate((what) => window.differential.run(...what), [library, area, name]);
    } finally {
      const next = waiting.shift();
      if (next) next(page);
      else free.push(page);
    }
  }

  return { run, close: () => browser.close() };
}

async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'tests/differential/page/runner.js')],
    bundle: true,
    write: false,
    format: 'iife',
    charset: 'utf8',
    // The fake clock asks for these where there is a Node around it.
    external: ['util', 'timers', 'timers/promises'],
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

/** A page of a browser profile, and a process, of its own. */
async function openPage(browser, script, libraries) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route('**/*', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><head></head><body></body>' }),
  );
  await page.goto(`${ORIGIN}/`);
  await page.addScriptTag({ content: script });
  for (const [name, path] of Object.entries(libraries)) {
    const source = readFileSync(path, 'utf8').replace(/\/\/# source\S+/, '');
    await page.evaluate((what) => window.differential.addLibrary(...what), [name, source]);
  }
  return page;
}
