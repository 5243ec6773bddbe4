// `npm run lint`: formatting and lints of everything. `npm run lint -- --fix` mends what can be mended.

import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { main, quietly, root, step } from './steps.mjs';
import { setUp } from './setup.mjs';

const WASM = 'wasm32-unknown-unknown';
const bin = (name) => join(root, 'node_modules', '.bin', name);
/** Not by .bin: an old TypeScript is installed beside it, for tests of the package. */
const tsc = join(root, 'node_modules/typescript/bin/tsc');

/** Checks everything, or mends it. */
export async function lint({ fix = false } = {}) {
  const checks = [
    ['rustfmt', ['cargo', 'fmt', '--all', ...(fix ? [] : ['--check'])]],
    ['clippy', clippy()],
    ['clippy without encryption', clippy('--lib', '--no-default-features')],
    ['clippy for wasm', clippy('--lib', '--features', 'browser', '--target', WASM)],
    ['clippy for front ends in Rust', clippy('--lib', '--features', 'json', '--target', WASM)],
    ['rustdoc', ['cargo', 'doc', '--locked', '--quiet', '--no-deps', '--features', 'json']],
    ['prettier', [bin('prettier'), fix ? '--write' : '--check', '--log-level', 'warn', '.']],
    ['eslint', [bin('eslint'), ...(fix ? ['--fix'] : []), '.']],
    ['types', [tsc, '--project', 'tests/types']],
    ['types of pusher-js', [tsc, '--project', 'tests/types/tsconfig.pusher-js.json']],
  ];
  for (const [name, command] of checks) {
    await step(name, async () => {
      await quietly(
        command,
        `${name} complains; \`npm run lint -- --fix\` mends what can be mended`,
        { env: { RUSTDOCFLAGS: '-D warnings' } },
      );
    });
  }
}

/** @param {string[]} what */
function clippy(...what) {
  if (what.length === 0) what.push('--workspace', '--all-targets');
  return ['cargo', 'clippy', '--locked', '--quiet', ...what, '--', '-D', 'warnings'];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await setUp();
    await lint({ fix: process.argv.includes('--fix') });
  });
}
