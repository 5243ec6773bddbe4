// What is compared with pusher-js, and how it is to come out. `npm run bench`, the guard in `npm test` and the
// page where visitors measure take their rows from here.

/**
 * @typedef {object} Row
 * @property {string} id
 * @property {string} title
 * @property {'µs' | 'B'} unit of its two values
 * @property {'faster' | 'share'} ratio `faster`: the reference's value by ours, the more the better;
 *   `share`: ours by the reference's, the less the better
 * @property {number} [must] the bound on the ratio; without it the row only informs
 * @property {number} [aim] what would be better still
 * @property {number} [guard] the bound that `npm test` holds, wide enough for a machine that is busy: a half to two thirds
 *   of what is usual
 * @property {'lite' | 'full'} [build] without encrypted channels (default), or with them
 * @property {string} [scenario] of scenarios.js
 * @property {object} [options] what the scenario is given
 * @property {{full: number, quick: number, live: number, warmUp: number}} [rounds]
 */

/** Messages a block: long enough for the clock, short enough for both to meet the same weather. */
const BLOCK = 400;
const MESSAGES = { full: 240, quick: 20, live: 40, warmUp: 40 };

const messages = (id, title, goal, options) => ({
  id,
  title,
  unit: 'µs',
  ratio: 'faster',
  ...goal,
  scenario: 'messages',
  options: { count: BLOCK, ...options },
  rounds: MESSAGES,
});

const encrypted = (id, title, goal, size) => ({
  ...messages(id, title, goal),
  build: 'full',
  scenario: 'encrypted',
  // Ten kilobytes take pusher-js a third of a millisecond.
  options: { count: size < 5000 ? 100 : 20, size },
  rounds: { full: 120, quick: 10, live: 20, warmUp: 20 },
});

/** @type {Row[]} */
export const SPEED_ROWS = [
  messages(
    'handler-small',
    'message to a handler, 120 B',
    { must: 3, aim: 4, guard: 1.7 },
    { payload: 'small' },
  ),
  messages(
    'handler-large',
    'message to a handler, 2 KB',
    { must: 1.4, aim: 1.6 },
    { payload: 'large' },
  ),
  messages(
    'nobody-small',
    'message nobody listens to, 120 B',
    { must: 6, aim: 7.5, guard: 3 },
    { payload: 'small', bound: false },
  ),
  messages(
    'nobody-large',
    'message nobody listens to, 2 KB',
    { must: 3.3, aim: 4 },
    { payload: 'large', bound: false },
  ),
  messages('text', 'message that is plain text', {}, { payload: 'text' }),
  messages(
    'one-of-1000',
    "one of 1,000 channels' messages",
    { must: 3, aim: 4, guard: 1.05 },
    { payload: 'small', channels: 1000 },
  ),
  encrypted('encrypted-100', 'encrypted message, 100 B', { must: 2.5, aim: 3.3 }, 100),
  encrypted('encrypted-1k', 'encrypted message, 1 KB', { must: 3.5, aim: 4.5, guard: 1 }, 1000),
  encrypted('encrypted-10k', 'encrypted message, 10 KB', { must: 4.5, aim: 6 }, 10_000),
  {
    id: 'subscribe',
    title: '10,000 channels: subscribe and confirm, each',
    unit: 'µs',
    ratio: 'faster',
    must: 1.5,
    aim: 3,
    guard: 1,
    scenario: 'subscribe',
    options: { count: 10_000 },
    rounds: { full: 12, quick: 3, live: 4, warmUp: 1 },
  },
];

/** Measured together, on pages that have just been opened. The property is the one of `coldStart`. */
export const START_ROWS = [
  {
    id: 'first-socket',
    property: 'socket',
    title: 'script to first socket, cold page',
    unit: 'µs',
    ratio: 'share',
    must: 0.8,
    aim: 0.4,
    guard: 2.5,
  },
  {
    id: 'constructor',
    property: 'constructor',
    title: 'of it, the constructor',
    unit: 'µs',
    ratio: 'share',
  },
];
export const START_ROUNDS = { full: 40, quick: 5, live: 15 };

/** Bytes that 10,000 channels hold, each. */
export const MEMORY_ROW = {
  id: 'memory',
  title: '10,000 channels: JavaScript heap and wasm memory, each',
  unit: 'B',
  ratio: 'share',
  must: 1,
  aim: 0.5,
  guard: 1.2,
  scenario: 'held',
  options: { channels: 10_000 },
};

/** Bytes of the files that a page loads. */
export const SIZE_ROWS = [
  {
    id: 'size-lite',
    title: '`pusher.min.js`, gzip -9',
    unit: 'B',
    ratio: 'share',
    must: 1.35,
    aim: 0.9,
    build: 'lite',
    coding: 'gzip',
  },
  {
    id: 'size-lite-brotli',
    title: '`pusher.min.js`, brotli',
    unit: 'B',
    ratio: 'share',
    build: 'lite',
    coding: 'brotli',
  },
  {
    id: 'size-full',
    title: '`pusher-with-encryption.min.js`, gzip -9',
    unit: 'B',
    ratio: 'share',
    must: 1,
    aim: 0.7,
    build: 'full',
    coding: 'gzip',
  },
  {
    id: 'size-full-brotli',
    title: '`pusher-with-encryption.min.js`, brotli',
    unit: 'B',
    ratio: 'share',
    build: 'full',
    coding: 'brotli',
  },
];

/** The ratio of a row from its comparison: see Row. */
export function ratioOf(row, { quotient }) {
  return row.ratio === 'faster' ? quotient : 1 / quotient;
}

/** Whether the ratio keeps the bound. */
export function keeps(row, ratio, bound) {
  return row.ratio === 'faster' ? ratio >= bound : ratio <= bound;
}

/** @returns {'aim' | 'must' | 'missed' | undefined} what of its goals the row reaches */
export function verdict(row, ratio) {
  if (row.must === undefined) return undefined;
  if (row.aim !== undefined && keeps(row, ratio, row.aim)) return 'aim';
  return keeps(row, ratio, row.must) ? 'must' : 'missed';
}
