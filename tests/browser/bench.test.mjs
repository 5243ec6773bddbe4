// The benchmark's page, used as a visitor would.

import assert from 'node:assert/strict';
import { demoSite } from '../../src/tools/site.mjs';
import { START_ROWS } from '../../www/bench/rows.js';
import { startServer, suite } from '../support/browser/harness.mjs';

/** What a report holds, as far as the page shows it. */
const RECORDED = {
  date: '2026-01-31',
  browser: 'Chromium 1',
  machine: { processor: 'Abacus', cores: 2 },
  versions: { 'pusher-js': '8.6.0', 'pusher-wasm': '0.1.0' },
  rows: [
    {
      id: 'one',
      title: 'a message',
      unit: 'µs',
      ratio: 'faster',
      must: 3,
      reference: 4,
      ours: 1,
      value: 4,
      verdict: 'must',
    },
    {
      id: 'two',
      title: '`a.js`, gzip -9',
      unit: 'B',
      ratio: 'share',
      must: 1,
      reference: 1000,
      ours: 1500,
      value: 1.5,
      verdict: 'missed',
    },
  ],
  growth: [
    {
      id: 'three',
      title: 'time of a message',
      axis: 'channels',
      unit: 'µs',
      sizes: [10, 100, 1000],
      reference: [3, 4, 5],
      ours: [1, 1, 1.1],
      power: 0.02,
      fits: true,
    },
  ],
  core: [{ channels: 10, 'messages per second': 4_000_000 }],
};

suite('bench', (check) => {
  /** A check on the demo's server, with `visit()` giving the page. `recorded` is what it finds there. */
  function page(title, options, body) {
    check(title, { blank: true, needs: ['faults', 'locators'], ...options }, async ({ open }) => {
      const found = await startServer({ site: demoSite });
      const visit = async ({ recorded, ...extra } = {}) => {
        const page = await open({ ...found, path: '/', ...extra });
        await page.route('**/bench.json', (route) =>
          recorded ? route.fulfill({ json: recorded }) : route.fulfill({ status: 404 }),
        );
        await page.goto(`${found.server.url}/bench.html`);
        return page;
      };
      try {
        await body({ visit });
      } finally {
        await found.server.close();
      }
    });
  }

  page('a short run shows figures', { timeout: 120_000 }, async ({ visit }) => {
    const page = await visit();
    assert.ok(await page.evaluate(() => window.crossOriginIsolated), 'the clock is coarse');
    await page.getByTestId('live-quick').check();
    await page.getByTestId('live-run').click();
    const figures = (id) => page.getByTestId(`row-${id}`).getByText(/^\d+\.\d\d×$/);
    await figures(START_ROWS[0].id).waitFor({ timeout: 60_000 });
    await figures('handler-small').waitFor({ timeout: 60_000 });
    await page.getByTestId('live-stop').click();
    await page.getByTestId('live-status').getByText('Stopped.').waitFor({ timeout: 30_000 });
    assert.equal(await page.locator('iframe').count(), 0, 'frames are left');
    assert.equal(await page.locator('#live-problem').innerText(), '');
  });

  page('what was recorded is shown', {}, async ({ visit }) => {
    const page = await visit({ recorded: RECORDED });
    const cells = (id) => page.getByTestId(`row-${id}`).locator('th, td').allInnerTexts();
    await page.getByTestId('row-one').waitFor();
    assert.deepEqual(await cells('one'), [
      'a message',
      '4.00 µs',
      '1.00 µs',
      '4.00×',
      '≥ 3×',
      'met',
    ]);
    assert.deepEqual(await cells('two'), [
      'a.js, gzip -9',
      '1,000 B',
      '1,500 B',
      '1.50×',
      '≤ 1×',
      'not met',
    ]);
    assert.equal(await page.locator('#growth svg polyline').count(), 2);
    assert.match(await page.locator('#core').innerText(), /4,000,000/);
  });

  page('without a record it says how to make one', {}, async ({ visit }) => {
    const page = await visit();
    await page.getByText('None yet: npm run bench -- --write').waitFor();
  });

  for (const width of [320, 768]) {
    page(`at ${width} pixels nothing has to be scrolled sideways`, {}, async ({ visit }) => {
      const contextOptions = { viewport: { width, height: 800 } };
      const page = await visit({ recorded: RECORDED, contextOptions });
      await page.getByTestId('row-one').waitFor();
      const [scroll, client] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      assert.ok(scroll <= client, `${scroll} > ${client}`);
    });
  }
});
