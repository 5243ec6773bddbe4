// Runs test commands and adds up what they count.

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Advice, root } from './steps.mjs';

const began = performance.now();
const total = { passed: 0, failed: 0, skipped: 0 };

/** Runs the `*.test.mjs` files of a folder, or one file, or several of these, with Node's test runner. */
export async function nodeTests(name, places, env) {
  const paths = [places]
    .flat()
    .flatMap((place) => (place.endsWith('.test.mjs') ? place : testsOf(place)));
  await run(name, [process.execPath, '--test', '--test-reporter=spec', ...paths], env);
}

function testsOf(folder) {
  const files = readdirSync(join(root, folder)).filter((file) => file.endsWith('.test.mjs'));
  return files.sort().map((file) => join(folder, file));
}

/** Runs a test command with its output on the screen, and adds up what it counts. */
export async function run(name, [command, ...args], env = {}) {
  console.log(`\n── ${name}`);
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  const { passed, failed, skipped } = counts(output);
  total.passed += passed;
  // A command that fails without a count has failed all the same.
  total.failed += failed || (status === 0 ? 0 : 1);
  total.skipped += skipped;
}

/** Prints the sum of all runs; throws if anything failed, or nothing ran. */
export function report() {
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  console.log(`\nAll of it took ${minutes} minutes.`);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  if (total.failed > 0) throw new Advice('There are failing tests: see above');
  if (total.passed === 0) throw new Advice('No test ran');
}

/** Adds up the closing lines of cargo's and of Node's test runners. */
function counts(output) {
  const sum = (...patterns) =>
    patterns
      .flatMap((pattern) => [...output.matchAll(pattern)])
      .reduce((sum, match) => sum + Number(match[1]), 0);
  return {
    passed: sum(/^test result: .*?(\d+) passed/gm, /^ℹ pass (\d+)/gm),
    failed: sum(/^test result: .*?(\d+) failed/gm, /^ℹ fail (\d+)/gm),
    skipped: sum(/^test result: .*?(\d+) ignored/gm, /^ℹ skipped (\d+)/gm),
  };
}
