// What a module's functions are made of, as the decompressor (decompressor.wat) goes through them: bytes, each with the
// context that says most about it, and pairs of bytes that come often as one byte.

/** Symbols that are no bytes: a match at a new distance, one at the distance before, a function begins, all is done. */
export const MATCH = 256;
export const REPEAT = 257;
export const FUNCTION = 258;
export const END = 259;
export const SYMBOLS = 260;

/** The model, which stands before the functions: the tree of each context, the kind of each opcode, and the pairs. */
export const CONTEXTS = 1024;
/** Bytes for pairs: hardly any of these is an opcode. */
const FIRST_PAIR = 0xd4;
const LAST_PAIR = 0xf3;
const KINDS = CONTEXTS;
const PAIRS = KINDS + 256;
export const MODEL = PAIRS + 2 * (LAST_PAIR + 1 - FIRST_PAIR);

/** The context before the first function, and in the model. */
export const START = 0xff;

/** How many pairs there are, by measurement: more would take more room in the codes' tables than they save. */
const PAIR_COUNT = 12;
/** Of a byte's kind, beside the number of immediates that are left. */
const IS_PAIR = 4;

/** Blocks and branches, calls, variables, the memory's size, constants, references, the long opcodes. */
const ONE_IMMEDIATE = [
  ...[0x02, 0x03, 0x04, 0x0c, 0x0d, 0x0e, 0x10, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26],
  ...[0x3f, 0x40, 0x41, 0x42, 0xd0, 0xd2, 0xfc, 0xfd],
];
/** Calls by pointer, loads and stores. */
const isMemory = (opcode) => opcode === 0x11 || (opcode >= 0x28 && opcode <= 0x3e);

/**
 * How many immediates an instruction has. Where that is not all of them, or they are no numbers, what follows is taken
 * for something else on both sides, and only compressed less well.
 */
const KIND_OF = Uint8Array.from({ length: 256 }, (_, opcode) =>
  isMemory(opcode) ? 2 : ONE_IMMEDIATE.includes(opcode) ? 1 : 0,
);

/** Where one is in the functions: the same as in decompressor.wat. */
class Walk {
  /** @param {Uint8Array} kinds of the bytes that may be opcodes */
  constructor(kinds) {
    this.kinds = kinds;
    this.opcode = START;
    /** How many are to come; 3 in the middle of the last one. */
    this.immediates = 0;
  }

  begin() {
    this.opcode = 0xfe;
    this.immediates = 0;
  }

  get context() {
    return (this.immediates << 8) | this.opcode;
  }

  read(byte) {
    if (this.immediates === 0) {
      this.opcode = byte;
      this.immediates = this.kinds[byte] & 3;
    } else if (byte > 127) {
      this.immediates |= 2;
    } else {
      this.immediates = this.immediates === 2 ? 1 : 0;
    }
  }
}

/** Whether a pair is worth while: the immediate of these says little, as alignments do, or types of blocks. */
const mayPair = (opcode, immediate) =>
  immediate < 128 && (isMemory(opcode) || (opcode >= 0x02 && opcode <= 0x04));

/** Which opcodes with their first immediates are one byte: those that come most often. */
function choosePairs(functions) {
  const counts = new Map();
  const taken = new Set();
  const walk = new Walk(KIND_OF);
  for (const body of functions) {
    walk.begin();
    for (const [at, byte] of body.entries()) {
      if (walk.immediates === 0) {
        taken.add(byte);
        const pair = (byte << 8) | body[at + 1];
        if (mayPair(byte, body[at + 1])) counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
      walk.read(byte);
    }
  }
  const most = [...counts].sort(([a, n], [b, m]) => m - n || a - b).slice(0, PAIR_COUNT);
  const pairs = new Map();
  for (let byte = FIRST_PAIR; byte <= LAST_PAIR && most.length > 0; byte++) {
    if (!taken.has(byte)) pairs.set(most.shift()[0], byte);
  }
  return pairs;
}

/** The model without its trees: they are found out later. */
function modelOf(pairs) {
  const model = new Uint8Array(MODEL);
  model.set(KIND_OF, KINDS);
  for (const [pair, byte] of pairs) {
    const opcode = pair >> 8;
    model[KINDS + byte] = IS_PAIR | (KIND_OF[opcode] - 1);
    model.set([opcode, pair & 255], PAIRS + 2 * (byte - FIRST_PAIR));
  }
  return model;
}

/**
 * The functions as the decompressor sees them.
 *
 * @param {Uint8Array[]} functions
 * @returns {{bytes: Uint8Array, contexts: Uint16Array, marks: {at: number, context: number, symbol: number}[]}} the
 *   model, and the functions; the context of each byte; and the symbols that are no bytes, with the place of the byte
 *   that each stands before
 */
export function symbolsOf(functions) {
  const pairs = choosePairs(functions);
  const model = modelOf(pairs);
  const walk = new Walk(model.subarray(KINDS, PAIRS));
  const bytes = [...model];
  const contexts = Array(MODEL).fill(START);
  const marks = [];
  const mark = (symbol) => marks.push({ at: bytes.length, context: walk.context, symbol });
  for (const body of functions) {
    mark(FUNCTION);
    walk.begin();
    for (let at = 0; at < body.length; at++) {
      const pair = walk.immediates === 0 ? pairs.get((body[at] << 8) | body[at + 1]) : undefined;
      const byte = pair ?? body[at];
      if (pair !== undefined) at++;
      contexts.push(walk.context);
      bytes.push(byte);
      walk.read(byte);
    }
  }
  mark(END);
  return { bytes: Uint8Array.from(bytes), contexts: Uint16Array.from(contexts), marks };
}
