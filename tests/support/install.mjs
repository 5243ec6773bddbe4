// The package as a customer gets it: packed by npm, and installed into an empty project.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @returns {{folder: string, files: string[], remove: () => void}} the project, and what is in the package
 */
export function installPackage() {
  const folder = mkdtempSync(join(tmpdir(), 'pusher-wasm-'));
  const npm = (cwd, ...args) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  const packed = npm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', folder);
  // npm 10 gives an array, npm 11.19 an object by package name.
  const [{ filename, files }] = Object.values(JSON.parse(packed));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  npm(folder, 'install', '--offline', '--no-audit', '--no-fund', join(folder, filename));
  return {
    folder,
    files: files.map(({ path }) => path),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
