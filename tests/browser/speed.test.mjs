// A coarse guard of what `npm run bench` measures well: nobody makes the client several times slower unnoticed.
// The bounds are wide, a few rounds are played, and only what is too slow three times over fails, so that a
// machine that is busy passes.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { MEMORY_ROW, SPEED_ROWS, START_ROWS, keeps } from '../../www/bench/rows.js';
import { factor, goal } from '../../www/bench/format.js';
import { measureMemory, measureSpeed, measureStart } from '../bench/measure.mjs';
import { Bench } from '../bench/pages.mjs';
import { library, target } from '../support/browser/harness.mjs';

const ATTEMPTS = 3;

const skip =
  (library === 'pusher-js' && 'the reference would be beside itself') ||
  (target.name !== 'embedded' && 'no server takes part');

let bench;
before(async () => {
  if (!skip) bench = await Bench.open();
});
after(() => bench?.close());

/** @param {() => Promise<{ratio: number}>} measure */
function guard(row, measure) {
  test(`${row.title}: ${goal(row, row.guard)}`, { skip }, async (context) => {
    const ratios = [];
    while (ratios.length < ATTEMPTS) {
      const { ratio } = await measure();
      ratios.push(factor(ratio));
      if (keeps(row, ratio, row.guard)) return context.diagnostic(ratios.join(', '));
    }
    assert.fail(`${ratios.join(', ')} instead of ${goal(row, row.guard)}`);
  });
}

for (const row of SPEED_ROWS.filter((row) => row.guard)) {
  guard(row, () => measureSpeed(bench, row, 'quick'));
}
for (const row of START_ROWS.filter((row) => row.guard)) {
  guard(row, async () => (await measureStart(bench, 'quick'))[row.id]);
}
guard(MEMORY_ROW, () => measureMemory(bench, 'quick'));
