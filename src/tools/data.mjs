// Takes out of a module's data what only panics pointed to: their messages, and where in the sources they are. The
// optimizer drops code that nothing calls, but data it cannot judge: a segment is bytes, and any number may be an
// address. The linker knows better: it can leave behind which symbol is where, and who refers to it (`--emit-relocs`).

import binaryen from 'binaryen';
import { Reader, sections } from './shorten.mjs';

const DATA = 11;
const SYMBOL_TABLE = 8;
const DATA_SYMBOL = 1;
/** Flags of a symbol (WebAssembly object file linking). */
const [UNDEFINED, EXPLICIT_NAME] = [0x10, 0x40];
/** Relocations with an addend, and of these the addresses in memory. */
const WITH_ADDEND = new Set([3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23, 25]);
const ADDRESSES = new Set([3, 4, 5]);

/**
 * Blanks the data that nothing in a module refers to any more: zeros compress to nothing.
 *
 * A symbol is dead if the linker's output names it by addresses within it only, if no number in the final code lies
 * there, and if no data that is alive points to it. Whoever wants to reach it has to start from one of these.
 *
 * @param {Uint8Array} linked the linker's output, with relocations
 * @param {Uint8Array} optimized the module that was made of it: other code, and the same addresses
 * @returns {{wasm: Uint8Array, blanked: number}} that module, and how many bytes are zeros now
 */
export function blankDeadData(linked, optimized) {
  const { symbols, pointers } = relocations(linked);
  const numbers = [...numbersIn(optimized)].sort((a, b) => a - b);
  const isNamed = ({ start, end }) => {
    const index = numbers.findIndex((number) => number >= start);
    return index >= 0 && numbers[index] < end;
  };
  const alive = new Set(symbols.filter((symbol) => symbol.beside || isNamed(symbol)));
  // A set hands out what is added to it while it is gone through.
  for (const symbol of alive) {
    for (const target of pointers.get(symbol) ?? []) alive.add(target);
  }
  const wasm = Uint8Array.from(optimized);
  let blanked = 0;
  for (const { offset, position, length } of segments(wasm)) {
    const dead = new Uint8Array(length);
    for (const live of [false, true]) {
      for (const symbol of symbols) {
        // What the living share with the dead (ends of strings that are equal) stays.
        if (alive.has(symbol) !== live) continue;
        dead.fill(
          live ? 0 : 1,
          clamp(symbol.start - offset, length),
          clamp(symbol.end - offset, length),
        );
      }
    }
    for (let index = 0; index < length; index++) {
      if (!dead[index]) continue;
      if (wasm[position + index] !== 0) blanked++;
      wasm[position + index] = 0;
    }
  }
  return { wasm, blanked };
}

const clamp = (value, length) => Math.max(0, Math.min(value, length));

/** The data symbols of a linked module, and which of them point to which. */
function relocations(linked) {
  const parts = [...sections(linked)];
  const data = parts.find(({ id }) => id === DATA);
  const segment = [...segments(linked)];
  const custom = (name) => parts.find((part) => part.name === name)?.body;
  const all = symbolTable(custom('linking'), segment);
  const symbols = all.filter(Boolean);
  const pointers = new Map();
  for (const { index, addend } of relocationsOf(custom('reloc.CODE'))) {
    const symbol = all[index];
    if (symbol && !(addend >= 0 && symbol.start + addend < symbol.end)) symbol.beside = true;
  }
  for (const { at, index } of relocationsOf(custom('reloc.DATA'))) {
    const { offset, position } = segment.findLast(({ position }) => position <= data.start + at);
    const address = offset + data.start + at - position;
    for (const from of symbols.filter(({ start, end }) => start <= address && address < end)) {
      if (all[index]) pointers.set(from, [...(pointers.get(from) ?? []), all[index]]);
    }
  }
  return { symbols, pointers };
}

/** By index; `undefined` for what is no data. */
function symbolTable(linking, segment) {
  const reader = new Reader(linking);
  reader.number(); // version
  while (reader.position < linking.length) {
    const kind = reader.data[reader.position++];
    const size = reader.number();
    if (kind === SYMBOL_TABLE) {
      return Array.from({ length: reader.number() }, () => readSymbol(reader, segment));
    }
    reader.bytes(size);
  }
  throw new Error('the linker has left no symbols');
}

function readSymbol(reader, segment) {
  const kind = reader.data[reader.position++];
  const flags = reader.number();
  if (kind === DATA_SYMBOL) {
    reader.name();
    if (flags & UNDEFINED) return undefined;
    const { offset } = segment[reader.number()];
    const start = offset + reader.number();
    return { start, end: start + reader.number(), beside: false };
  }
  reader.number();
  const named = kind !== 3 && (!(flags & UNDEFINED) || flags & EXPLICIT_NAME);
  if (named) reader.name();
  return undefined;
}

/** What refers to an address in memory, and where that stands in its section. */
function* relocationsOf(body) {
  const reader = new Reader(body);
  reader.number(); // the section
  for (let count = reader.number(); count > 0; count--) {
    const type = reader.data[reader.position++];
    const at = reader.number();
    const index = reader.number();
    const addend = WITH_ADDEND.has(type) ? reader.signed() : 0;
    if (ADDRESSES.has(type)) yield { at, index, addend };
  }
}

/**
 * Every number that the code of a module has, as a constant or in a load or store. Where the data and the stack begin is
 * said elsewhere, each on a line of its own.
 */
function numbersIn(wasm) {
  const module = binaryen.readBinary(wasm);
  const text = module.emitText().replace(/^ *\((?:data|global) .*$/gm, '');
  module.dispose();
  return new Set(
    [...text.matchAll(/(?:i32\.const |offset=)(-?\d+)/g)].map(([, number]) => Number(number) >>> 0),
  );
}

/** The active data segments: where in memory they go, and where in the module they are. */
function* segments(wasm) {
  for (const { id, start } of sections(wasm)) {
    if (id !== DATA) continue;
    const reader = new Reader(wasm, start);
    for (let count = reader.number(); count > 0; count--) {
      if (reader.number() !== 0) throw new Error('a data segment that is not active');
      if (wasm[reader.position++] !== 0x41)
        throw new Error('a data segment without a constant address');
      const offset = reader.signed();
      reader.position++; // the end of the expression
      const length = reader.number();
      yield { offset, position: reader.position, length };
      reader.bytes(length);
    }
  }
}

/** The same module without what the linker has left for `blankDeadData`, which nobody else understands. */
export function withoutRelocations(linked) {
  const kept = [...sections(linked)].filter(
    ({ name }) => !/^(?:linking|reloc\..*)$/.test(name ?? ''),
  );
  const parts = [linked.subarray(0, 8)];
  for (const part of kept) parts.push(part.whole);
  return Buffer.concat(parts);
}
