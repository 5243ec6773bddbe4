// `npm run test:packaging [-- NAME…]`: the package, as npm would publish it, in projects as its users have them. Each
// is a folder of tests/packaging/; where it has a page, that runs in Chromium. NAME is a test's file without its ending.
// The first run installs a few gigabytes of tools into the system's temporary folder.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { needChromium } from './browsers.mjs';
import { report, run } from './runs.mjs';
import { Advice, main, root } from './steps.mjs';

/** Those that are fast, and need little: they run in `npm test`, too. */
const QUICK = ['tarball', 'node', 'esbuild', 'script-tag', 'jest'];

const folder = 'tests/packaging';
const fileOf = (name) => `${folder}/${name}.test.mjs`;

/** Runs those of the names, one after the other: each keeps the machine busy. */
export async function packagingTests(names = QUICK) {
  const runner = [process.execPath, '--test', '--test-concurrency=1', '--test-reporter=spec'];
  for (const name of names) {
    await run(`The package in a project: ${name}`, [...runner, fileOf(name)], {
      CHROMIUM_PATH: await needChromium(),
    });
  }
}

function chosen() {
  const all = readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.test.mjs'))
    .map((file) => file.replace('.test.mjs', ''))
    .sort();
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !existsSync(join(root, fileOf(name))));
  if (unknown.length > 0) {
    throw new Advice(`There is no ${unknown.join(', ')}; there are ${all.join(', ')}`);
  }
  return names.length > 0 ? names : all;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const names = chosen();
    await build();
    await packagingTests(names);
    report();
  });
}
