// `npm run size`: what the client weighs, step by step of its release pipeline, beside pusher-js and the budgets.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from './build.mjs';
import { OUTPUTS, moduleText } from './bundle.mjs';
import { files, optimize } from './compile.mjs';
import { sections } from './shorten.mjs';
import { main, root } from './steps.mjs';

/** A module's ways, in the order of the pipeline: the name of a step, and the key of its result in `files`. */
const STEPS = {
  'wasm-bindgen, with names': 'bound',
  'panics out': 'panicless',
  'wasm-opt': 'optimized',
  'short names': 'wasm',
};

/** The files that replace one of pusher-js's, which are called like it. */
const ARTEFACTS = ['web/pusher', 'web/pusher-with-encryption'];

/** Bytes: as they are, with gzip -9, with brotli -q 11. */
function weigh(data) {
  const bytes = Buffer.from(data);
  const brotli = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  return [bytes.length, gzipSync(bytes, { level: 9 }).length, brotli.length];
}

/** A module without its custom sections: what is not code or data is names, and would hide what a step gains. */
const withoutNames = (wasm) => {
  const kept = [...sections(wasm)].filter(({ name }) => name === undefined);
  return Buffer.concat([wasm.subarray(0, 8), ...kept.map(({ whole }) => whole)]);
};

const row = (name, [raw, gzip, brotli], note = '') =>
  `${name.padEnd(36)}${[raw, gzip, brotli].map((bytes) => bytes.toLocaleString('en').padStart(10)).join('')}  ${note}`.trimEnd();

function table(output, budgets) {
  const paths = files(output.variant);
  const path = `${output.path}.min.js`;
  const theirs = join(root, 'node_modules/pusher-js/dist', path);
  const built = readFileSync(join(root, 'pkg', path), 'latin1');
  const budget = budgets[`pkg/${path}`];
  const text = moduleText(output);
  const script = built.replace(text, () => "''");
  if (script === built)
    throw new Error(`pkg/${path} does not hold its module as bundle.mjs tells it`);
  const lines = [
    `${path}${' '.repeat(36)}`.slice(0, 36) + '       raw      gzip    brotli',
    ...Object.entries(STEPS).map(([name, key]) =>
      row(`  ${name}`, weigh(withoutNames(readFileSync(paths[key])))),
    ),
    row(output.compressed ? '  compressed' : '  as a literal', weigh(text)),
    row('  bindings of wasm-bindgen', weigh(readFileSync(paths.boundScript))),
    row('  all JavaScript, minified', weigh(script)),
    row('  the file', weigh(built), `budget ${budget.toLocaleString('en')} with gzip`),
    row('  pusher-js', weigh(readFileSync(theirs))),
  ];
  return lines.join('\n');
}

/** What each crate that is linked costs, where the tool that knows is there. */
async function crates(variant) {
  const tool = new URL('./crates.mjs', import.meta.url);
  if (!existsSync(tool)) return '';
  const { crateCosts } = await import(tool);
  const { panicless, named } = files(variant);
  await optimize(panicless, named, ['--debuginfo']);
  const costs = await crateCosts(readFileSync(named));
  const lines = costs.map(
    ({ crate, bytes, functions }) =>
      `  ${crate.padEnd(34)}${bytes.toLocaleString('en').padStart(10)}${String(functions).padStart(10)}`,
  );
  return [`${`crates (${variant})`.padEnd(36)}     bytes functions`, ...lines].join('\n');
}

await main(async () => {
  await build();
  const { budgets } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const output of OUTPUTS.filter(({ path }) => ARTEFACTS.includes(path))) {
    console.log(`\n${table(output, budgets)}`);
  }
  for (const variant of ['lite', 'full']) {
    const costs = await crates(variant);
    if (costs) console.log(`\n${costs}`);
  }
});
