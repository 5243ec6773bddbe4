// Compresses a wasm module into text, for a script that will be compressed itself: its functions take a sixth less than
// with gzip alone.
//
// What comes next in a function depends on the instruction that one is in. So each context has a prefix code of its
// own, or shares one with others (trees.mjs), and what has come before is told by its length and distance
// (matches.mjs). symbols.mjs says what the functions are made of; decompressor.wat makes them again. The sections around
// them, an eighth of a module, are left to gzip.

import { Reader, leb, sections } from '../shorten.mjs';
import { Code, prices, putTables, width } from './codes.mjs';
import { cheapest } from './matches.mjs';
import { CONTEXTS, MATCH, MODEL, REPEAT, SYMBOLS, symbolsOf } from './symbols.mjs';
import { Bits } from './text.mjs';
import { TREES, mapContexts } from './trees.mjs';

const CODE = 10;

/** What each pass finds cheapest changes what is cheap. The last ones leave the contexts as they are. */
const PASSES = 8;
const LAST_PASSES = 3;
/** Widths of lengths and distances: up to 64 KB, which is what the decompressor has room for. */
const WIDTHS = 16;

/** What the decompressor has for each: the model and the functions, the text, and the functions with what follows. */
const ROOM = 0x10000;
/** What fits into two bytes of LEB128. */
const LARGEST = 0x3fff;

/**
 * @param {Uint8Array} wasm a module whose functions are less than 16 KB each, and about 60 KB together
 * @returns {{head: Uint8Array, code: string, tail: Uint8Array}} what stands before and after the functions, and these,
 *   as characters 1 to 127; of a module that says the size of each function in two bytes
 */
export function compress(wasm) {
  const { before, functions, after } = apart(wasm);
  const count = leb(functions.length);
  const size = functions.reduce((sum, body) => sum + 2 + body.length, count.length);
  const fits = MODEL + size <= ROOM && functions.every((body) => body.length <= LARGEST);
  const code = fits ? textOf(functions) : '';
  if (!fits || code.length > ROOM || size + after.length > ROOM) {
    throw new Error('The module is too large for decompressor.wat');
  }
  return { head: Uint8Array.from([...before, CODE, ...leb(size), ...count]), code, tail: after };
}

/** A module's functions, and what stands before and after their section. */
function apart(wasm) {
  for (const { id, from, whole, body } of sections(wasm)) {
    if (id !== CODE) continue;
    const input = new Reader(body);
    const functions = Array.from({ length: input.number() }, () => input.bytes(input.number()));
    return { before: wasm.subarray(0, from), functions, after: wasm.subarray(from + whole.length) };
  }
  throw new Error('The module has no functions');
}

/** The shortest text that the passes come to. */
function textOf(functions) {
  const symbols = symbolsOf(functions);
  let map = new Uint8Array(CONTEXTS);
  let assumed = guess();
  const found = [];
  for (let pass = 0; pass < PASSES; pass++) {
    symbols.bytes.set(map);
    const steps = cheapest(symbols, { ...assumed, map });
    const counts = count(symbols, steps);
    found.push(write(symbols, steps, counts, map));
    if (pass < PASSES - LAST_PASSES) map = mapContexts(counts.contexts);
    assumed = {
      trees: merged(counts.contexts, map).map(prices),
      lengths: prices(counts.lengths),
      distances: prices(counts.distances),
    };
  }
  return found.reduce((best, text) => (text.length < best.length ? text : best));
}

/** What things take, in bits, before anything is known. */
const guess = () => ({
  trees: [Float64Array.from({ length: SYMBOLS }, (_, symbol) => (symbol < MATCH ? 5 : 3))],
  lengths: Float64Array.from({ length: WIDTHS }, (_, width) => 2 + width / 2),
  distances: new Float64Array(WIDTHS).fill(3.5),
});

/** How often each symbol comes in each context, and widths of lengths and distances. */
function count({ bytes, contexts, marks }, steps) {
  const counts = {
    contexts: new Map(),
    lengths: new Float64Array(WIDTHS),
    distances: new Float64Array(WIDTHS),
  };
  const add = (context, symbol) => {
    if (!counts.contexts.has(context)) counts.contexts.set(context, new Float64Array(SYMBOLS));
    counts.contexts.get(context)[symbol]++;
  };
  for (const { context, symbol } of marks) add(context, symbol);
  for (const { at, length, distance, repeats } of steps) {
    add(contexts[at], symbolOf(bytes[at], distance, repeats));
    if (distance) counts.lengths[width(length - 1)]++;
    if (distance && !repeats) counts.distances[width(distance)]++;
  }
  return counts;
}

function symbolOf(byte, distance, repeats) {
  if (distance === 0) return byte;
  return repeats ? REPEAT : MATCH;
}

/** By tree, how often each symbol comes. */
function merged(counts, map) {
  const trees = Array.from({ length: TREES }, () => new Float64Array(SYMBOLS));
  for (const [context, own] of counts) {
    for (const [symbol, count] of own.entries()) trees[map[context]][symbol] += count;
  }
  return trees;
}

function write({ bytes, contexts, marks }, steps, counts, map) {
  const bits = new Bits();
  const lengths = new Code(counts.lengths);
  const distances = new Code(counts.distances);
  const trees = merged(counts.contexts, map).map((counts) => new Code(counts));
  putTables(bits, [lengths, distances, ...trees]);
  const put = (context, symbol) => trees[map[context]].put(bits, symbol);
  const waiting = [...marks];
  const putMarks = (at) => {
    while (waiting[0]?.at === at) {
      const { context, symbol } = waiting.shift();
      put(context, symbol);
    }
  };
  for (const { at, length, distance, repeats } of steps) {
    putMarks(at);
    put(contexts[at], symbolOf(bytes[at], distance, repeats));
    if (distance) lengths.putNumber(bits, length - 1);
    if (distance && !repeats) distances.putNumber(bits, distance);
  }
  putMarks(bytes.length);
  return bits.text();
}
