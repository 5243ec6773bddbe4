// `npm run fuzz -- --seconds 600`: the inputs that `npm test` has a few of, with ever new ones, for about so long: the
// core first, then the built package in Chromium. What fails is told as the smallest input that does; put it into
// tests/fuzz/corpus, and mend what it shows.

import { build } from './build.mjs';
import { needChromium } from './browsers.mjs';
import { report, run } from './runs.mjs';
import { Advice, main } from './steps.mjs';

await main(async () => {
  const seconds = readSeconds(process.argv);
  const chromium = await needChromium();
  await build();
  // Every test at once, so that together they take as long as one.
  const tests = ['--test', 'native', '--', '--test-threads', '16', 'fuzz::', 'properties::'];
  await run('The core', ['cargo', 'test', '--locked', '--quiet', ...tests], {
    FUZZ_SECONDS: String(seconds / 2),
  });
  const file = 'tests/browser/fuzz.test.mjs';
  // A page runs six of its eight tests at a time.
  await run('Chromium', [process.execPath, '--test', '--test-reporter=spec', file], {
    FUZZ_SECONDS: String(seconds / 4),
    CHROMIUM_PATH: chromium,
  });
  report();
});

function readSeconds(args) {
  const index = args.indexOf('--seconds');
  const seconds = index < 0 ? 60 : Number(args[index + 1]);
  if (!(seconds >= 0)) throw new Advice('--seconds takes a number');
  return Math.ceil(seconds / 4) * 4;
}
