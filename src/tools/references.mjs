// Has wasm-bindgen keep the objects that Rust holds in an array of JavaScript's own, and hand Rust their places in it. In
// a table of the module's, which is the newer way, each function that is called has another around it, and the free
// places are a list in Rust: half a KB more with gzip. Plain JavaScript could not be told of it, either (plain.mjs).

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
