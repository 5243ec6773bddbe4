// `npm run bench`: this build and pusher-js side by side. The figures also go to target/bench.json; the next run
// shows them beside its own.
//
//   --quick       takes a minute, and measures less well
//   --only TEXT   only the rows whose title contains it
//   --growth      also how time and memory grow with channels, handlers, members and payloads
//   --firefox     the rows of speed in Firefox, for information
//   --write       everything; the README's table and www/bench.json, which the demo site shows, are made anew
//   --strict      fails if a must is missed

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MEMORY_ROW, SIZE_ROWS, SPEED_ROWS, START_ROWS, verdict } from '../../www/bench/rows.js';
import { amount, factor } from '../../www/bench/format.js';
import { build } from './build.mjs';
import { needChromium, needFirefox } from './browsers.mjs';
import { Advice, main, root, step } from './steps.mjs';

const REPORT = join(root, 'target', 'bench.json');
const SITE = join(root, 'www', 'bench.json');
const README = join(root, 'README.md');

await main(async () => {
  const { values: asked } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      growth: { type: 'boolean', default: false },
      firefox: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
    },
  });
  if (asked.write && (asked.quick || asked.only || asked.firefox)) {
    throw new Advice('--write records everything, measured well and in Chromium');
  }
  // The browsers are started with these.
  if (asked.firefox) process.env.FIREFOX_PATH = await needFirefox();
  else process.env.CHROMIUM_PATH = await needChromium();
  await build();
  // Only now, as the packages may have been installed just before.
  const { growthTable, plainTable, rowsTable } = await import('../../tests/bench/table.mjs');
  const last = readJson(REPORT);
  const { report, failures } = await measure(asked);

  if (report.rows.length > 0) console.log(`\n${rowsTable(report.rows, last?.rows)}`);
  if (report.growth) console.log(`\n${growthTable(report.growth)}`);
  if (report.core) console.log(`\nThe core alone, native:\n\n${plainTable(report.core)}`);
  if (failures.length > 0) {
    throw new Advice(`Failed, and not in the report: ${failures.join(', ')}`);
  }
  if (!asked.only && !asked.firefox) save(REPORT, { growth: last?.growth, ...report });
  if (asked.write) await write(report);
  if (asked.strict && !asked.firefox) judge(report);
});

/** Plays every row. One that fails says so and does not keep the others from running. */
async function measure({ quick, only, growth, firefox, write }) {
  const { Bench } = await import('../../tests/bench/pages.mjs');
  const { measureMemory, measureSize, measureSpeed, measureStart } =
    await import('../../tests/bench/measure.mjs');
  const length = quick ? 'quick' : 'full';
  const rows = [];
  const failures = [];
  const attempt = async (title, work) => {
    try {
      return await step(title, work);
    } catch (error) {
      console.error(`  ${error.message}`);
      failures.push(title);
      return undefined;
    }
  };
  const wanted = ({ title }) => title.includes(only);
  const add = (row, result) => {
    rows.push(entry(row, result));
    return `${[result.reference, result.ours].map((value) => amount(value, row.unit)).join(' / ')}, ${factor(result.ratio)}`;
  };
  const each = async (some, work) => {
    for (const row of some.filter(wanted)) {
      await attempt(row.title, async () => add(row, await work(row)));
    }
  };

  const report = { ...(await setting()), quick, rows };
  const bench = await Bench.open({ browser: firefox ? 'firefox' : 'chromium' });
  try {
    report.browser = await bench.name();
    if (!firefox) await each(SIZE_ROWS, measureSize);
    if (START_ROWS.some(wanted)) {
      await attempt('cold start', async () => {
        const results = await measureStart(bench, length);
        return START_ROWS.map((row) => add(row, results[row.id])).join('; ');
      });
    }
    await each(SPEED_ROWS, (row) => measureSpeed(bench, row, length));
    if (!firefox) await each([MEMORY_ROW], () => measureMemory(bench, length));
  } finally {
    await bench.close();
  }
  if (growth || write) report.growth = await measureGrowths(length, attempt);
  if (!only && !firefox) report.core = await measureCore(attempt);
  return { report, failures };
}

async function measureGrowths(length, attempt) {
  const { Bench } = await import('../../tests/bench/pages.mjs');
  const { GROWTH, measureGrowth } = await import('../../tests/bench/growth.mjs');
  const { ROOMY } = await import('../../tests/bench/memory.mjs');
  const bench = await Bench.open({ args: ROOMY });
  const curves = [];
  for (const curve of GROWTH) {
    await attempt(`growing ${curve.axis}: ${curve.title}`, async () => {
      const measured = await measureGrowth(bench, curve, length);
      curves.push(measured);
      return `n^${measured.power.toFixed(2)}`;
    });
  }
  await bench.close();
  return curves;
}

async function measureCore(attempt) {
  const { hasCoreRate, measureCoreRate } = await import('../../tests/bench/core-rate.mjs');
  if (!hasCoreRate()) return undefined;
  let rows;
  await attempt('the core alone, native', async () => {
    rows = await measureCoreRate();
  });
  return rows;
}

/** A row with its figures, as the report has it. */
function entry({ id, title, unit, ratio, must, aim }, result) {
  const { reference, ours, quotient, spread } = result;
  // The middle half of what is shown, not of what goes into what.
  const shown = ratio === 'faster' ? spread : spread.map((part) => 1 / part).reverse();
  return {
    ...{ id, title, unit, ratio, must, aim, reference, ours, quotient },
    value: result.ratio,
    spread: shown,
    verdict: verdict({ ratio, must, aim }, result.ratio),
  };
}

/** What was compared, where and when. */
async function setting() {
  const { version: ours } = readJson(join(root, 'package.json'));
  const { version: reference } = readJson(join(root, 'node_modules/pusher-js/package.json'));
  const processors = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    versions: { 'pusher-js': reference, 'pusher-wasm': ours },
    machine: { processor: processors[0]?.model.trim(), cores: processors.length },
  };
}

/** Renews what is shown to readers and visitors. */
async function write(report) {
  const { markdown } = await import('../../tests/bench/table.mjs');
  const { format, resolveConfig } = await import('prettier');
  const pretty = async (file, text) =>
    writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));

  await pretty(SITE, JSON.stringify(report));
  const { browser, machine, versions, date } = report;
  const readme = readFileSync(README, 'utf8');
  const marked = /(<!-- bench -->)[^]*(<!-- \/bench -->)/;
  if (!marked.test(readme)) throw new Advice('README.md has no `<!-- bench -->` to write between');
  const text = `Measured ${date} in ${browser} on ${machine.cores} cores, with pusher-js ${versions['pusher-js']}:\n\n${markdown(report.rows)}`;
  await pretty(
    README,
    // A function, so that nothing in the text is taken for a pattern.
    readme.replace(marked, (_, begin, end) => `${begin}\n\n${text}\n\n${end}`),
  );
  console.log('\nWritten: README.md, www/bench.json');
}

function judge({ rows, growth = [] }) {
  const missed = [
    ...rows.filter((row) => row.verdict === 'missed').map((row) => row.title),
    ...growth.filter((curve) => !curve.fits).map(({ axis, title }) => `${axis}: ${title}`),
  ];
  if (missed.length > 0) throw new Advice(`Missed: ${missed.join('; ')}`);
}

function save(file, report) {
  mkdirSync(join(root, 'target'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}

/** A file of JSON, if there is one. */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
