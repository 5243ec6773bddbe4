// Has wasm-bindgen keep the objects that Rust holds in an array of JavaScript's own, and hand Rust their places in it. In
// a table of the module's, which is the newer way, each function that is called has another around it, and the free
// places are a list in Rust: half a KB more with gzip. Plain JavaScript could not be told of it, either (plain.mjs).

import binaryen from 'binaryen';
import { edit } from './edit.mjs';

/** What wasm-bindgen makes use of where a module says that it has it. */
const REFERENCES = ['reference-types', 'multivalue'];

/**
 * The same module, but it says that it has no references. (Rust's libraries come compiled with them, so the compiler
 * cannot be asked.)
 *
 * @param {Uint8Array} wasm with its section `target_features` (WebAssembly tool conventions)
 */
export function withoutReferences(wasm) {
  const module = Buffer.from(wasm);
  for (const feature of REFERENCES) {
    const at = module.indexOf(`+${String.fromCharCode(feature.length)}${feature}`, 'latin1');
    if (at < 0) throw new Error(`the module says nothing of ${feature}`);
    module[at] = '-'.charCodeAt();
  }
  return module;
}

/** Where Rust imports from how many places of the array are taken for good. */
const STATICS = {
  module: '__wbindgen_externref_xform__',
  base: '__wbindgen_externref_statics_end',
};

/**
 * Puts that number into the module. Rust asks for it whenever it lets go of an object, and wasm-bindgen forgets the answer
 * where there are no references.
 *
 * @param {Uint8Array} wasm a module with names, and with names afterwards
 * @param {string} bindings wasm-bindgen's, which say what is in the array
 */
export function withStatics(wasm, bindings) {
  const [, spare, kept] =
    bindings.match(/new Array\((\d+)\)\.fill\(undefined\);\s*heap\.push\((.*)\);/) ?? [];
  if (!kept) throw new Error('the bindings keep objects elsewhere');
  const taken = Number(spare) + kept.split(',').length;

  return edit(wasm, (module, functions) => {
    const asked = functions.find((f) => f.module === STATICS.module && f.base === STATICS.base);
    if (!asked) throw new Error(`the module does not import ${STATICS.base}`);
    module.removeFunction(asked.name);
    module.addFunction(asked.name, binaryen.none, binaryen.i32, [], module.i32.const(taken));
  });
}
