// Two contestants take turns, block by block, and each block is compared with its neighbour. What else the
// machine is doing slows both of a pair alike, so that the ratio holds where the times themselves do not.

/**
 * Plays rounds of one block each.
 *
 * @template T
 * @param {(() => Promise<T>)[]} blocks plays a block of the reference, and of ours; gives what it measured
 * @param {{rounds: number, warmUp?: number, onRound?: (done: number, all: number) => void}} turns
 * @returns {Promise<T[][]>} the pairs, reference first; without those of the warm-up
 */
export async function interleave(blocks, { rounds, warmUp = 0, onRound = () => {} }) {
  const pairs = [];
  for (let round = 0; round < warmUp + rounds; round++) {
    // Who comes second may find the machine warm: each does, every other time.
    const order = round % 2 ? [1, 0] : [0, 1];
    const pair = [];
    for (const index of order) pair[index] = await blocks[index]();
    if (round >= warmUp) pairs.push(pair);
    onRound(round + 1, warmUp + rounds);
  }
  return pairs;
}

/**
 * @param {[number, number][]} pairs
 * @returns {Comparison}
 *
 * @typedef {object} Comparison
 * @property {number} reference the median of the reference
 * @property {number} ours our median
 * @property {number} quotient the median of reference / ours over the pairs: how many times ours goes into it
 * @property {[number, number]} spread the middle half of these
 */
export function compare(pairs) {
  const quotients = pairs.map(([reference, ours]) => reference / ours);
  const median = (index) =>
    quantile(
      pairs.map((pair) => pair[index]),
      0.5,
    );
  return {
    reference: median(0),
    ours: median(1),
    quotient: quantile(quotients, 0.5),
    spread: [quantile(quotients, 0.25), quantile(quotients, 0.75)],
  };
}

/** The value below which this part of the numbers lies; between two of them, in proportion. */
export function quantile(numbers, part) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)];
  return below + (sorted[Math.ceil(place)] - below) * (place % 1);
}
