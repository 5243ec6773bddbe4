// Which bytes to take from further back: the way through them that takes the fewest bits.

import { width } from './codes.mjs';
import { MATCH, REPEAT } from './symbols.mjs';

/** Earlier places to look at, for each place. */
const TRIES = 4096;
/** The longest match: a longer one takes little less than two. */
const LONGEST = 256;

/**
 * @typedef {object} Step one byte, or so many as they stood so far back
 * @property {number} at
 * @property {number} length
 * @property {number} distance 0 for a byte
 * @property {boolean} repeats whether the match before it had this distance
 *
 * @typedef {object} Prices what things take, in bits
 * @property {Float64Array[]} trees by tree and symbol
 * @property {Uint8Array} map the tree of each context
 * @property {Float64Array} lengths of a match's length, by its width
 * @property {Float64Array} distances
 */

/**
 * @param {{bytes: Uint8Array, contexts: Uint16Array, marks: {at: number}[]}} symbols no match goes beyond a mark
 * @param {Prices} prices
 * @returns {Step[]}
 */
export function cheapest({ bytes, contexts, marks }, prices) {
  const size = bytes.length;
  const earlier = latestPairs(bytes);
  const ends = endsOf(size, marks);
  const bits = new Float64Array(size + 1).fill(Infinity);
  const lengths = new Uint32Array(size + 1);
  const distances = new Uint32Array(size + 1);
  const repeats = new Uint8Array(size + 1);
  /** The distance of the last match on the way there. */
  const last = new Uint32Array(size + 1);
  bits[0] = 0;
  const offer = (at, cost, length, distance, repeated) => {
    const to = at + length;
    if (cost >= bits[to]) return;
    bits[to] = cost;
    lengths[to] = length;
    distances[to] = distance;
    repeats[to] = repeated;
    last[to] = distance || last[at];
  };
  for (let at = 0; at < size; at++) {
    const tree = prices.trees[prices.map[contexts[at]]];
    const most = Math.min(ends[at] - at, LONGEST);
    const same = (from) => {
      let length = 0;
      while (length < most && bytes[from + length] === bytes[at + length]) length++;
      return length;
    };
    const lengthPrice = (length) => prices.lengths[width(length - 1)] + width(length - 1);
    offer(at, bits[at] + tree[bytes[at]], 1, 0, 0);
    if (last[at]) {
      for (let length = same(at - last[at]); length > 1; length--) {
        offer(at, bits[at] + tree[REPEAT] + lengthPrice(length), length, last[at], 1);
      }
    }
    let longest = 1;
    let from = earlier[at];
    for (let tries = 0; tries < TRIES && from >= 0 && longest < most; tries++) {
      const reach = same(from);
      const distance = at - from;
      const price = bits[at] + tree[MATCH] + prices.distances[width(distance)] + width(distance);
      while (longest < reach) offer(at, price + lengthPrice(++longest), longest, distance, 0);
      from = earlier[from];
    }
  }
  const steps = [];
  for (let to = size; to > 0; to -= lengths[to]) {
    steps.push({
      at: to - lengths[to],
      length: lengths[to],
      distance: distances[to],
      repeats: repeats[to] === 1,
    });
  }
  return steps.reverse();
}

/** Where the two bytes at each place have stood last before; -1 if nowhere. */
function latestPairs(bytes) {
  const latest = new Map();
  return Int32Array.from(bytes, (byte, at) => {
    if (at + 1 === bytes.length) return -1;
    const pair = (byte << 8) | bytes[at + 1];
    const before = latest.get(pair) ?? -1;
    latest.set(pair, at);
    return before;
  });
}

/** For each place, where the next mark is. */
function endsOf(size, marks) {
  const ends = new Uint32Array(size);
  let start = 0;
  for (const end of [...marks.map(({ at }) => at), size]) {
    ends.fill(end, start, end);
    start = Math.max(start, end);
  }
  return ends;
}
