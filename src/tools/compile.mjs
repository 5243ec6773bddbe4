// From Rust to small WebAssembly and its bindings:
//
//   cargo ──▶ .wasm ── wasm-bindgen ──▶ .wasm and bindings
//             .wasm ── panics ──▶ .wasm ── wasm-opt ──▶ .wasm ── shorten, with the bindings ──▶ both
//
// Once for each variant of the client.

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { prune } from './prune.mjs';
import { shorten } from './shorten.mjs';
import { quietly, root, step } from './steps.mjs';

/** What the package's client can be built with: arguments for cargo. */
export const VARIANTS = {
  full: ['--features', 'browser'],
  lite: ['--no-default-features', '--features', 'browser'],
};

/** The files of a variant, in the order in which they come about. */
export function files(variant) {
  const file = (name) => join(root, 'target', 'variants', variant, name);
  return {
    linked: file('linked.wasm'),
    compiled: file('compiled.wasm'),
    bound: file('pusher_wasm_bg.wasm'),
    boundScript: file('pusher_wasm.js'),
    panicless: file('panicless.wasm'),
    named: file('named.wasm'),
    optimized: file('optimized.wasm'),
    wasm: file('short.wasm'),
    script: file('short.js'),
  };
}

const TARGET = 'wasm32-unknown-unknown';

/** Compiles every variant. Quick where nothing has changed. */
export async function compile() {
  await step('Compiling Rust to WebAssembly', async () => {
    await cargo(['fetch', '--locked']);
    for (const variant of Object.keys(VARIANTS)) await compileVariant(variant);
  });
}

async function compileVariant(variant) {
  const { linked } = files(variant);
  const flags = JSON.stringify([...pathFlags(), '-Clink-arg=--emit-relocs']);
  await cargo([
    ...['build', '--locked', '--release', '--lib', '--target', TARGET],
    ...['--config', `target.${TARGET}.rustflags=${flags}`],
    ...VARIANTS[variant],
  ]);
  mkdirSync(join(linked, '..'), { recursive: true });
  copyFileSync(join(root, 'target', TARGET, 'release', 'pusher_wasm.wasm'), linked);
}

/** Makes the small module and its bindings of every variant. */
export async function bind() {
  await step('Compiling the wasm-bindgen tool', () =>
    cargo(['build', '--locked', '-p', 'bindgen']),
  );
  for (const variant of Object.keys(VARIANTS)) {
    await step(`Binding and optimizing (${variant})`, () => bindVariant(files(variant)));
  }
}

async function bindVariant(paths) {
  const { linked, compiled, bound, boundScript, panicless, optimized, wasm, script } = paths;
  // Only now, as the packages may have been installed just before.
  const { removePanics } = await import('./panics.mjs');
  const { blankDeadData, withoutRelocations } = await import('./data.mjs');
  writeFileSync(compiled, withoutRelocations(readFileSync(linked)));
  const tool = join(root, 'target', 'debug', 'bindgen');
  await quietly([tool, compiled, join(bound, '..')], 'wasm-bindgen failed');
  writeFileSync(panicless, removePanics(readFileSync(bound)).wasm);
  await optimize(panicless, optimized);
  const { wasm: lean, blanked } = blankDeadData(readFileSync(linked), readFileSync(optimized));
  const short = shorten(lean, prune(readFileSync(boundScript, 'utf8')));
  writeFileSync(wasm, short.wasm);
  writeFileSync(script, short.bindings);
  const sizes = [panicless, optimized, wasm].map((path) => readFileSync(path).length);
  return `${sizes[0]} bytes, optimized ${sizes[1]}, with short names ${sizes[2]}, of them ${blanked} blanked`;
}

/**
 * What makes the module smallest in gzip, by measurement. Functions with one caller stay, but for small ones: merged,
 * they need more locals and deeper blocks. Constants go into the offsets of loads and stores, which assumes that no
 * pointer is in the last KB of the address space: none is, and the first one is the far end of the stack.
 */
const OPTIMIZATIONS = [
  '-Oz',
  '--one-caller-inline-max-function-size=40',
  '--low-memory-unused',
  '--reorder-locals',
  '--reorder-functions',
];

/** Makes a module small. Without names, unless told otherwise. */
export async function optimize(wasm, optimized, names = ['--strip-debug']) {
  const optimizer = join(root, 'node_modules', 'binaryen', 'bin', 'wasm-opt');
  const strip = [...names, '--strip-producers', '--strip-target-features'];
  await quietly(
    [process.execPath, optimizer, ...OPTIMIZATIONS, ...strip, wasm, '-o', optimized],
    'wasm-opt failed',
  );
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
  await quietly(['cargo', ...args], '`cargo` failed: see above');
}
