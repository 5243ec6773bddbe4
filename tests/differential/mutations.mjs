// `npm run test:mutations`: breaks the client on purpose, one way at a time, and asks whether the scenarios notice.
// Works on a copy of the sources in target/mutations; nothing else is touched. A mutation that nobody notices fails
// the run.

import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from '../../src/tools/build.mjs';
import { needChromium } from '../../src/tools/browsers.mjs';
import { literal } from '../../src/tools/pack.mjs';
import { VARIANTS, bindModule, files } from '../../src/tools/compile.mjs';
import { Advice, main, quietly, root, step } from '../../src/tools/steps.mjs';
import { mutations } from './mutations/list.mjs';
import { areas } from './scenarios/index.js';
import { LIBRARIES, openStage } from './stage.mjs';
import { judge } from './verdict.mjs';

const copy = join(root, 'target/mutations');
const script = join(copy, 'pusher-with-encryption.js');
const TARGET = 'wasm32-unknown-unknown';
// Quicker to build. Not without optimizing as it links: bindings that encode texts would be left, which bundle.mjs refuses.
const QUICK = 'profile.release.codegen-units=16';
/** What a scenario may take; a client that hangs is noticed. */
const PATIENCE = 20_000;
/** The lite build is not made anew: what is broken there is broken in the full one. */
const scenarios = areas.flatMap(({ name: area, scenarios }) =>
  scenarios.filter((one) => one.build !== 'lite').map((one) => ({ ...one, area })),
);
const generated = scenarios.filter(({ area }) => area.startsWith('inside a callback'));
const written = scenarios.filter((one) => !generated.includes(one));

/** Whether the Rust side of the copy is to be built. */
let rustChanged = true;

await main(async () => {
  const only = process.argv.slice(2);
  const chosen = mutations.filter(
    ({ name }) => only.length === 0 || only.some((word) => name.includes(word)),
  );
  process.env.CHROMIUM_PATH = await needChromium();
  await build();
  const theirs = await step(`${scenarios.length} scenarios with pusher-js`, () =>
    traces('pusher-js', scenarios),
  );
  copySources();
  await compile();
  const already = await step('The copy, unbroken', () => noticed(theirs));
  if (already.length) throw new Advice(`Scenarios fail without a mutation: ${already.join(', ')}`);
  const results = [];
  for (const mutation of chosen) {
    const by = await step(mutation.name, async () => noticedWith(mutation, theirs));
    results.push({ mutation, by });
  }
  report(results);
});

/** Breaks the copy, and says which scenarios notice. */
async function noticedWith({ file, replace, by }, theirs) {
  const path = join(copy, 'src', file);
  const source = readFileSync(path, 'utf8');
  const parts = source.split(replace);
  if (parts.length !== 2) throw new Advice(`${file} has ${parts.length - 1} times: ${replace}`);
  const change = (text) => {
    writeFileSync(path, text);
    rustChanged ||= file.endsWith('.rs');
  };
  change(parts.join(by));
  try {
    await compile();
    return await noticed(theirs);
  } finally {
    change(source);
  }
}

function copySources() {
  mkdirSync(copy, { recursive: true });
  for (const name of ['src', 'Cargo.toml', 'Cargo.lock', 'package.json']) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  if (!existsSync(join(copy, 'node_modules'))) {
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  }
}

/** Builds the script of the copy; the Rust side only where it has changed. */
async function compile() {
  const variant = join(copy, 'variant');
  const paths = files('full', variant);
  if (rustChanged) {
    const folder = join(copy, 'target');
    await quietly(
      [
        ...['cargo', 'rustc', '--locked', '--release', '--lib', '--crate-type', 'cdylib'],
        ...VARIANTS.full,
        ...['--target', TARGET, '--target-dir', folder],
        ...['--manifest-path', join(copy, 'Cargo.toml'), '--config', QUICK],
      ],
      'The mutation does not compile',
    );
    rmSync(variant, { recursive: true, force: true });
    mkdirSync(variant);
    const linked = readFileSync(join(folder, TARGET, 'release/pusher_wasm.wasm'));
    const module = await bindModule(linked, paths);
    writeFileSync(paths.wasm, module.wasm);
    writeFileSync(paths.script, module.bindings);
    rustChanged = false;
  }
  const { assemble, embed } = await import(pathToFileURL(join(copy, 'src/tools/bundle.mjs')));
  const text = literal(readFileSync(paths.wasm));
  const { code } = embed(await assemble(paths.script, 'script'), text, 'script');
  writeFileSync(script, code);
}

/** The names of the scenarios that do not pass; the generated ones are asked where no other notices. */
async function noticed(theirs) {
  for (const some of [written, generated]) {
    const ours = await traces('ours', some);
    const failing = some.filter(
      (scenario) => ours.has(scenario) && !passes(scenario, theirs, ours),
    );
    if (failing.length) return failing.map(({ area, name }) => `${area}: ${name}`);
  }
  return [];
}

function passes(scenario, theirs, ours) {
  const { trace, failure } = ours.get(scenario);
  if (failure) return false;
  try {
    judge(scenario, theirs.get(scenario).trace, trace);
    return true;
  } catch {
    return false;
  }
}

/** What each of these scenarios brings with a library, up to the one where the page hangs, if one does. */
async function traces(library, some) {
  const stage = await openStage({ [library]: library === 'ours' ? script : LIBRARIES[library] });
  const results = new Map();
  let hangs = false;
  const run = async (scenario) => {
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(() => resolve({ failure: 'hangs' }), PATIENCE);
    });
    const running = stage.run(library, scenario.area, scenario.name);
    // Closing the browser ends it with an error that is known already.
    running.catch(() => {});
    const result = await Promise.race([running, late]);
    clearTimeout(timer);
    hangs ||= result.failure === 'hangs';
    results.set(scenario, result);
  };
  try {
    // A few at a time, so that those that wait for a page are not late.
    for (let i = 0; i < some.length && !hangs; i += 4) {
      await Promise.all(some.slice(i, i + 4).map(run));
    }
    return results;
  } finally {
    await stage.close();
  }
}

function report(results) {
  console.log('\n| mutation | scenarios that notice | for example |');
  console.log('| --- | ---: | --- |');
  for (const { mutation, by } of results) {
    console.log(`| ${mutation.name} | ${by.length || 'NOT NOTICED'} | ${by[0] ?? ''} |`);
  }
  const survivors = results.filter(({ by }) => by.length === 0);
  console.log(`\n${results.length - survivors.length} of ${results.length} noticed`);
  if (survivors.length)
    throw new Advice(
      `Nobody notices: ${survivors.map(({ mutation }) => mutation.name).join(', ')}`,
    );
}
