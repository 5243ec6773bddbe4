// `npm run bench`: this build and pusher-js side by side in Chromium. `npm run bench -- --quick` takes
// seconds. The numbers also go to target/bench.json; the next run shows them beside its own.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from './build.mjs';
import { needChromium } from './browsers.mjs';
import { Advice, main, root, step } from './steps.mjs';

/** Messages a block: long enough for the clock, short enough for both to meet the same weather. */
const BLOCK = 400;
const messages = (title, options) => ({
  title,
  scenario: 'messages',
  options: { count: BLOCK, ...options },
  rounds: 150,
  quick: 20,
  warmUp: 15,
});
const ROWS = [
  messages('message to a handler, 120 B', { payload: 'small' }),
  messages('message to a handler, 2 KB', { payload: 'large' }),
  messages('message nobody listens to, 120 B', { payload: 'small', bound: false }),
  messages('message nobody listens to, 2 KB', { payload: 'large', bound: false }),
  messages('message that is plain text', { payload: 'text' }),
  messages("one of 1,000 channels' messages", { payload: 'small', channels: 1000 }),
  {
    title: '10,000 subscriptions, each',
    scenario: 'subscribe',
    options: { count: 10_000 },
    rounds: 12,
    quick: 3,
    warmUp: 1,
  },
];
const COLD_START = { title: 'cold start', rounds: 25, quick: 3 };

/** In the order of every pair of numbers. */
const FILES = {
  'pusher-js': 'node_modules/pusher-js/dist/web/pusher.min.js',
  ours: 'pkg/web/pusher.min.js',
};
const report = join(root, 'target', 'bench.json');

await main(async () => {
  const quick = process.argv.includes('--quick');
  const executablePath = await needChromium();
  await build();
  // Only now, as the packages may have been installed just before.
  const { chromium } = await import('playwright-core');
  const { sizesTable, timesTable } = await import('../../tests/bench/table.mjs');
  const libraries = Object.entries(FILES).map(([name, file]) => ({
    name,
    source: readFileSync(join(root, file), 'utf8'),
  }));

  const browser = await chromium.launch({ executablePath });
  const { times, failures } = await measure(browser, libraries, quick);
  await browser.close();

  const sizes = {
    'pusher.min.js': libraries.map(({ source }) => Buffer.byteLength(source)),
    'with gzip -9': libraries.map(({ source }) => gzipSync(source, { level: 9 }).length),
  };
  const last = readReport();
  console.log(`\n${timesTable(times, last.times)}\n\n${sizesTable(sizes, last.sizes)}`);
  if (failures.length) throw new Advice(`Failed, and not in the report: ${failures.join(', ')}`);
  mkdirSync(join(root, 'target'), { recursive: true });
  writeFileSync(report, `${JSON.stringify({ quick, times, sizes }, null, 2)}\n`);
});

/** Plays every row. One that fails says so and does not keep the others from running. */
async function measure(browser, libraries, quick) {
  const { interleave } = await import('../../tests/bench/interleave.mjs');
  const { coldStart, scenarioPage } = await import('../../tests/bench/pages.mjs');
  const { duration, factor } = await import('../../tests/bench/table.mjs');
  const times = {};
  const failures = [];
  const measured = async ({ title, rounds, quick: fewer, warmUp }, blocks) => {
    const comparison = await interleave(blocks, { rounds: quick ? fewer : rounds, warmUp });
    times[title] = comparison;
    return `${comparison.times.map(duration).join(' / ')}, ${factor(comparison.speedUp)}`;
  };
  const attempt = async ({ title }, work) => {
    try {
      await step(title, work);
    } catch (error) {
      console.error(`  ${error.message}`);
      failures.push(title);
    }
  };

  for (const row of ROWS) {
    await attempt(row, async () => {
      const open = (library) => scenarioPage(browser, library, row.scenario, row.options);
      const pages = await Promise.all(libraries.map(open));
      try {
        return await measured(
          row,
          pages.map((page) => page.block),
        );
      } finally {
        await Promise.all(pages.map((page) => page.close()));
      }
    });
  }
  const starts = libraries.map((library) => () => coldStart(browser, library));
  await attempt(COLD_START, () => measured(COLD_START, starts));
  return { times, failures };
}

/** The run before, if there was one. */
function readReport() {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return {};
  }
}
