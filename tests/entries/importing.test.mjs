// Importing it touches nothing, in whatever environment that is.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const FLAGS = ['--experimental-vm-modules', '--no-warnings'];

let folder;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'pusher-wasm-'));
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** What comes of each, what it touches and leaves behind: `{'import:FILE': {result, touched, left}}`. */
function evaluate(...args) {
  const command = [...FLAGS, 'tests/support/untouchable.mjs', ...args];
  return JSON.parse(execFileSync(process.execPath, command, { cwd: root, encoding: 'utf8' }));
}

const scriptsIn = (place) =>
  readdirSync(join(root, place))
    .filter((file) => file.endsWith('.js'))
    .map((file) => join(place, file));

const CLASS = { result: 'function', touched: [], left: [] };
const WAYS = [
  ['import', ['pkg/esm', 'pkg/slim'], CLASS],
  ['require', ['pkg/web'], CLASS],
  ['script', ['pkg/web'], { ...CLASS, left: ['Pusher'] }],
];

for (const [way, folders, expected] of WAYS) {
  test(`nothing of the environment is touched by ${way}`, () => {
    const files = folders.flatMap(scriptsIn);
    assert.ok(files.length >= 4, `only ${files}`);
    const args = files.map((file) => `${way}:${file}`);
    assert.deepEqual(evaluate(...args), Object.fromEntries(args.map((arg) => [arg, expected])));
  });
}

test('something that is touched is noticed', () => {
  const cases = [
    ['typeof window', 'window'],
    ['if (globalThis.WebAssembly) {}', 'WebAssembly'],
    ['self.x = 1', 'self'],
    ['try { localStorage } catch {}', 'localStorage'],
    ['globalThis.process?.env', 'process'],
  ].flatMap(([code, touched], index) => {
    const file = join(folder, `${index}.js`);
    writeFileSync(file, code);
    return WAYS.map(([way]) => [`${way}:${file}`, [touched]]);
  });
  const leaving = join(folder, 'leaving.js');
  writeFileSync(leaving, 'globalThis.x = 1');
  const found = evaluate(`script:${leaving}`, ...cases.map(([arg]) => arg));
  assert.deepEqual(found[`script:${leaving}`].left, ['x']);
  for (const [arg, touched] of cases) assert.deepEqual(found[arg].touched, touched, arg);
});
