// What each linked crate costs in a module that has kept the names of its functions (KEEP_NAMES=1 in bindgen/).
//
// A function belongs to the crate that its name begins with: whoever wrote it. What was inlined counts for the
// function that it went into, and generic code for the crate that wrote it, whichever type it was made for. Data
// and imports belong to nobody.

import { Reader } from './shorten.mjs';

const CUSTOM = 0;
const CODE = 10;

/** The part of the name section that names functions. */
const FUNCTIONS = 1;

/** Parts of Rust's own library, which count as one. */
const STANDARD = ['__rustc', 'alloc', 'compiler_builtins', 'core', 'std'];

/** Names that no crate's path is in: exports, what wasm-bindgen puts around them, and Rust's own types. */
const UNPATHED = [
  [/ shim$| -> |^__wb|^__externref/, 'wasm_bindgen'],
  [/^pusher_/, 'pusher_wasm'],
  [/^<\[|^mem(cpy|set|move|cmp)$/, 'std'],
];

/**
 * How many bytes of code, and functions, a module has of each crate, the greatest first.
 *
 * @param {Uint8Array} wasm with names
 * @returns {{ crate: string, bytes: number, functions: number }[]}
 */
export function crateCosts(wasm) {
  const costs = new Map();
  for (const { name, bytes } of functions(wasm)) {
    const crate = crateOf(name);
    const cost = costs.get(crate) ?? { crate, bytes: 0, functions: 0 };
    cost.bytes += bytes;
    cost.functions += 1;
    costs.set(crate, cost);
  }
  return [...costs.values()].sort((one, other) => other.bytes - one.bytes);
}

/** The crate whose function this is ('?' where nothing says so), by its name in Rust (`<crate::Type as other::Trait>::method`). */
export function crateOf(name) {
  // Dropping a value of a type is written for that type.
  const path = name.replace(/^core(\[\w+\])?::ptr::drop_in_place(::)?</, '');
  const [, crate] = /([A-Za-z_]\w*)(?:\[[0-9a-f]+\])?::/.exec(path) ?? [];
  if (STANDARD.includes(crate)) return 'std';
  return crate ?? UNPATHED.find(([pattern]) => pattern.test(name))?.[1] ?? '?';
}

/** The functions that a module defines, by their names and the sizes of their bodies. */
function functions(wasm) {
  const { names, sizes } = read(wasm);
  if (!names.size) throw new Error('The module has no names');
  // Imported functions are numbered first, and have no bodies.
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm));
  const first = imports.filter(({ kind }) => kind === 'function').length;
  return sizes.map((bytes, index) => ({ name: names.get(first + index) ?? '', bytes }));
}

function read(wasm) {
  const names = new Map();
  const sizes = [];
  const input = new Reader(wasm, 8);
  while (input.position < wasm.length) {
    const [id] = input.bytes(1);
    const body = new Reader(input.bytes(input.number()));
    if (id === CODE) {
      for (let left = body.number(); left > 0; left -= 1) {
        const start = body.position;
        body.bytes(body.number());
        sizes.push(body.position - start);
      }
    } else if (id === CUSTOM && body.name() === 'name') {
      while (body.position < body.data.length) {
        const [part] = body.bytes(1);
        const list = new Reader(body.bytes(body.number()));
        if (part !== FUNCTIONS) continue;
        for (let left = list.number(); left > 0; left -= 1) names.set(list.number(), list.name());
      }
    }
  }
  return { names, sizes };
}
