// How the benchmark counts.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { compare, interleave, quantile } from '../../www/bench/interleave.js';
import {
  MEMORY_ROW,
  SIZE_ROWS,
  SPEED_ROWS,
  START_ROWS,
  keeps,
  ratioOf,
  verdict,
} from '../../www/bench/rows.js';
import { slope } from '../bench/growth.mjs';
import { measureSize } from '../bench/measure.mjs';
import { markdown } from '../bench/table.mjs';

const ROWS = [...SIZE_ROWS, ...START_ROWS, ...SPEED_ROWS, MEMORY_ROW];

test('the two take turns, each first every other time, and warming up does not count', async () => {
  const played = [];
  const blocks = [10, 1].map((value, index) => async () => {
    played.push(index);
    return value;
  });
  const rounds = [];
  const onRound = (...round) => rounds.push(round);
  const pairs = await interleave(blocks, { rounds: 2, warmUp: 1, onRound });
  assert.deepEqual(played, [0, 1, 1, 0, 0, 1]);
  assert.deepEqual(pairs, [
    [10, 1],
    [10, 1],
  ]);
  assert.deepEqual(rounds.at(-1), [3, 3]);
});

test('pairs are compared one by one: bad weather that both have does not show', () => {
  const { reference, ours, quotient } = compare([
    [2, 1],
    [200, 100],
    [4, 2],
  ]);
  assert.deepEqual([reference, ours, quotient], [4, 2, 2]);
  assert.equal(quantile([1, 2, 3, 4], 0.5), 2.5);
});

test('a ratio says how many times faster, or which part', () => {
  assert.equal(ratioOf({ ratio: 'faster' }, { quotient: 4 }), 4);
  assert.equal(ratioOf({ ratio: 'share' }, { quotient: 4 }), 0.25);
  const faster = { ratio: 'faster', must: 3, aim: 4 };
  assert.deepEqual(
    [4, 3, 2.9].map((ratio) => verdict(faster, ratio)),
    ['aim', 'must', 'missed'],
  );
  const share = { ratio: 'share', must: 0.8, aim: 0.4 };
  assert.deepEqual(
    [0.4, 0.8, 0.9].map((ratio) => verdict(share, ratio)),
    ['aim', 'must', 'missed'],
  );
  assert.equal(verdict({ ratio: 'share' }, 1), undefined);
});

test('every row has a name of its own, its aim is above its must, and its guard below', () => {
  const ids = ROWS.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  for (const row of ROWS.filter(({ must }) => must !== undefined)) {
    assert.ok(keeps(row, row.aim, row.must), row.id);
    if (row.guard) assert.ok(keeps(row, row.must, row.guard), row.id);
  }
});

test('the slope is the power that the larger sizes grow with', () => {
  const sizes = [1, 10, 100, 1000];
  const power = (f) => Number(slope(sizes, sizes.map(f)).toFixed(6));
  assert.equal(
    power(() => 5),
    0,
  );
  assert.equal(
    power((n) => 3 * n),
    1,
  );
  assert.equal(
    power((n) => n ** 2),
    2,
  );
});

test('sizes are those of the files that pages load', () => {
  const [gzip, brotli] = SIZE_ROWS.map(measureSize);
  // pusher-js 8.6.0's pusher.min.js; how a machine's zlib packs differs by a little.
  assert.ok(Math.abs(gzip.reference - 17_900) < 500, String(gzip.reference));
  assert.ok(brotli.ours < gzip.ours);
});

test('the table is Markdown with a line for each row', () => {
  const row = { title: 'a message', unit: 'µs', ratio: 'faster', must: 3, aim: 4 };
  const figures = { reference: 4, ours: 1, value: 4, verdict: 'aim' };
  assert.equal(
    markdown([{ ...row, ...figures }])
      .split('\n')
      .at(-1),
    '| a message | 4.00 µs | 1.00 µs | 4.00× | ≥ 3× | ≥ 4× | yes, the aim too |',
  );
});

test('a quick run is not recorded', async () => {
  const command = ['src/tools/bench.mjs', '--quick', '--write'];
  const run = promisify(execFile)(process.execPath, command);
  await assert.rejects(run, ({ stderr }) => /--write records everything/.test(stderr));
});
