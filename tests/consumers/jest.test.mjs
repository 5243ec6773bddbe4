// Jest, which replaces the client by pusher-js-mock or by a mock of its own, and runs it in jsdom.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { before, test } from 'node:test';
import { install } from './project.mjs';

let folder;

before(async () => {
  folder = await install('jest');
});

for (const [spec, title] of [
  ['mock', 'pusher-js-mock in place of the client'],
  ['automock', "Jest's own mock of the class"],
  ['real', 'the client itself in jsdom'],
]) {
  test(title, () => {
    const args = ['node_modules/jest/bin/jest.js', '--ci', '--runInBand', `${spec}.spec.js`];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.match(stderr, /^Tests: +\d+ passed, \d+ total$/m);
  });
}
