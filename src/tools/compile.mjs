// From Rust to small WebAssembly and its bindings:
//
//   cargo ──▶ .wasm ── wasm-bindgen ──▶ .wasm and bindings
//             .wasm ── panics ──▶ .wasm ── wasm-opt ──▶ .wasm ── shorten, with the bindings ──▶ both
//             .wasm ── wasm2js ──▶ .js, for `compat`
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
import { moduleFunction } from './plain.mjs';
import { prune } from './prune.mjs';
import { shorten } from './shorten.mjs';
import { quietly, root, step } from './steps.mjs';

const TARGET = 'wasm32-unknown-unknown';
const rustFlags = (...flags) => ['--config', `target.${TARGET}.rustflags=${JSON.stringify(flags)}`];

/** What the package's client can be built with: arguments for cargo. */
export const VARIANTS = {
  full: ['--features', 'browser'],
  lite: ['--no-default-features', '--features', 'browser'],
  // WebAssembly that can be told in plain JavaScript, which has no SIMD.
  compat: ['--features', 'browser', ...rustFlags('-Ctarget-feature=-simd128')],
};

/**
 * For `blankDeadData`, what refers to which data. And a stack of 960 KB: data stands above it, and addresses below 1 MB,
 * where the linker would begin, are a byte shorter in the code.
 */
const LINKER = ['-Clink-arg=--emit-relocs', '-Clink-arg=-zstack-size=983040'];

/**
 * What makes LLVM's code smallest, by measurement: it puts fewer functions into others, does not compute ahead what only
 * one way needs, and leaves the counters of loops as they are.
 */
const LLVM = ['-Cllvm-args=-inline-threshold=10 -enable-pre=0 -disable-lsr'];

/** Where cargo builds. With other flags elsewhere, or each of the two would undo what the other has built. */
const targetDir = (variant) => join(root, 'target', isPlain(variant) ? 'compat' : '');

/** Whether a variant ends as plain JavaScript. */
export const isPlain = (variant) => variant === 'compat';

/** The files of a variant, in the order in which they come about. */
export function files(variant, folder = join(root, 'target', 'variants', variant)) {
  const file = (name) => join(folder, name);
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
    // Of `compat` only: the module as a function.
    plain: file('plain.js'),
  };
}

/** Compiles every variant. Quick where nothing has changed. */
export async function compile() {
  await step('Compiling Rust to WebAssembly', async () => {
    await cargo(['fetch', '--locked']);
    for (const variant of Object.keys(VARIANTS)) await compileVariant(variant);
  });
}

async function compileVariant(variant) {
  const { linked } = files(variant);
  const folder = targetDir(variant);
  // As a cdylib alone: with the rlib of Cargo.toml beside it, cargo leaves link-time optimization out, and says nothing.
  await cargo([
    ...['rustc', '--locked', '--release', '--lib', '--crate-type', 'cdylib'],
    ...['--target', TARGET, '--target-dir', folder],
    ...rustFlags(...pathFlags(), ...LINKER, ...LLVM),
    ...VARIANTS[variant],
  ]);
  mkdirSync(join(linked, '..'), { recursive: true });
  copyFileSync(join(folder, TARGET, 'release', 'pusher_wasm.wasm'), linked);
}

/** What compressor/compress.mjs compresses for: a module. */
export const decompressor = join(root, 'target', 'variants', 'decompressor.wasm');

/** Makes the small module and its bindings of every variant. */
export async function bind() {
  await step('Compiling the wasm-bindgen tool', () =>
    cargo(['build', '--locked', '-p', 'bindgen']),
  );
  await binaryen('wasm-opt', [
    join(root, 'src/tools/compressor/decompressor.wat'),
    // What is called often stays short: see there.
    ...['-Oz', '--one-caller-inline-max-function-size=0', '-o', decompressor],
  ]);
  for (const variant of Object.keys(VARIANTS)) {
    await step(`Binding and optimizing (${variant})`, () =>
      bindVariant(files(variant), isPlain(variant)),
    );
  }
}

async function bindVariant(paths, plainly) {
  const { linked, panicless, optimized, wasm, script, plain } = paths;
  // Only now, as the packages may have been installed just before.
  const { removePanics } = await import('./panics.mjs');
  const { blankDeadData, withoutRelocations } = await import('./data.mjs');
  const module = await bindModule(withoutRelocations(readFileSync(linked)), paths);
  writeFileSync(panicless, removePanics(module.wasm).wasm);
  await optimize(panicless, optimized, plainly ? [...NAMELESS, ...LOWERING] : NAMELESS);
  const { wasm: lean, blanked } = blankDeadData(readFileSync(linked), readFileSync(optimized));
  const short = shorten(lean, module.bindings);
  writeFileSync(wasm, short.wasm);
  writeFileSync(script, short.bindings);
  if (plainly) await tellPlainly(wasm, plain);
  const sizes = [panicless, optimized, wasm].map((path) => readFileSync(path).length);
  return `${sizes[0]} bytes, optimized ${sizes[1]}, with short names ${sizes[2]}, of them ${blanked} blanked`;
}

/**
 * Has wasm-bindgen bind a module: gives the module that it leaves, and its bindings, pruned. Needs the packages.
 *
 * @param {Uint8Array} module
 * @param {{compiled: string, bound: string, boundScript: string}} paths as `files` gives them, in one folder
 */
export async function bindModule(module, { compiled, bound, boundScript }) {
  const { withStatics, withoutReferences } = await import('./references.mjs');
  writeFileSync(compiled, withoutReferences(module));
  const tool = join(root, 'target', 'debug', 'bindgen');
  await quietly([tool, compiled, join(bound, '..')], 'wasm-bindgen failed');
  const bindings = readFileSync(boundScript, 'utf8');
  return { wasm: withStatics(readFileSync(bound), bindings), bindings: prune(bindings) };
}

/**
 * What makes the module smallest, by measurement: the compiler's loops and blocks made anew, functions of up to four bytes
 * always put where they are called, and of up to twenty if that is one place; and a second round still finds something.
 * Constants go into the offsets of loads and stores, which assumes that no pointer is in the last KB of the address
 * space: none is, and the first one is the far end of the stack.
 */
const OPTIMIZATIONS = [
  '--flatten',
  '--rereloop',
  '-Oz',
  '-Oz',
  '--always-inline-max-function-size=4',
  '--one-caller-inline-max-function-size=20',
  '--low-memory-unused',
  '--reorder-locals',
  '--reorder-functions',
];

const NAMELESS = ['--strip-debug'];
/** What wasm2js does not know. */
const LOWERING = ['--llvm-nontrapping-fptoint-lowering'];

/** Makes a module small. Without names, unless told otherwise. */
export async function optimize(wasm, optimized, more = NAMELESS) {
  const strip = [...more, '--strip-producers', '--strip-target-features'];
  await binaryen('wasm-opt', [...OPTIMIZATIONS, ...strip, wasm, '-o', optimized]);
}

/** Makes a function in plain JavaScript of a module. */
async function tellPlainly(wasm, plain) {
  const features = ['bulk-memory', 'bulk-memory-opt', 'sign-ext', 'mutable-globals'];
  const args = ['-Oz', ...features.map((feature) => `--enable-${feature}`), wasm, '-o', plain];
  await binaryen('wasm2js', args);
  writeFileSync(plain, await moduleFunction(readFileSync(plain, 'utf8')));
}

async function binaryen(tool, args) {
  const program = join(root, 'node_modules', 'binaryen', 'bin', tool);
  await quietly([process.execPath, program, ...args], `${tool} failed`);
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
