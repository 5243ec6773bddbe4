// Which contexts share a prefix code: a code of its own fits best what comes in a context, but its table takes room.

import { CONTEXTS, START, SYMBOLS } from './symbols.mjs';

/** As many as the decompressor has room for. */
export const TREES = 28;
/** What a table takes, in bits, and each of its symbols. */
const TABLE = 20;
const ENTRY = 6.5;
/** What it takes to say that a context has another tree than the one before. */
const CHANGE = 14;

/** What so many of each symbol take in a code of their own, with its table. */
function cost(counts) {
  let total = 0;
  let bits = TABLE;
  for (let symbol = 0; symbol < SYMBOLS; symbol++) {
    const count = counts[symbol];
    if (!count) continue;
    total += count;
    bits += ENTRY - count * Math.log2(count);
  }
  return total ? bits + total * Math.log2(total) : bits;
}

function sum(a, b) {
  const both = new Float64Array(SYMBOLS);
  for (let symbol = 0; symbol < SYMBOLS; symbol++) both[symbol] = a[symbol] + b[symbol];
  return both;
}

/**
 * @param {Map<number, Float64Array>} counts by context, how often each symbol comes
 * @returns {Uint8Array} the tree of each context; 0 for the model's, which is read before there is a map
 */
export function mapContexts(counts) {
  const groups = merge(counts);
  const index = groups.findIndex(({ contexts }) => contexts.includes(START));
  groups.unshift(...groups.splice(index, 1));
  const own = new Map(
    groups.flatMap(({ contexts }, tree) => contexts.map((context) => [context, tree])),
  );
  const prices = groups.map(({ counts }) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count) => Math.log2(total / count));
  });
  const bits = (counts, tree) =>
    counts.reduce((sum, count, symbol) => (count ? sum + count * prices[tree][symbol] : sum), 0);
  // It has the same as the one before if that takes little more: the map is compressed, too.
  const map = new Uint8Array(CONTEXTS);
  for (let context = 1; context < CONTEXTS; context++) {
    const before = map[context - 1];
    const here = counts.get(context);
    const tree = here ? own.get(context) : before;
    const stays = here && bits(here, before) - bits(here, tree) < CHANGE;
    map[context] = stays ? before : tree;
  }
  map[START] = 0;
  return map;
}

/** Merges the two groups whose common code saves most, until there are few enough and nothing is saved any more. */
function merge(counts) {
  const groups = [];
  /** What merging a group with an earlier one saves, by their indices. */
  const savings = [];
  const alive = new Set();
  const add = (contexts, counts) => {
    const group = { contexts, counts, cost: cost(counts) };
    const saved = new Float64Array(groups.length);
    for (const i of alive) {
      saved[i] = group.cost + groups[i].cost - cost(sum(counts, groups[i].counts));
    }
    alive.add(groups.length);
    groups.push(group);
    savings.push(saved);
  };
  for (const [context, own] of counts) add([context], own);
  for (;;) {
    let best = { saved: alive.size > TREES ? -Infinity : 0 };
    for (const i of alive) {
      for (const j of alive) {
        // They are in order.
        if (j >= i) break;
        if (savings[i][j] > best.saved) best = { saved: savings[i][j], i, j };
      }
    }
    const { i, j } = best;
    if (i === undefined) return [...alive].map((index) => groups[index]);
    alive.delete(i);
    alive.delete(j);
    add([...groups[j].contexts, ...groups[i].contexts], sum(groups[j].counts, groups[i].counts));
  }
}
