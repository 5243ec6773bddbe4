// Makes Node look like an edge runtime (workerd, Vercel Edge): `node --import ./tests/support/edge.mjs PROGRAM`. What is
// left is, of what the Minimum Common Web API lists (min-common-api.proposal.wintertc.org), what Node has; and
// `WebSocket`. WebAssembly is compiled ahead of time only: `wasm` is what `import wasm from '….wasm'` gives there.

import { readFileSync } from 'node:fs';
import globals from 'globals';

const MINIMUM = [
  ...[
    'AbortController',
    'AbortSignal',
    'Blob',
    'DOMException',
    'Event',
    'MessageEvent',
    'EventTarget',
    'File',
    'FormData',
  ],
  ...['Headers', 'Request', 'Response', 'ReadableStream', 'TransformStream', 'WritableStream'],
  ...['TextDecoder', 'TextEncoder', 'URL', 'URLSearchParams', 'WebAssembly', 'WebSocket', 'atob'],
  ...['btoa', 'clearInterval', 'clearTimeout', 'console', 'crypto', 'fetch', 'navigator'],
  ...['performance', 'queueMicrotask', 'self', 'setInterval', 'setTimeout', 'structuredClone'],
];

const { CompileError, Instance, Module, RuntimeError, instantiate } = WebAssembly;
const wasm = new Module(readFileSync(new URL('../../pkg/slim/pusher.wasm', import.meta.url)));

/** What Node's own modules look for; they load with what is here on first use. */
const NODE = ['Buffer', 'global', 'setImmediate', 'clearImmediate'];
const kept = new Set([...Object.keys(globals.es2025), ...MINIMUM, ...NODE]);
for (const name of MINIMUM) void globalThis[name];
for (const name of Object.getOwnPropertyNames(globalThis)) {
  if (!kept.has(name)) delete globalThis[name];
}

const refuse = () => {
  throw new CompileError('Wasm code generation disallowed by embedder');
};

Object.assign(globalThis, {
  self: globalThis,
  wasm,
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
    instantiate: async (given, imports) =>
      given instanceof Module ? instantiate(given, imports) : refuse(),
  },
});
