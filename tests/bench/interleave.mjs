// Two contestants take turns, block by block, and each block is compared with its neighbour. What else the
// machine is doing slows both of a pair alike, so that the ratio holds where the times themselves do not.

/**
 * @param {(() => Promise<number>)[]} blocks plays a block of the reference, and of ours; gives its time
 * @param {{rounds: number, warmUp?: number}} turns
 * @returns {Promise<Comparison>}
 *
 * @typedef {object} Comparison
 * @property {number[]} times the median time of each
 * @property {number} speedUp the median of the pairwise ratios: how many times faster the second is
 * @property {number[]} spread the middle half of the ratios
 */
export async function interleave(blocks, { rounds, warmUp = 0 }) {
  for (let round = 0; round < warmUp; round++) {
    for (const block of blocks) await block();
  }
  const pairs = [];
  for (let round = 0; round < rounds; round++) {
    // Who comes second may find the machine warm: each does, every other time.
    const order = round % 2 ? [1, 0] : [0, 1];
    const pair = [];
    for (const index of order) pair[index] = await blocks[index]();
    pairs.push(pair);
  }
  const ratios = pairs.map(([reference, ours]) => reference / ours);
  return {
    times: blocks.map((_, index) =>
      quantile(
        pairs.map((pair) => pair[index]),
        0.5,
      ),
    ),
    speedUp: quantile(ratios, 0.5),
    spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
  };
}

/** The value below which this part of the numbers lies; between two of them, in proportion. */
export function quantile(numbers, part) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)];
  return below + (sorted[Math.ceil(place)] - below) * (place % 1);
}
