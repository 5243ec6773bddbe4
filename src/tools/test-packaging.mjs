// `npm run test:packaging [-- NAME…]`: the package, as npm would publish it, in projects as its users have them. Each
// is a folder of tests/packaging/; where it has a page, that runs in Chromium. NAME is a test's file without its ending.
// Packages that use pusher-js are tried, too: tests/consumers/, as consumers/NAME. The first run installs a few gigabytes
// of tools into the system's temporary folder.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { needChromium } from './browsers.mjs';
import { report, run } from './runs.mjs';
import { Advice, main, root } from './steps.mjs';

/** Those that are fast, and need little: they run in `npm test`, too. */
const QUICK = ['tarball', 'node', 'esbuild', 'script-tag'];

/** Runs those of the names, one after the other: each keeps the machine busy. */
export async function packagingTests(names = QUICK) {
  const runner = [process.execPath, '--test', '--test-concurrency=1', '--test-reporter=spec'];
  for (const name of names) {
    await run(`The package in a project: ${name}`, [...runner, fileOf(name)], {
      CHROMIUM_PATH: await needChromium(),
    });
  }
}

const fileOf = (name) => `tests/${name.includes('/') ? name : `packaging/${name}`}.test.mjs`;

/** What the command line asks for, or all there is. */
function chosen() {
  const all = [...testsIn('packaging'), ...testsIn('consumers').map((name) => `consumers/${name}`)];
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    throw new Advice(`There is no ${unknown.join(', ')}; there are ${all.join(', ')}`);
  }
  return names.length > 0 ? names : all;
}

function testsIn(folder) {
  const path = join(root, 'tests', folder);
  const files = existsSync(path) ? readdirSync(path).sort() : [];
  return files.flatMap((file) => /^(.*)\.test\.mjs$/.exec(file)?.[1] ?? []);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const names = chosen();
    await build();
    await packagingTests(names);
    report();
  });
}
