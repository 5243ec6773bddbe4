// Measures rows of www/bench/rows.js: both libraries in turn, in two pages of one browser.

import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { compare, interleave } from '../../www/bench/interleave.js';
import { MEMORY_ROW, START_ROUNDS, START_ROWS, ratioOf } from '../../www/bench/rows.js';
import { held } from './memory.mjs';
import { libraries } from './pages.mjs';

/**
 * @typedef {import('../../www/bench/rows.js').Row} Row
 * @typedef {import('../../www/bench/interleave.js').Comparison & {ratio: number}} Result
 * @typedef {'full' | 'quick'} Length
 */

/** How often the pages are opened anew: how an engine compiles and lays things out differs from page to page. */
const OPENINGS = { full: 6, quick: 1 };

/**
 * A row of speed.
 *
 * @param {import('./pages.mjs').Bench} bench
 * @param {Row} row
 * @param {Length} length
 * @returns {Promise<Result>}
 */
export async function measureSpeed(bench, row, length) {
  const openings = OPENINGS[length];
  const { [length]: rounds, warmUp } = row.rounds;
  const pairs = [];
  for (let n = 0; n < openings; n++) {
    const turns = { rounds: Math.ceil(rounds / openings), warmUp };
    pairs.push(...(await inPages(bench, row, (blocks) => interleave(blocks, turns))));
  }
  return result(row, pairs);
}

/**
 * Opens a page for each library, and gives their blocks of the scenario to `play`.
 *
 * @template T
 * @param {{scenario: string, options: object, build?: 'lite' | 'full'}} row
 * @param {(blocks: (() => Promise<number>)[]) => Promise<T>} play
 */
export async function inPages(bench, row, play) {
  const pages = [];
  try {
    for (const library of libraries(row.build)) pages.push(await bench.scenarioPage(library, row));
    return await play(pages.map((page) => () => page.block()));
  } finally {
    await Promise.all(pages.map((page) => page.close()));
  }
}

/**
 * The rows of the start, by their ids.
 *
 * @returns {Promise<Record<string, Result>>}
 */
export async function measureStart(bench, length) {
  const starts = libraries().map((library) => () => bench.coldStart(library));
  const pairs = await interleave(starts, { rounds: START_ROUNDS[length] });
  return Object.fromEntries(
    START_ROWS.map((row) => [
      row.id,
      result(
        row,
        pairs.map((pair) => pair.map((start) => start[row.property])),
      ),
    ]),
  );
}

/** @returns {Promise<Result>} */
export async function measureMemory(bench, length) {
  const { channels } = MEMORY_ROW.options;
  const blocks = libraries().map((library) => async () => {
    return (await held(bench, library, MEMORY_ROW.options)) / channels;
  });
  return result(MEMORY_ROW, await interleave(blocks, { rounds: length === 'full' ? 3 : 1 }));
}

/** @returns {Result} */
export function measureSize(row) {
  const encode = {
    gzip: (source) => gzipSync(source, { level: 9 }),
    brotli: (source) =>
      brotliCompressSync(source, {
        params: { [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(source) },
      }),
  }[row.coding];
  return result(row, [libraries(row.build).map(({ source }) => encode(source).length)]);
}

function result(row, pairs) {
  const comparison = compare(pairs);
  return { ...comparison, ratio: ratioOf(row, comparison) };
}
