// Takes out of wasm-bindgen's bindings what is there for engines that this client does not run in: WebAssembly with
// reference types and SIMD is newer than all of it.

/** Where there is this, what goes, and what comes in its place: exact texts of the version that Cargo.toml asks for. */
const CUTS = [
  // FinalizationRegistry (2021) is everywhere.
  [
    'FinalizationRegistry',
    /\(typeof FinalizationRegistry === 'undefined'\)\s*\? \{ register: \(\) => \{\}, unregister: \(\) => \{\} \}\s*: new/g,
    'new',
  ],
  // Nobody gets hold of the exported class.
  ['export class', /if \(Symbol\.dispose\) .*;\n/, ''],
  // `initSync` is called by wasm.js, with what it asks for.
  [
    'function initSync',
    /if \(module !== undefined\) \{\s*if \(Object\.getPrototypeOf[^]*?^ {4}\}\n/m,
    '({ module } = module);\n',
  ],
];

/**
 * @param {string} bindings
 * @returns {string}
 */
export function prune(bindings) {
  return CUTS.reduce((text, [where, what, instead]) => {
    if (!text.includes(where)) return text;
    if (text.search(what) < 0) throw new Error(`the bindings have no ${what}`);
    return text.replace(what, instead);
  }, bindings);
}
