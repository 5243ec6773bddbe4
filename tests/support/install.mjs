// The package as a customer gets it: packed by npm, and installed into an empty project.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tarball } from './tarball.mjs';

/**
 * @param {string} [name] what the project calls it: with an npm alias it may be another package's name
 * @returns {Promise<{folder: string, files: string[], remove: () => void}>} the project, and what is in the package
 */
export async function installPackage(name = 'pusher-wasm') {
  const folder = mkdtempSync(join(tmpdir(), 'pusher-wasm-'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const place = `${name}@file:${await tarball()}`;
  const args = ['install', '--offline', '--no-audit', '--no-fund', place];
  execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  return {
    folder,
    files: readdirSync(join(folder, 'node_modules', name), { recursive: true }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
