// What npm would publish: everything that package.json names, and nothing else.

import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { project } from '../support/project.mjs';

const INSTALLED = 'node_modules/pusher-wasm';

describe('tarball', () => {
  const app = project('script-tag');
  const manifest = () => JSON.parse(app.read(`${INSTALLED}/package.json`));
  const path = (file) => join(app.folder, INSTALLED, file);
  const files = () => app.list(INSTALLED).filter((file) => statSync(path(file)).isFile());

  test('every file that package.json names is there', () => {
    const { main, module, types, unpkg, jsdelivr, exports } = manifest();
    const targets = (value) =>
      typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(targets);
    for (const file of [main, module, types, unpkg, jsdelivr, ...targets(exports)]) {
      // A pattern names a folder's files.
      const known = file.replace(/\*.*/, '');
      assert.ok(existsSync(path(known)), `${file} is missing`);
    }
  });

  test('the client, its types and documents are in it, and nothing else', () => {
    const kinds = /^(pkg\/.+\.(c?js|map|wasm|d\.c?ts|json)|package\.json|LICENSE|[A-Z]+\.md)$/;
    assert.deepEqual(
      files().filter((file) => !kinds.test(file)),
      [],
    );
    assert.deepEqual(
      files().filter((file) => /(^|\/)(\.|node_modules|tests?\/|target\/)/.test(file)),
      [],
    );
  });

  test('it brings no dependency', () => {
    assert.deepEqual(
      app.list('node_modules').filter((file) => /^@?[\w-]+$/.test(file)),
      ['pusher-wasm'],
    );
    const { dependencies, peerDependencies, scripts } = manifest();
    assert.deepEqual([dependencies, peerDependencies], [undefined, undefined]);
    const onInstall = ['preinstall', 'install', 'postinstall', 'prepare'];
    assert.deepEqual(
      onInstall.filter((script) => scripts?.[script]),
      [],
    );
  });

  test('installed, it weighs at most half of pusher-js', () => {
    const bytes = files().reduce((sum, file) => sum + statSync(path(file)).size, 0);
    assert.ok(bytes < 7_689_635 / 2, `${bytes} bytes`);
  });
});
