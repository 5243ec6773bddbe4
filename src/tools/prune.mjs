// Takes out of wasm-bindgen's bindings what is there for engines and uses that this client does not have: WebAssembly
// with SIMD is newer than all of it, and src/js/wasm.js is the only one that loads it.

/** Where there is this, what goes, and what comes in its place: exact texts of the version that Cargo.toml asks for. */
const CUTS = [
  // FinalizationRegistry (2021) is everywhere.
  [
    'FinalizationRegistry',
    /\(typeof FinalizationRegistry === 'undefined'\)\s*\? \{ register: \(\) => \{\}, unregister: \(\) => \{\} \}\s*: new/g,
    'new',
  ],
  // Nobody gets hold of the exported class, nor frees what the registry does.
  ['export class', /if \(Symbol\.dispose\) .*;\n/, ''],
  ['export class', / {4}__destroy_into_raw\(\) \{[^]*? {4}free\(\) \{[^]*?\n {4}\}\n/, ''],
  [
    'PusherFinalization.register',
    /(PusherFinalization\.register)\(this, this\.__wbg_ptr, this\)/,
    '$1(this, ret)',
  ],
  // Views of the memory are made where they are needed: that takes no longer than a part of one that is kept.
  [
    'function getUint8ArrayMemory0',
    /let cachedUint8ArrayMemory0 = null;\nfunction getUint8ArrayMemory0\(\) \{[^]*?\n\}\n/,
    '',
  ],
  [
    'function getUint8ArrayMemory0',
    /getUint8ArrayMemory0\(\)\.subarray\((ptr)(?: \/ 1)?, ptr(?: \/ 1)? \+ (len)\)/g,
    'new Uint8Array(wasm.memory.buffer, $1, $2)',
  ],
  [
    'function getDataViewMemory0',
    /let cachedDataViewMemory0 = null;\nfunction getDataViewMemory0\(\) \{[^]*?\n\}\n/,
    'function getDataViewMemory0() {\n    return new DataView(wasm.memory.buffer);\n}\n',
  ],
  // The Rust side gives none of its closures away: each is freed by its owner there. One that is called all the same (by a
  // promise with a `then` of the application's own) does nothing any more.
  ['function makeMutClosure', /const CLOSURE_DTORS = .*;\n/, ''],
  ['function makeMutClosure', /CLOSURE_DTORS\.(?:un)?register\(.*\);\n/g, ''],
  [
    'function makeMutClosure',
    /(real = \(\.\.\.args\) => \{\n)/,
    '$1        if (!state.a) return;\n',
  ],
  // What calls to JavaScript throw: the function is wrapped once, not in each call.
  [
    'function handleError',
    /function\(\) \{ return handleError\((function [^]*?\n {8}\}), arguments\); \}/g,
    'handleError($1)',
  ],
  [
    'function handleError',
    /function handleError\(f, args\) \{\n {4}try \{\n {8}return f\.apply\(this, args\);([^]*?\n)\}\n/,
    'const handleError = (f) => (...args) => {\n    try {\n        return f(...args);$1};\n',
  ],
  // Most of what is asked for is not there, and `undefined` has a place already (`JsValue::UNDEFINED`).
  [
    'function addHeapObject',
    /^function addHeapObject\(obj\) \{\n/m,
    '$&    if (obj === undefined) return 1024;\n',
  ],
  // One function less to call for each object that crosses.
  ['function getObject', /^function getObject\(idx\) \{.*\}\n/m, ''],
  ['function getObject', /\bgetObject\((\w+)\)/g, 'heap[$1]'],
  // What stood there is in the module (references.mjs).
  [
    '__wbindgen_externref_xform__',
    /^import \* as \w+ from "__wbindgen_externref_xform__";?\n/m,
    '',
  ],
  ['__wbindgen_externref_xform__', /^ *"__wbindgen_externref_xform__": import1,\n/m, ''],
  // src/js/text.js has a better one for texts of Rust's own.
  ['function decodeText', /\breturn decodeText\(/, 'return asciiText('],
  [
    'function decodeText',
    /let cachedTextDecoder = .*\n[^]*?function decodeText\(bytes\) \{[^]*?\n\}\n/,
    '',
  ],
  // src/js compiles the module, and has these functions anew for each instance of it.
  [
    'function initSync',
    /let wasmModule, wasmInstance, wasm;\n[^]*/,
    `let wasm;
function start(module) {
    wasm = new WebAssembly.Instance(module, __wbg_get_imports()).exports;
}

export { start };
`,
  ],
];

/**
 * @param {string} bindings
 * @returns {string}
 */
export function prune(bindings) {
  return CUTS.reduce((text, [where, what, instead]) => {
    if (!bindings.includes(where)) return text;
    if (text.search(what) < 0) throw new Error(`the bindings have no ${what}`);
    return text.replace(what, instead);
  }, bindings);
}
