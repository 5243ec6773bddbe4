// From the bindings, the bytes and src/js to the files of pkg/: esbuild puts them into one, terser makes it small.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { files } from './compile.mjs';
import { root } from './steps.mjs';

export const pkg = join(root, 'pkg');

/** The classic scripts and the ES modules, by the variant that is inside. */
const OUTPUTS = [
  { path: 'web/pusher', variant: 'lite', format: 'cjs' },
  { path: 'web/pusher-with-encryption', variant: 'full', format: 'cjs' },
  { path: 'esm/pusher', variant: 'full', format: 'esm' },
  { path: 'esm/pusher-lite', variant: 'lite', format: 'esm' },
];

/** Writes pkg/. Returns what it comes to. */
export async function bundle() {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const banner = `/*! pusher-wasm ${version} | MIT */\n`;
  for (const { path, variant, format } of OUTPUTS) {
    const code = banner + (await assemble(files(variant), format));
    write(`${path}.js`, code);
    write(`${path}.min.js`, await minified(code, format === 'esm'));
  }
  write('web/package.json', '{ "type": "commonjs" }\n');
  mkdirSync(join(pkg, 'types'), { recursive: true });
  cpSync(join(root, 'src/js/index.d.ts'), join(pkg, 'types/index.d.ts'));
  const size = (path) => gzipSync(readFileSync(join(pkg, path)), { level: 9 }).length;
  const names = ['web/pusher.min.js', 'web/pusher-with-encryption.min.js'];
  return `with gzip ${names.map((name) => `${name} ${size(name)}`).join(', ')} bytes`;
}

/** One file out of a variant's bindings and bytes and the sources. */
export async function assemble({ script, wasm }, format) {
  const { build } = await import('esbuild');
  const { pack, unpacker } = await import('./pack.mjs');
  const bytes = `export const bytes = "${pack(readFileSync(wasm))}", unpacker = "${unpacker()}";`;
  const { outputFiles } = await build({
    bundle: true,
    write: false,
    charset: 'ascii',
    target: 'es2022',
    legalComments: 'none',
    format,
    entryPoints: [join(root, 'src/js/entries', format === 'esm' ? 'module.js' : 'script.js')],
    plugins: [generated(script, bytes)],
  });
  return format === 'esm' ? outputFiles[0].text : umd(outputFiles[0].text);
}

async function minified(code, module) {
  const { minify } = await import('terser');
  const { code: text } = await minify(code, {
    module,
    compress: { passes: 3, unsafe_arrows: true, pure_getters: true },
    format: { ascii_only: true, comments: /^!/, quote_style: 2 },
  });
  return text;
}

function write(file, text) {
  mkdirSync(join(pkg, file, '..'), { recursive: true });
  writeFileSync(join(pkg, file), text);
}

/** Gives the sources what the build has made: the bindings, and the bytes as a string. */
function generated(script, bytes) {
  return {
    name: 'generated',
    setup(esbuild) {
      esbuild.onResolve({ filter: /^build:bindings$/ }, () => ({
        path: 'bindings',
        namespace: 'bindings',
      }));
      esbuild.onLoad({ filter: /./, namespace: 'bindings' }, () => ({
        contents: onDemand(readFileSync(script, 'utf8')),
        resolveDir: join(root, 'src/js'),
      }));
      esbuild.onResolve({ filter: /^build:bytes$/ }, () => ({ path: 'bytes', namespace: 'build' }));
      esbuild.onLoad({ filter: /./, namespace: 'build' }, () => ({
        contents: bytes,
      }));
    },
  };
}

/** The functions of ours that the bindings call by their names (src/browser/payload.rs). */
const VALUES = `import {
  deleteProperty, hasProperty, isRecord, ownProperty, parseJson, setProperty, toJson, toNumber,
} from './values.js';`;

/**
 * The bindings as a function, because what they do when they are evaluated not every environment has. `guard` makes
 * the exports that they call of those of the instance.
 */
function onDemand(script) {
  const body = script
    .replace(/^export class /gm, 'class ')
    .replace(/^export \{.*\};$/m, '')
    .replace('wasm = instance.exports;', 'wasm = guard(instance.exports);');
  if (/^export /m.test(body)) throw new Error('wasm-bindgen exports something new');
  if (!body.includes('guard(')) throw new Error('wasm-bindgen keeps its exports elsewhere');
  return `${VALUES}\nexport function bindings(guard) {\n${body}\nreturn { initSync, Pusher };\n}`;
}

/** A script that is a CommonJS or AMD module where there is a loader, and sets `Pusher` where there is none. */
function umd(commonJs) {
  return `(function (root, factory) {
  if (typeof exports === 'object' && typeof module === 'object') module.exports = factory();
  else if (typeof define === 'function' && define.amd) define([], factory);
  else root.Pusher = factory();
})(typeof self === 'object' ? self : globalThis, function () {
  var module = { exports: {} };
${commonJs}
  return module.exports.default;
});
`;
}
