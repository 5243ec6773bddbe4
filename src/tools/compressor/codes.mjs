// Prefix codes (Huffman's), and how their tables are written.

/** The longest code: the decompressor looks up so many bits at once. */
const LONGEST = 10;

/** How many bits a number above 0 has after its highest one. */
export const width = (number) => 31 - Math.clz32(number);

/**
 * How long the code of each symbol is, by how often it comes. There are at least two, so that the code is complete.
 *
 * @param {Float64Array} counts
 * @returns {Uint8Array} 0 for symbols that do not come
 */
export function lengthsOf(counts) {
  const lengths = new Uint8Array(counts.length);
  const symbols = [...counts.keys()].filter((symbol) => counts[symbol] > 0);
  for (let symbol = 0; symbols.length < 2; symbol++) {
    if (!symbols.includes(symbol)) symbols.push(symbol);
  }
  // Package-merge: Larmore and Hirschberg, 1990.
  const leaves = symbols
    .map((symbol) => ({ weight: counts[symbol], symbols: [symbol] }))
    .sort((a, b) => a.weight - b.weight);
  let packages = leaves;
  for (let length = 1; length < LONGEST; length++) {
    const pairs = [];
    for (let i = 1; i < packages.length; i += 2) {
      const [a, b] = [packages[i - 1], packages[i]];
      pairs.push({ weight: a.weight + b.weight, symbols: [...a.symbols, ...b.symbols] });
    }
    packages = [...leaves, ...pairs].sort((a, b) => a.weight - b.weight);
  }
  for (const { symbols } of packages.slice(0, 2 * leaves.length - 2)) {
    for (const symbol of symbols) lengths[symbol]++;
  }
  return lengths;
}

/** The symbols that have codes of each length, from 1 to the longest. */
function byLength(lengths) {
  const groups = Array.from({ length: Math.max(...lengths) }, () => []);
  for (const [symbol, length] of lengths.entries()) if (length) groups[length - 1].push(symbol);
  return groups;
}

export class Code {
  /** @param {Float64Array} counts how often each symbol comes */
  constructor(counts) {
    this.lengths = lengthsOf(counts);
    this.words = new Uint16Array(counts.length);
    let word = 0;
    for (const symbols of byLength(this.lengths)) {
      word *= 2;
      for (const symbol of symbols) this.words[symbol] = word++;
    }
  }

  put(bits, symbol) {
    if (!this.lengths[symbol]) throw new Error(`There is no code for ${symbol}`);
    bits.put(this.words[symbol], this.lengths[symbol]);
  }

  putNumber(bits, number) {
    const count = width(number);
    this.put(bits, count);
    bits.put(number, count);
  }

  /** What tells its table: how many symbols have codes of each length, and one, and the steps between them. */
  *numbers() {
    for (const symbols of byLength(this.lengths)) {
      yield symbols.length + 1;
      let last = -1;
      for (const symbol of symbols) {
        yield symbol - last;
        last = symbol;
      }
    }
  }
}

/**
 * Writes the tables of codes, after that of the code that their numbers are written in. The numbers of that one are
 * three bits for the width, and the bits.
 */
export function putTables(bits, codes) {
  const numbers = codes.flatMap((code) => [...code.numbers()]);
  const counts = new Float64Array(LONGEST);
  for (const number of numbers) counts[width(number)]++;
  const code = new Code(counts);
  for (const number of code.numbers()) {
    bits.put(width(number), 3);
    bits.put(number, width(number));
  }
  for (const number of numbers) code.putNumber(bits, number);
}

/** What each symbol takes, in bits, as if codes had fractions of bits. */
export function prices(counts) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  // One that does not come would take a table's entry, too.
  const absent = Math.log2(total + 1) + 4;
  return counts.map((count) => (count ? Math.log2(total / count) : absent));
}
