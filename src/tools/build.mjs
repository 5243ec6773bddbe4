// Builds pkg/ from the sources: `npm run build`.
//
//   Rust ── cargo ──▶ .wasm ── wasm-bindgen ──▶ .wasm + bindings ── wasm-opt ──▶ .wasm
//   both ── shorten ──▶ the same with short names
//   .wasm ── pack ──▶ a string ── esbuild (with src/js) ──▶ scripts and modules ── terser ──▶ .min.js

import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { pack } from './pack.mjs';
import { shorten } from './shorten.mjs';
import { main, quietly, root, step } from './steps.mjs';
import { setUp } from './setup.mjs';

const pkg = join(root, 'pkg');
const compiled = join(root, 'target', 'wasm32-unknown-unknown', 'release', 'pusher_wasm.wasm');
const bindings = join(root, 'target', 'bindings');

/** Installs what is missing and brings pkg/ up to date. */
export async function build() {
  await setUp();
  await step('Compiling Rust to WebAssembly', async () => {
    await cargo(['fetch', '--locked']);
    const flags = `target.wasm32-unknown-unknown.rustflags=${JSON.stringify(pathFlags())}`;
    const target = ['--target', 'wasm32-unknown-unknown'];
    await cargo(['build', '--locked', '--release', '--lib', ...target, '--config', flags]);
  });
  const stamp = fingerprint();
  const stampFile = join(pkg, '.fingerprint');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    console.log('✓ pkg/ is up to date');
    return;
  }
  await step('Compiling the wasm-bindgen tool', async () => {
    await cargo(['build', '--locked', '-p', 'bindgen']);
  });
  await step('Generating bindings', async () => {
    rmSync(bindings, { recursive: true, force: true });
    await quietly(
      [join(root, 'target', 'debug', 'bindgen'), compiled, bindings],
      'wasm-bindgen failed',
    );
  });
  await step('Optimizing with wasm-opt', optimize);
  rmSync(pkg, { recursive: true, force: true });
  await step('Bundling', bundle);
  writeFileSync(stampFile, stamp);
}

/** Keeps this machine's folders out of the artefact: panics name their source files, the crates' included. */
function pathFlags() {
  const home = process.env.CARGO_HOME ?? join(homedir(), '.cargo');
  const sources = join(home, 'registry', 'src');
  const registries = existsSync(sources) ? readdirSync(sources) : [];
  return [root, ...registries.map((name) => join(sources, name))].map(
    (folder) => `--remap-path-prefix=${join(folder, '/')}=`,
  );
}

async function cargo(args) {
  await quietly(
    ['cargo', ...args],
    '`cargo` failed: see above, or is there no network for its crates?',
  );
}

/** A hash of everything that pkg/ is made from. */
function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(compiled));
  for (const folder of ['src/js', 'src/tools']) {
    for (const file of readdirSync(join(root, folder), { recursive: true }).sort()) {
      if (/\.(m?js|ts)$/.test(file))
        hash.update(file).update(readFileSync(join(root, folder, file)));
    }
  }
  return hash.update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
}

const optimized = join(bindings, 'optimized.wasm');
const shortened = { wasm: join(bindings, 'short.wasm'), bindings: join(bindings, 'short.js') };

async function optimize() {
  const input = join(bindings, 'pusher_wasm_bg.wasm');
  await quietly(
    [
      process.execPath,
      join(root, 'node_modules', 'binaryen', 'bin', 'wasm-opt'),
      '-Oz',
      '--strip-debug',
      '--strip-producers',
      '--strip-target-features',
      input,
      '-o',
      optimized,
    ],
    'wasm-opt failed',
  );
  const before = readFileSync(optimized);
  const { wasm, bindings: script } = shorten(
    before,
    readFileSync(join(bindings, 'pusher_wasm.js'), 'utf8'),
  );
  writeFileSync(shortened.wasm, wasm);
  writeFileSync(shortened.bindings, script);
  return `${readFileSync(input).length} → ${before.length}, with short names ${wasm.length} bytes`;
}

async function bundle() {
  const { build: esbuild } = await import('esbuild');
  const { minify } = await import('terser');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const banner = `/*! pusher-wasm ${version} | MIT */`;
  const settings = {
    bundle: true,
    write: false,
    charset: 'ascii',
    target: 'es2022',
    legalComments: 'none',
    plugins: [generated],
  };
  const out = async (entry, format) =>
    (await esbuild({ ...settings, format, entryPoints: [join(root, 'src/js/entries', entry)] }))
      .outputFiles[0].text;

  const script = `${banner}\n${umd(await out('script.js', 'cjs'))}`;
  const module = `${banner}\n${await out('module.js', 'esm')}`;
  const small = async (code, options) => {
    const { code: text } = await minify(code, {
      compress: { passes: 3, unsafe_arrows: true, pure_getters: true },
      format: { ascii_only: true, comments: /^!/, quote_style: 2 },
      ...options,
    });
    return text;
  };
  write('web/pusher.js', script);
  write('web/pusher.min.js', await small(script));
  write('web/package.json', '{ "type": "commonjs" }\n');
  write('esm/pusher.js', module);
  write('esm/pusher.min.js', await small(module, { module: true }));
  mkdirSync(join(pkg, 'types'), { recursive: true });
  cpSync(join(root, 'src/js/index.d.ts'), join(pkg, 'types/index.d.ts'));
  const size = (file) => gzipSync(readFileSync(join(pkg, file)), { level: 9 }).length;
  return `pusher.min.js ${size('web/pusher.min.js')} bytes with gzip`;
}

function write(file, text) {
  mkdirSync(join(pkg, file, '..'), { recursive: true });
  writeFileSync(join(pkg, file), text);
}

/** Gives the sources what the build has made: the bindings, and the bytes as a string. */
const generated = {
  name: 'generated',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^build:bindings$/ }, () => ({
      path: shortened.bindings,
    }));
    esbuild.onResolve({ filter: /^build:bytes$/ }, () => ({ path: 'bytes', namespace: 'build' }));
    esbuild.onLoad({ filter: /./, namespace: 'build' }, () => ({
      contents: `export default "${pack(readFileSync(shortened.wasm))}";`,
    }));
  },
};

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

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(build);
