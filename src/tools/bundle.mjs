// From the bindings, the bytes and src/js to the files of pkg/: esbuild puts them into one, terser makes it small.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { files } from './compile.mjs';
import { literal } from './pack.mjs';
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
    const { script, wasm } = files(variant);
    const code = await assemble(script, format);
    const text = literal(readFileSync(wasm));
    const whole = (code) => banner + embed(code, text, format);
    write(`${path}.js`, whole(code));
    write(`${path}.min.js`, whole(await minified(code, format, script)));
  }
  write('web/package.json', '{ "type": "commonjs" }\n');
  mkdirSync(join(pkg, 'types'), { recursive: true });
  cpSync(join(root, 'src/js/index.d.ts'), join(pkg, 'types/index.d.ts'));
  const size = (path) => gzipSync(readFileSync(join(pkg, path)), { level: 9 }).length;
  const names = ['web/pusher.min.js', 'web/pusher-with-encryption.min.js'];
  return `with gzip ${names.map((name) => `${name} ${size(name)}`).join(', ')} bytes`;
}

/**
 * The script out of a variant's bindings and the sources. The module's text is missing: `embed`.
 *
 * @param {string} script path of the bindings
 * @param {'cjs' | 'esm'} format
 */
export async function assemble(script, format) {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    bundle: true,
    write: false,
    charset: 'ascii',
    target: 'es2022',
    legalComments: 'none',
    format: 'esm',
    entryPoints: [join(root, 'src/js/entries', format === 'esm' ? 'module.js' : 'script.js')],
    plugins: [generated(script)],
  });
  return format === 'esm' ? outputFiles[0].text : umd(outputFiles[0].text);
}

/** What the module's text is called in a script. */
const TEXT = '$text';

/**
 * Puts the module's text into a script. It stands first, so that the JavaScript is in one piece: gzip looks back no
 * more than 32 KB.
 */
export function embed(code, text, format) {
  const first = `const ${TEXT}=${text};\n`;
  return format === 'esm' ? first + code : `{${first}${code}}\n`;
}

async function minified(code, format, script) {
  const { minify } = await import('terser');
  const { code: text } = await minify(code, {
    ecma: 2020,
    module: format === 'esm',
    compress: { passes: 3, unsafe_arrows: true, pure_getters: true },
    mangle: { properties: { regex: internal(readFileSync(script, 'utf8')) } },
    // In parentheses, engines compile the module's function at once, rather than look through it first.
    format: { ascii_only: true, comments: /^!/, quote_style: 2, wrap_func_args: true },
  });
  return text;
}

/**
 * The names by which the bindings and the objects on their two sides call each other: nobody else sees these objects.
 * Names that occur in the public types stay, and terser itself lets those of the browser and the language be.
 */
function internal(bindings) {
  const [exported] = bindings.match(/^export class [^]*?^\}/m);
  const methods = [
    ...exported.matchAll(/^ {4}(\w+)\(/gm),
    ...bindings.matchAll(/\barg\d\.(\w+)\(/g),
  ];
  const declarations = readFileSync(join(root, 'src/js/index.d.ts'), 'utf8');
  const types = new Set(declarations.replace(/\/\*[^]*?\*\/|\/\/.*/g, '').match(/\w+/g));
  const names = new Set(methods.map(([, name]) => name).filter((name) => !types.has(name)));
  return new RegExp(`^(?:${[...names].join('|')})$`);
}

function write(file, text) {
  mkdirSync(join(pkg, file, '..'), { recursive: true });
  writeFileSync(join(pkg, file), text);
}

/** Gives the sources what the build has made: the bindings, and the module's text. */
function generated(script) {
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
        contents: `export const text = ${TEXT};`,
      }));
    },
  };
}

/** The functions of ours that the bindings call by their names (src/browser/payload.rs). */
const VALUES = `import {
  deleteProperty,
  hasProperty,
  hasText,
  isRecord,
  joinTexts,
  ownProperty,
  parseJson,
  placeIn,
  setProperty,
  toFrame,
  toJson,
  toKey,
  toNumber,
  toWords,
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
function umd(module) {
  const body = module.replace(/^export \{\s*(\w+) as default\s*\};\s*$/m, 'return $1;');
  if (/^export /m.test(body)) throw new Error('the script exports more than a default');
  return `(function (root, factory) {
  if (typeof exports === 'object' && typeof module === 'object') module.exports = factory();
  else if (typeof define === 'function' && define.amd) define([], factory);
  else root.Pusher = factory();
})(typeof self === 'object' ? self : globalThis, function () {
${body}
});
`;
}
