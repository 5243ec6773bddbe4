// The module that stands beside the script, as a file of its own: `init` fetches and compiles it.

import { forbidden } from './errors.js';

/** The compiled module, once it is there. */
let compiled;
/** The compilation under way, or done. */
let compiling;

/**
 * Compiles the client; `new Pusher` works from then on. What is called for a second time is given the first one's
 * promise, unless that has failed.
 *
 * @param {URL | string | Request | Response | BufferSource | WebAssembly.Module | Promise<unknown>} [source] where the
 *   module is, or what it is; by default `pusher.wasm` beside this script
 * @returns {Promise<void>}
 */
export function init(source = new URL('pusher.wasm', import.meta.url)) {
  compiling ??= compile(source).then(
    (module) => {
      compiled = module;
    },
    (error) => {
      compiling = undefined;
      throw compiles() ? error : forbidden(error);
    },
  );
  return compiling;
}

/** Whether the environment compiles anything: this is the smallest module. */
function compiles() {
  try {
    return Boolean(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
  } catch {
    return false;
  }
}

/** The compiled module. Throws if there is none yet. */
export function binary() {
  if (!compiled) throw new Error('pusher-wasm/slim: await init() before new Pusher()');
  return compiled;
}

async function compile(source) {
  const given = await source;
  // By what they are called, as the classes are missing in some environments and others' have classes of their own.
  switch (Object.prototype.toString.call(given).slice(8, -1)) {
    case 'WebAssembly.Module':
      return given;
    case 'Response':
      return compileResponse(given);
    case 'Request':
      return compileResponse(await fetch(given));
    case 'String':
    case 'URL':
      return compileFrom(String(given));
    default:
      return WebAssembly.compile(given);
  }
}

async function compileFrom(url) {
  // Node's `fetch` reads no files. Asked for like this, no bundler looks for Node's modules.
  const files =
    url.startsWith('file:') && globalThis.process?.getBuiltinModule?.('node:fs/promises');
  if (files) return WebAssembly.compile(await files.readFile(new URL(url)));
  return compileResponse(await fetch(url));
}

async function compileResponse(response) {
  const { ok, status, url } = response;
  if (!ok) throw new Error(`pusher-wasm/slim: ${url} answered with status ${status}`);
  const type = response.headers.get('content-type');
  // Of another type browsers compile nothing while it arrives; servers often do not know this one.
  if (type === 'application/wasm' && WebAssembly.compileStreaming) {
    return WebAssembly.compileStreaming(response);
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== '\0asm') {
    throw new Error(`pusher-wasm/slim: ${url} is no WebAssembly, but ${type}: is the file there?`);
  }
  return WebAssembly.compile(bytes);
}
