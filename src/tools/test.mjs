// `npm test`: sets itself up, builds, and runs every test. The last line is the count.

import { build } from './build.mjs';
import { buildDocs } from './docs.mjs';
import { needChromium, needFirefox } from './browsers.mjs';
import { lint } from './lint.mjs';
import { nodeTests, report, run } from './runs.mjs';
import { Advice, main, quietly, step } from './steps.mjs';
import { packagingTests } from './test-packaging.mjs';

/** Those that are installed fast; Jest is not: `npm run test:packaging`. */
const CONSUMERS = ['angular', 'echo', 'react'].map((name) => `tests/consumers/${name}.test.mjs`);

await main(async () => {
  const chromium = await needChromium();
  const firefox = await needFirefox();
  await build();
  await buildDocs();
  await lint();
  await step('The core has no wasm crate in its tree', checkTree);
  await run('Native tests of the core', ['cargo', 'test', '--locked', '--quiet']);
  await nodeTests('Tools, budgets and the package', 'tests/tools');
  await packagingTests();
  await nodeTests('Ways in, in Node', 'tests/entries');
  await nodeTests('Development server', 'tests/server');
  await nodeTests('Side by side with pusher-js', 'tests/differential', { CHROMIUM_PATH: chromium });
  const minified = { CHROMIUM_PATH: chromium, MINIFIED: '1' };
  await nodeTests('The same, minified', 'tests/differential', minified);
  await nodeTests('End to end in Chromium', 'tests/browser', { CHROMIUM_PATH: chromium });
  const inFirefox = { BROWSER: 'firefox', FIREFOX_PATH: firefox };
  await nodeTests('Transports in Firefox', 'tests/browser/transports.test.mjs', inFirefox);
  await nodeTests('CSP in Firefox', 'tests/browser/csp.test.mjs', inFirefox);
  await nodeTests('Packages that use pusher-js', CONSUMERS, { CHROMIUM_PATH: chromium });
  report();
});

/** A native build must not contain what only a browser has. */
async function checkTree() {
  const command = ['cargo', 'tree', '--locked', '--edges', 'normal,build', '--prefix', 'none'];
  const tree = await quietly(command, '`cargo tree` failed');
  const crates = tree.trim().split('\n').slice(1);
  const strangers = crates.filter((crate) => /^(wasm|web-sys|js-sys|gloo|serde)/.test(crate));
  if (strangers.length > 0) {
    throw new Advice(`The native core depends on crates of the browser: ${strangers.join(', ')}`);
  }
}
