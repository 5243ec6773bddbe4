// What is like an edge runtime (workerd, Vercel Edge): a realm that has only what the Minimum Common Web API lists
// (min-common-api.proposal.wintertc.org), and `WebSocket` if there is one here.
//
//   node --experimental-vm-modules tests/support/edge.mjs PROGRAM
//
// runs an ES module, given as text. WebAssembly is compiled ahead of time only: `wasm` is what `import wasm from
// '….wasm'` gives there.

import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const MINIMUM = [
  ...['AbortController', 'AbortSignal', 'Blob', 'DOMException', 'Event', 'EventTarget', 'FormData'],
  ...['Headers', 'MessageEvent', 'ReadableStream', 'Request', 'Response', 'TransformStream'],
  ...['TextDecoder', 'TextEncoder', 'URL', 'URLSearchParams', 'WebSocket', 'WritableStream'],
  ...['atob', 'btoa', 'clearInterval', 'clearTimeout', 'console', 'crypto', 'fetch', 'navigator'],
  ...['performance', 'queueMicrotask', 'setInterval', 'setTimeout', 'structuredClone'],
];

const { CompileError, Instance, Module, RuntimeError } = WebAssembly;

const refuse = () => {
  throw new CompileError('Wasm code generation disallowed by embedder');
};

const context = vm.createContext({
  ...Object.fromEntries(
    MINIMUM.filter((name) => name in globalThis).map((name) => [name, globalThis[name]]),
  ),
  wasm: new Module(readFileSync(new URL('../../pkg/slim/pusher.wasm', import.meta.url))),
  WebAssembly: {
    CompileError,
    Instance,
    RuntimeError,
    Module: class {
      static [Symbol.hasInstance] = (value) => value instanceof Module;
      constructor() {
        refuse();
      }
    },
    compile: async () => refuse(),
  },
});
vm.runInContext('globalThis.self = globalThis', context);

const program = new vm.SourceTextModule(process.argv[2], { context });
await program.link((name) => {
  const url = new URL(import.meta.resolve(name));
  return new vm.SourceTextModule(readFileSync(url, 'utf8'), { context, identifier: url.href });
});
await program.evaluate();
