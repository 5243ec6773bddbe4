// The package as `npm publish` would upload it.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'target', 'tarball');

/**
 * Packs the built project, unless that has been done since it was built.
 *
 * @returns {Promise<string>} the absolute path of the `.tgz`: another name whenever its contents change
 */
export async function tarball() {
  const stamp = createHash('sha256');
  for (const file of ['pkg/.fingerprint', 'package.json']) stamp.update(read(file));
  const path = join(folder, `pusher-wasm-${stamp.digest('hex').slice(0, 16)}.tgz`);
  if (existsSync(path)) return path;

  // Test files run side by side: each packs for itself, and the last to be done wins with the same bytes.
  mkdirSync(folder, { recursive: true });
  const mine = mkdtempSync(join(folder, 'pack-'));
  try {
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', mine];
    const packed = execFileSync('npm', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' });
    // npm 10 gives an array, npm 11.19 an object by package name.
    const [{ filename }] = Object.values(JSON.parse(packed));
    renameSync(join(mine, filename), path);
  } finally {
    rmSync(mine, { recursive: true, force: true });
  }
  return path;
}

function read(file) {
  const path = join(root, file);
  if (!existsSync(path)) throw new Error(`${file} is missing: npm run build`);
  return readFileSync(path);
}
