// What the build `compat` has in place of WebAssembly: the same Rust as a function in plain JavaScript, for pages whose
// CSP forbids WebAssembly, and browsers without it. The build puts `WebAssembly` here wherever the sources name it
// (src/tools/bundle.mjs), and makes the function (src/tools/plain.mjs).

class RuntimeError extends Error {}
Object.defineProperty(RuntimeError.prototype, 'name', { value: 'RuntimeError' });

export const WebAssembly = {
  /** What the client dies of. */
  RuntimeError,

  /** Of a module that is such a function: `(imports, Trap) => exports`. */
  Instance: class {
    constructor(module, imports) {
      this.exports = module(imports, RuntimeError);
    }
  },
};
