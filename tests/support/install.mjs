// The package as a customer gets it: packed by npm, and installed into an empty project.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @param {string} [name] what the project calls it: with an npm alias it may be another package's name
 * @returns {{folder: string, files: string[], remove: () => void}} the project, and what is in the package
 */
export function installPackage(name = 'pusher-wasm') {
  const folder = mkdtempSync(join(tmpdir(), 'pusher-wasm-'));
  const npm = (cwd, ...args) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  const packed = npm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', folder);
  // npm 10 gives an array, npm 11.19 an object by package name.
  const [{ filename, files }] = Object.values(JSON.parse(packed));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const place = `${name}@file:${join(folder, filename)}`;
  npm(folder, 'install', '--offline', '--no-audit', '--no-fund', place);
  return {
    folder,
    files: files.map(({ path }) => path),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
