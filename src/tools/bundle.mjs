// From the bindings, the module and src/js to the files of pkg/: esbuild puts them into one, terser makes it small.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { decompressor, files, isPlain } from './compile.mjs';
import { compress } from './compressor/compress.mjs';
import { compileEarly } from './eager.mjs';
import { around, withMap } from './maps.mjs';
import { literal, quoted } from './pack.mjs';
import { root } from './steps.mjs';
import { writeTypes } from './types.mjs';

export const pkg = join(root, 'pkg');

/**
 * What is built: an entry of src/js/entries, with a variant of the client inside, or beside it if that is slim.
 *
 * What is compressed takes a millisecond longer to the first socket. The script with encryption is, as the file that it
 * replaces takes three longer than the other. Modules are not: bundlers write strings anew, with escapes.
 */
export const OUTPUTS = [
  { path: 'web/pusher', variant: 'lite', entry: 'script' },
  { path: 'web/pusher-with-encryption', variant: 'full', entry: 'script', compressed: true },
  { path: 'web/pusher-compat', variant: 'compat', entry: 'script' },
  { path: 'esm/pusher', variant: 'full', entry: 'module' },
  { path: 'esm/pusher-lite', variant: 'lite', entry: 'module' },
  { path: 'esm/pusher-compat', variant: 'compat', entry: 'module' },
  { path: 'slim/pusher', variant: 'full', entry: 'slim' },
];

/** Writes pkg/. Returns what it comes to. */
export async function bundle() {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const banner = `/*! pusher-wasm ${version} | MIT */\n`;
  for (const output of OUTPUTS) {
    const { path, variant, entry } = output;
    const { script, wasm } = files(variant);
    const module = moduleText(output);
    const code = await assemble(script, entry, binaryOf(output));
    const whole = (code) => around(embed(code, module, entry), banner);
    const small = await minified(code, entry, script);
    write(`${path}.js`, whole(code).code);
    // Modules are for bundlers, which write them anew.
    const final = entry === 'script' ? await compileEarly(whole(small)) : whole(small);
    for (const file of withMap(final, `${path}.min.js`)) write(...file);
    if (entry === 'slim') cpSync(wasm, join(pkg, `${path}.wasm`));
  }
  write('web/package.json', '{ "type": "commonjs" }\n');
  writeTypes(join(pkg, 'types'));
  const size = (path) => gzipSync(readFileSync(join(pkg, path)), { level: 9 }).length;
  const names = ['web/pusher.min.js', 'web/pusher-with-encryption.min.js'];
  return `with gzip ${names.map((name) => `${name} ${size(name)}`).join(', ')} bytes`;
}

/** The file of src/js that gives the module. */
function binaryOf({ variant, entry, compressed }) {
  if (isPlain(variant)) return 'plain.js';
  if (entry === 'slim') return 'slim.js';
  return compressed ? 'compressed.js' : 'packed.js';
}

/** The module as an expression. */
export function moduleText({ variant, compressed }) {
  const { wasm, plain } = files(variant);
  if (isPlain(variant)) return readFileSync(plain, 'utf8');
  if (!compressed) return literal(readFileSync(wasm));
  const { head, code, tail } = compress(readFileSync(wasm));
  const others = [head, tail, readFileSync(decompressor)];
  return `[${[code, ...others.map((bytes) => Buffer.from(bytes).toString('latin1'))].map(quoted)}]`;
}

/**
 * The script out of a variant's bindings and the sources. The module itself is missing: `embed`.
 *
 * @param {string} script path of the bindings
 * @param {'script' | 'module' | 'slim'} entry
 * @param {string} [binary] the file of src/js that gives the module
 * @returns {Promise<import('./maps.mjs').Mapped>}
 */
export async function assemble(script, entry, binary = 'packed.js') {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    bundle: true,
    write: false,
    // Comments name files as seen from here.
    absWorkingDir: root,
    sourcemap: 'external',
    // Two levels down from the sources, as the files of pkg/ are.
    outfile: join(pkg, 'web/pusher.js'),
    charset: 'ascii',
    target: 'es2022',
    legalComments: 'none',
    format: 'esm',
    // It takes WebAssembly's place wherever the sources name that.
    inject: binary === 'plain.js' ? [join(root, 'src/js/compat.js')] : [],
    entryPoints: [join(root, 'src/js/entries', `${entry}.js`)],
    plugins: [generated(script, binary)],
  });
  const [map, { text: code }] = outputFiles;
  const module = { code, map: JSON.parse(map.text) };
  return entry === 'script' ? umd(module) : module;
}

/** What the module is called in a script. */
const TEXT = '$text';

/**
 * Puts the module into a script. It stands first, so that the JavaScript is in one piece: gzip looks back no more than
 * 32 KB.
 */
export function embed(code, module, entry) {
  if (entry === 'slim') return code;
  const first = `const ${TEXT}=${module};\n`;
  return entry === 'script' ? around(code, `{${first}`, '}\n') : around(code, first);
}

/** What browsers have: the minified files do without what takes its place (src/js/text.js). */
const EVERYWHERE = { 'globalThis.TextDecoder': true };

async function minified({ code, map }, entry, script) {
  const { minify } = await import('terser');
  return minify(code, {
    ecma: 2020,
    module: entry !== 'script',
    compress: { passes: 3, unsafe_arrows: true, pure_getters: true, global_defs: EVERYWHERE },
    mangle: { properties: { builtins: true, regex: internal(readFileSync(script, 'utf8')) } },
    format: {
      ascii_only: true,
      comments: /^!/,
      quote_style: 2,
      // In parentheses, engines compile a function at once: those that are only handed on may wait.
      wrap_func_args: false,
      wrap_iife: true,
    },
    sourceMap: { content: map, asObject: true, includeSources: true },
  });
}

/** Classes of src/js whose objects nobody else sees. */
const OWN_CLASSES = { Bridge: 'bridge.js', Host: 'host.js', Session: 'http.js' };

/**
 * The names by which these classes, the bindings and the objects on their two sides call each other, but for those that
 * occur in the public types. The browser's objects have some of them too (`request`), but nothing here uses those.
 */
function internal(bindings) {
  const exported = classIn(bindings, 'Pusher');
  const members = Object.entries(OWN_CLASSES).flatMap(([name, file]) => {
    const text = classIn(readFileSync(join(root, 'src/js', file), 'utf8'), name);
    return [...text.matchAll(/^ {2}(?:get )?(\w+)\(/gm), ...text.matchAll(/\bthis\.(\w+)\]? = /g)];
  });
  const properties = [
    ...members,
    ...exported.matchAll(/^ {4}(\w+)\(/gm),
    ...exported.matchAll(/\bthis\.(\w+) = /g),
    ...bindings.matchAll(/\.(_wbg_\w+)/g),
  ];
  const declarations = readFileSync(join(root, 'src/js/index.d.ts'), 'utf8');
  const types = new Set(declarations.replace(/\/\*[^]*?\*\/|\/\/.*/g, '').match(/\w+/g));
  const names = new Set(properties.map(([, name]) => name).filter((name) => !types.has(name)));
  return new RegExp(`^(?:${[...names].join('|')})$`);
}

function classIn(text, name) {
  const [found] = text.match(new RegExp(`^export class ${name} [^]*?^\\}`, 'm')) ?? [];
  if (!found) throw new Error(`there is no class ${name}`);
  return found;
}

function write(file, text) {
  mkdirSync(join(pkg, file, '..'), { recursive: true });
  writeFileSync(join(pkg, file), text);
}

/** Gives the sources what the build has made: the bindings, and the module, by way of the file that has it. */
function generated(script, binary) {
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
      esbuild.onResolve({ filter: /^build:binary$/ }, () => ({
        path: join(root, 'src/js', binary),
      }));
      esbuild.onResolve({ filter: /^build:bytes$/ }, () => ({ path: 'bytes', namespace: 'build' }));
      esbuild.onLoad({ filter: /./, namespace: 'build' }, () => ({
        contents: `export const text = ${TEXT};`,
      }));
    },
  };
}

/** The functions of ours that the bindings call: those for values by their names (src/browser/payload.rs). */
const IMPORTS = {
  './text.js': ['asciiText'],
  './values.js': [
    'deleteProperty',
    'hasProperty',
    'hasText',
    'isRecord',
    'joinTexts',
    'namedProperty',
    'ownProperty',
    'parseJson',
    'placeIn',
    'setNamedProperty',
    'setProperty',
    'toFrame',
    'toJson',
    'toKey',
    'toNumber',
    'toWords',
  ],
  './sealed.js': ['ciphertextLength', 'decodeBase64', 'decodeSealed', 'decodeUtf8'],
};

const OURS = new Set(Object.values(IMPORTS).flat());

const HANDS_ON =
  /function\(((?:arg\d(?:, )?)+)\) \{\s*(?:const ret = )?(\w+)\(\1\);\s*(?:return ret;\s*)?\}/g;

/**
 * The bindings as a function, because what they do when they are evaluated not every environment has. `guard` makes
 * the exports that they call of those of the instance.
 */
function onDemand(script) {
  const body = script
    .replace(/^export class /gm, 'class ')
    .replace(/^export \{.*\};$/m, '')
    // What only hands its arguments on is left out.
    .replace(HANDS_ON, (all, args, name) => (OURS.has(name) ? name : all))
    .replace(/^ {4}wasm = (new .*);$/m, '    wasm = guard($1);');
  if (/^export /m.test(body)) throw new Error('wasm-bindgen exports something new');
  if (!body.includes('guard(')) throw new Error('wasm-bindgen keeps its exports elsewhere');
  if (/new Text(De|En)coder/.test(body)) throw new Error('wasm-bindgen has another way with text');
  const imports = Object.entries(IMPORTS).map(
    ([file, names]) => `import { ${names.join(', ')} } from '${file}';`,
  );
  return `${imports.join('\n')}\nexport function bindings(guard) {\n${body}\nreturn { start, Pusher };\n}`;
}

/** A script that is a CommonJS or AMD module where there is a loader, and sets `Pusher` where there is none. */
function umd({ code, map }) {
  const body = code.replace(/^export \{\s*(\w+) as default\s*\};\s*$/m, 'return $1;');
  if (/^export /m.test(body)) throw new Error('the script exports more than a default');
  const before = 'const Pusher = (function () {\n';
  const after = `
})();
if (typeof exports === 'object' && typeof module === 'object') module.exports = Pusher;
else if (typeof define === 'function' && define.amd) define([], () => Pusher);
else globalThis.Pusher = Pusher;
`;
  return around({ code: body, map }, before, after);
}
