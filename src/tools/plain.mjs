// What it takes to have binaryen's wasm2js tell the client in plain JavaScript, for places without WebAssembly.
//
// The result is a function that stands for the module: src/js/compat.js makes instances of it.

/** What wasm-bindgen makes use of where a module says that it has it, and JavaScript cannot be told in. */
const REFERENCES = ['reference-types', 'multivalue'];

/**
 * The same module, but it says that it has no references: then wasm-bindgen hands it numbers that stand for objects.
 * (Rust's libraries come compiled for newer engines, so the compiler cannot be asked.)
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

/** Where there is this, what goes, and what comes in its place. */
function cut(text, cuts) {
  return cuts.reduce((text, [what, instead]) => {
    if (text.search(what) < 0) throw new Error(`there is no ${what}`);
    return text.replace(what, instead);
  }, text);
}

/**
 * wasm-bindgen's bindings, pruned, as the function needs them: they tell it how many of the numbers are taken for good,
 * which wasm-bindgen forgets where there are no references.
 */
export function plainBindings(bindings) {
  return cut(bindings, [
    [
      /^import \* as (\w+) from "__wbindgen_externref_xform__";?\n/m,
      'const $1 = { __wbindgen_externref_statics_end: () => taken };\n',
    ],
    [/^let heap_next = heap\.length;\n/m, '$&const taken = heap.length;\n'],
  ]);
}

/**
 * A function out of what wasm2js writes, `(imports, Trap) => exports`, in few characters.
 *
 * @param {string} script an ES module, which has an instance of its own
 */
export async function moduleFunction(script) {
  const { minify } = await import('terser');
  const body = cut(script, [
    [/^(?:import .*\n)+/, ''],
    [/^var retasmFunc = [^]*/m, 'return asmFunc(imports);'],
    [/throw new Error\('abort'\)/, "throw new Trap('unreachable')"],
    // As in WebAssembly: where there is no more memory, -1 says so.
    [/oldPages < newPages/, 'oldPages <= newPages'],
    [
      /(newPages < 65536\)\) \{\s*)(var newBuffer) = (.*);/,
      '$1$2; try { newBuffer = $3 } catch { return -1; }',
    ],
    [/\}\s*return oldPages;/, 'return oldPages; } return -1;'],
  ]);
  // As an assignment, since a function that nobody has would be dropped.
  const { code } = await minify(`$ = (imports, Trap) => {\n${body}\n}`, {
    ecma: 2020,
    compress: { passes: 2 },
    format: { ascii_only: true },
  });
  return code.slice('$='.length).replace(/;$/, '');
}
