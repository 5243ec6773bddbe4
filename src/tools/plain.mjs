// What binaryen's wasm2js tells of the client in plain JavaScript, for places without WebAssembly, in fewer words.
//
// The result is a function that stands for the module: src/js/compat.js makes instances of it.

/** Where there is this, what goes, and what comes in its place. */
function cut(text, cuts) {
  return cuts.reduce((text, [what, instead]) => {
    if (text.search(what) < 0) throw new Error(`there is no ${what}`);
    return text.replace(what, instead);
  }, text);
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
