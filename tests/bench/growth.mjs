// How time and memory grow with what an application has: channels, handlers, members, payloads.

import { compare, interleave } from '../../www/bench/interleave.js';
import { allocated, held } from './memory.mjs';
import { inPages } from './measure.mjs';
import { libraries } from './pages.mjs';

/**
 * @typedef {object} Growth a curve of each library
 * @property {string} id
 * @property {string} title
 * @property {string} axis what grows
 * @property {number[]} sizes
 * @property {'µs' | 'B'} unit of what is measured
 * @property {0 | 1} degree the power of the size that it may grow with: 0 stays flat, 1 is in proportion
 * @property {'time' | 'allocated' | 'held'} measure
 * @property {(size: number) => {scenario: string, options: object}} row
 * @property {(size: number, value: number) => number} [each] of what is measured, the part that is shown
 */

const CHANNELS = [10, 100, 1000, 10_000];
const HANDLERS = [1, 10, 100, 1000];
const MEMBERS = [10, 100, 1000, 10_000];
const BYTES = [100, 1000, 10_000, 100_000];

const messages = (options) => ({ scenario: 'messages', options: { payload: 'small', ...options } });
const ofChannels = (channels) => messages({ count: 1000, channels });
const ofHandlers = (handlers) => messages({ count: 200, handlers });
const ofBytes = (payload) =>
  messages({ count: Math.min(400, Math.max(10, Math.floor(1e6 / payload))), payload });

/** @type {Growth[]} */
const CURVES = [
  {
    id: 'channels-message',
    title: 'time of a message',
    axis: 'channels',
    sizes: CHANNELS,
    unit: 'µs',
    degree: 0,
    measure: 'time',
    row: ofChannels,
  },
  {
    id: 'channels-subscribe',
    title: 'time of a subscription and its confirmation',
    axis: 'channels',
    sizes: CHANNELS,
    unit: 'µs',
    degree: 0,
    measure: 'time',
    row: (count) => ({ scenario: 'subscribe', options: { count } }),
  },
  {
    id: 'channels-held',
    title: 'memory held, for each channel',
    axis: 'channels',
    // A handful of channels is lost among what a page holds besides.
    sizes: CHANNELS.slice(2),
    unit: 'B',
    degree: 0,
    measure: 'held',
    row: (channels) => ({ scenario: 'held', options: { channels } }),
    each: (channels, bytes) => bytes / channels,
  },
  {
    id: 'handlers-message',
    title: 'time of a message, all handlers together',
    axis: 'handlers of an event',
    sizes: HANDLERS,
    unit: 'µs',
    degree: 1,
    measure: 'time',
    row: ofHandlers,
  },
  {
    id: 'handlers-allocated',
    title: 'memory a message uses up',
    axis: 'handlers of an event',
    sizes: HANDLERS,
    unit: 'B',
    degree: 1,
    measure: 'allocated',
    row: ofHandlers,
  },
  {
    id: 'members-coming',
    title: 'time of a member that comes or goes',
    axis: 'members of a channel',
    sizes: MEMBERS,
    unit: 'µs',
    degree: 0,
    measure: 'time',
    row: (members) => ({ scenario: 'comings', options: { count: 200, members } }),
  },
  {
    id: 'members-joining',
    title: 'time of a subscription, all members together',
    axis: 'members of a channel',
    sizes: MEMBERS,
    unit: 'µs',
    degree: 1,
    measure: 'time',
    row: (members) => ({ scenario: 'joining', options: { members } }),
  },
  {
    id: 'members-held',
    title: 'memory held, for each member',
    axis: 'members of a channel',
    sizes: MEMBERS.slice(2),
    unit: 'B',
    degree: 0,
    measure: 'held',
    row: (members) => ({ scenario: 'held', options: { members } }),
    each: (members, bytes) => bytes / members,
  },
  {
    id: 'payload-message',
    title: 'time of a message',
    axis: 'bytes of payload',
    sizes: BYTES,
    unit: 'µs',
    degree: 1,
    measure: 'time',
    row: ofBytes,
  },
  {
    id: 'payload-unheard',
    title: 'time of a message nobody listens to',
    axis: 'bytes of payload',
    sizes: BYTES,
    unit: 'µs',
    degree: 1,
    measure: 'time',
    row: (payload) => {
      const row = ofBytes(payload);
      return { ...row, options: { ...row.options, bound: false } };
    },
  },
  {
    id: 'payload-allocated',
    title: 'memory a message uses up',
    axis: 'bytes of payload',
    sizes: BYTES,
    unit: 'B',
    degree: 1,
    measure: 'allocated',
    row: ofBytes,
  },
];
export { CURVES as GROWTH };

/** What the slope may be above the degree before something is wrong: caches and noise are within it. */
const GENEROSITY = 0.5;

/**
 * @param {import('./pages.mjs').Bench} bench a browser that is ROOMY
 * @param {Growth} curve
 * @param {'full' | 'quick'} length
 */
export async function measureGrowth(bench, curve, length) {
  const { id, title, axis, sizes, unit, degree, each = (_, value) => value } = curve;
  const values = [];
  for (const size of sizes) {
    const pair = await MEASURES[curve.measure](bench, curve.row(size), length);
    values.push(pair.map((value) => each(size, value)));
  }
  const [reference, ours] = [0, 1].map((index) => values.map((pair) => pair[index]));
  const power = slope(sizes, ours);
  return {
    ...{ id, title, axis, unit, degree, sizes, reference, ours, power },
    fits: power <= degree + GENEROSITY,
  };
}

const MEASURES = {
  async time(bench, row, length) {
    const turns =
      length === 'quick' ? { rounds: 5, warmUp: 2 } : { rounds: roundsOf(row), warmUp: 8 };
    const { reference, ours } = compare(
      await inPages(bench, row, (blocks) => interleave(blocks, turns)),
    );
    return [reference, ours];
  },
  allocated: (bench, row) => both((library) => allocated(bench, library, row)),
  held: (bench, row) => both((library) => held(bench, library, row.options)),
};

/** Ten thousand of something take long. */
function roundsOf({ options: { count = 0, members = 0 } }) {
  return Math.max(count, members) > 5000 ? 10 : 40;
}

async function both(measure) {
  const pair = [];
  for (const library of libraries()) pair.push(await measure(library));
  return pair;
}

/**
 * The power of x that y grows with: the slope of the line that fits best where both axes are logarithmic. Only the
 * larger sizes count, as what every message costs hides the growth among the small ones.
 */
export function slope(xs, ys) {
  const points = xs.map((x, index) => [Math.log(x), Math.log(ys[index])]).slice(-3);
  const mean = (index) => points.reduce((sum, point) => sum + point[index], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  let [covariance, variance] = [0, 0];
  for (const [x, y] of points) {
    covariance += (x - meanX) * (y - meanY);
    variance += (x - meanX) ** 2;
  }
  return covariance / variance;
}
