// The documentation site, as it is built: links that lead somewhere, no request to another host, a search that finds,
// and pages that a keyboard and a screen reader can use. The demo and the benchmark's page are held to the last, too.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { buildDocs } from '../../src/tools/docs.mjs';
import { demoSite } from '../../src/tools/site.mjs';
import { launchBrowser, missingBrowser } from '../support/browser/chromium.mjs';
import { library, root } from '../support/browser/files.mjs';
import { createServer } from '../support/server/index.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const built = path.join(root, 'target/docs');
const skip = library === 'pusher-js' && 'the site is about our build';

let server, browser;
/** Addresses of the pages: `/docs/start/react.html`. */
let pages;

before(async () => {
  if (skip) return;
  const missing = missingBrowser();
  if (missing) throw new Error(missing);
  await buildDocs();
  pages = readdirSync(built, { recursive: true })
    .filter((file) => file.endsWith('.html') && file !== '404.html')
    .map((file) => `/docs/${file.replaceAll(path.sep, '/')}`);
  server = await createServer({ fallback: demoSite(() => server) });
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** A page whose requests to other hosts fail, and are kept in `page.strangers`; so are complaints of the console. */
async function open(address, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.strangers = [];
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) page.complaints.push(message.text());
  });
  await page.route(
    (url) => url.host !== `127.0.0.1:${server.port}`,
    (route) => {
      page.strangers.push(route.request().url());
      return route.abort();
    },
  );
  await page.goto(server.url + address);
  return page;
}

const close = (page) => page.context().close();

/** Opens the search by its key, once the page listens, and types. */
async function search(page, text) {
  const input = page.locator('#localsearch-input');
  for (let tries = 0; tries < 50 && !(await input.isVisible()); tries++) {
    await page.keyboard.press('/');
    await input.waitFor({ timeout: 500 }).catch(() => {});
  }
  await input.fill(text);
}

/**
 * What axe calls serious or critical.
 *
 * @param {{ within?: string, rules?: string[] }} [part] a part of the page, and some rules; default: all
 */
async function violations(page, part = {}) {
  const found = await page.evaluate(
    ({ within, rules }) =>
      axe.run(within ?? document, {
        resultTypes: ['violations'],
        ...(rules && { runOnly: { type: 'rule', values: rules } }),
      }),
    part,
  );
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, any }) => `${id}: ${target} ${any[0]?.message}`),
    );
}

/** Inside the page: what a document links to and what can be linked to in it. */
async function anatomy(addresses) {
  const parser = new DOMParser();
  const all = addresses.map(async (address) => {
    const html = await (await fetch(address)).text();
    const page = parser.parseFromString(html, 'text/html');
    const attributes = (name) =>
      [...page.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name));
    const links = [...attributes('href'), ...attributes('src')];
    return {
      address,
      title: page.title,
      heading: page.querySelectorAll('h1').length,
      ids: attributes('id'),
      links: links.map((link) => new URL(link, new URL(address, location)).href),
    };
  });
  return Promise.all(all);
}

describe('documentation', { skip, concurrency: 2 }, () => {
  test('every link leads to a page, and to a heading of it', async () => {
    const page = await open('/docs/');
    const own = [...pages, '/index.html', '/bench.html'];
    const documents = await page.evaluate(anatomy, own);
    await close(page);
    const ids = new Map(documents.map(({ address, ids }) => [address, new Set(ids)]));
    const dead = new Set();
    const asked = new Map();
    for (const { address, links } of documents) {
      for (const link of links) {
        const { origin, pathname, hash, protocol } = new URL(link);
        if (protocol === 'data:') continue;
        if (origin !== server.url) {
          if (protocol !== 'https:') dead.add(`${address}: ${link}`);
          continue;
        }
        const target = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
        const anchor = decodeURIComponent(hash.slice(1));
        if (ids.has(target)) {
          if (anchor && !ids.get(target).has(anchor)) dead.add(`${address}: ${pathname}${hash}`);
          continue;
        }
        if (!asked.has(target)) asked.set(target, (await fetch(server.url + target)).ok);
        if (!asked.get(target)) dead.add(`${address}: ${pathname}`);
      }
    }
    assert.deepEqual([...dead], []);
    assert.ok(documents.length > 40, `${documents.length} pages`);
  });

  test('every page has a title of its own and one heading of the first level', async () => {
    const page = await open('/docs/');
    const documents = await page.evaluate(anatomy, pages);
    await close(page);
    const titles = documents.map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title, index) => titles.indexOf(title) !== index),
      [],
    );
    const odd = documents.filter(({ heading }) => heading !== 1).map(({ address }) => address);
    assert.deepEqual(odd, []);
  });

  test('every page can be read by all, in light, in dark and on a phone, and asks no other host', async () => {
    const waiting = [...pages];
    const wrong = [];
    const reader = async () => {
      const page = await open('/docs/');
      await page.context().addInitScript({ content: axe });
      // What stands around the content is the same everywhere, and looked at once.
      let within;
      for (let address; (address = waiting.shift());) {
        await page.goto(server.url + address);
        // Without an animation that it could catch halfway.
        await page.addStyleTag({ content: '*, ::before, ::after { transition: none !important }' });
        wrong.push(...(await violations(page, { within })).map((one) => `${address}: ${one}`));
        await page.evaluate(() => document.documentElement.classList.add('dark'));
        const dark = await violations(page, { within, rules: ['color-contrast'] });
        wrong.push(...dark.map((one) => `${address}, dark: ${one}`));
        await page.setViewportSize({ width: 360, height: 700 });
        const [scroll, client] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.documentElement.clientWidth,
        ]);
        if (scroll > client)
          wrong.push(`${address}: ${scroll} pixels wide on a phone of ${client}`);
        await page.setViewportSize({ width: 1280, height: 720 });
        within = '#VPContent main';
      }
      wrong.push(...page.strangers, ...page.complaints);
      await close(page);
    };
    await Promise.all([reader(), reader()]);
    assert.deepEqual(wrong, []);
  });

  for (const colorScheme of ['light', 'dark']) {
    test(`the demo and the benchmark's page can be read by all, ${colorScheme}`, async () => {
      for (const address of ['/', '/bench.html']) {
        const page = await open(address, { colorScheme });
        await page.evaluate(axe);
        assert.deepEqual(await violations(page), [], address);
        await close(page);
      }
    });
  }

  test('search finds an option, by keyboard alone', async () => {
    const page = await open('/docs/');
    await search(page, 'unavailableTimeout');
    await page.locator('#localsearch-list [role=option]').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/docs\/.+\.html/);
    await page.getByText('unavailableTimeout').first().waitFor();
    assert.deepEqual(page.strangers, []);
    await close(page);
  });

  test('search finds a symptom', async () => {
    const page = await open('/docs/');
    await search(page, 'window is not defined');
    const first = page.locator('#localsearch-list [role=option]').first();
    await first.getByText('Troubleshooting').waitFor();
    await close(page);
  });

  test('the keyboard reaches the content at once, and every link shows where it is', async () => {
    const page = await open('/docs/start/react.html');
    await page.keyboard.press('Tab');
    const skipLink = page.getByRole('link', { name: 'Skip to content' });
    assert.ok(await skipLink.evaluate((link) => link === document.activeElement));
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const { inside, outline } = await page.evaluate(() => ({
      inside: Boolean(document.activeElement.closest('#VPContent')),
      outline: getComputedStyle(document.activeElement).outlineStyle,
    }));
    assert.deepEqual({ inside, outline }, { inside: true, outline: 'auto' });
    await close(page);
  });

  test('the way to the demo and to the benchmark, and back', async () => {
    const page = await open('/docs/start/vue.html');
    for (const [name, address] of [
      ['Demo', '/'],
      ['Benchmark', '/bench.html'],
    ]) {
      await page.goto(`${server.url}/docs/start/vue.html`);
      await page.getByRole('link', { name, exact: true }).click();
      await page.waitForURL((url) => url.pathname.replace('index.html', '') === address);
      await page.getByRole('link', { name: 'Docs', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'pusher-wasm' }).waitFor();
    }
    await close(page);
  });
});
