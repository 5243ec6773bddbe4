// What `npm run release` looks at.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { differences } from '../../src/tools/release.mjs';
import { root } from '../../src/tools/steps.mjs';
import {
  complaints,
  isPrerelease,
  prepared,
  readTexts,
  versionOf,
} from '../../src/tools/versions.mjs';

const texts = prepared(readTexts(), '9.8.7', '2030-01-02');

/** The files as they are in front of a release, with one of them changed. */
const broken = (file, from, to) => {
  assert.ok(texts[file].includes(from), `${file} has no ${from}`);
  return complaints({ ...texts, [file]: texts[file].replace(from, to) });
};

test('a version that is prepared is everywhere, and the changelog tells of it', () => {
  assert.deepEqual(complaints(texts), []);
  assert.equal(versionOf(texts), '9.8.7');
  assert.equal(JSON.parse(texts['package.json']).version, '9.8.7');
  const lock = JSON.parse(texts['package-lock.json']);
  assert.deepEqual([lock.version, lock.packages[''].version], ['9.8.7', '9.8.7']);
  assert.match(texts['CHANGELOG.md'], /## \[Unreleased\]\n\n## \[9\.8\.7\] - 2030-01-02\n\n### /);
});

test('a second version is prepared on top of the first', () => {
  const next = prepared(texts, '9.9.0-rc.1', '2030-02-01');
  assert.deepEqual(complaints(next), []);
  assert.ok(isPrerelease(versionOf(next)) && !isPrerelease('9.9.0'));
});

test('one place that was forgotten is named', () => {
  for (const [file, from, to, complaint] of [
    ['Cargo.toml', '9.8.7', '9.8.6', /^Cargo\.toml says 9\.8\.6/],
    ['Cargo.lock', '9.8.7', '9.8.6', /^Cargo\.lock says 9\.8\.6/],
    ['package-lock.json', '9.8.7', '9.8.6', /^package-lock\.json says 9\.8\.6/],
    [
      'CHANGELOG.md',
      '[9.8.7]',
      '[9.8.6]',
      /^the latest release in CHANGELOG\.md is ## \[9\.8\.6\]/,
    ],
    ['CHANGELOG.md', '## [9.8.7] - 2030-01-02\n', '', /^the latest release|has changes under/],
    ['CHANGELOG.md', '## [Unreleased]\n', '', /no \[Unreleased\]/],
    ['CHANGELOG.md', '[Unreleased]\n', '[Unreleased]\n\n- More\n', /has changes under/],
  ]) {
    const wrong = broken(file, from, to);
    assert.match(wrong[0] ?? 'nothing', complaint);
  }
});

test('what is no version is refused', () => {
  for (const version of ['1.2', '01.2.3', '1.2.3+build', '1.2.3-', 'v1.2.3', '1.2.3-01']) {
    const [complaint] = complaints(prepared(texts, version, '2030-01-02'));
    assert.match(complaint, /is no version/, version);
  }
});

test('builds are compared file by file', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pusher-wasm-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const write = (file, text) => {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const side of ['one', 'other']) write(`${side}/web/same.js`, 'same');
  const compare = () => differences(join(folder, 'one'), join(folder, 'other'));
  assert.deepEqual(compare(), []);
  write('one/web/changed.js', '1');
  write('other/web/changed.js', '2');
  write('other/esm/new.js', '');
  assert.deepEqual(compare().sort(), ['/esm/new.js', '/web/changed.js']);
});

test('npm would publish it without a warning', () => {
  const options = { cwd: root, encoding: 'utf8' };
  const args = ['publish', '--dry-run', '--provenance', '--offline', '--ignore-scripts'];
  const { status, stderr } = spawnSync('npm', args, options);
  assert.equal(status, 0, stderr);
  const warnings = stderr.match(/^npm warn (?!Unknown |publish This command requires).*/gm);
  assert.equal(warnings, null, String(warnings));
  assert.doesNotMatch(stderr, /fingerprint/);
});

test('CI releases with the oldest compiler that is allowed', () => {
  const read = (file) => readFileSync(join(root, file), 'utf8');
  const [, oldest] = /^rust-version = "(.*)"/m.exec(read('Cargo.toml'));
  const workflow = read('.github/workflows/release.yml');
  assert.match(workflow, new RegExp(`rustup default ${oldest.replace('.', '\\.')}\\.0\n`));
  assert.match(workflow, /run: npm run release -- --publish/);
});
