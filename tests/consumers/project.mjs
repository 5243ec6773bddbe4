// Applications as somebody has them who uses pusher-js: a package.json with its lock file, and a few sources. A test
// installs one, having changed a single line, `"pusher-js": "8.6.0"`, to our package, and bundles what is in it.
// LIBRARY=pusher-js leaves that line as it is.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { library, root } from '../support/browser/files.mjs';
import { tarball } from '../support/tarball.mjs';

/**
 * Installs the application `tests/consumers/<name>`, unless that has been done since it or our package changed.
 *
 * @param {string} name
 * @returns {Promise<string>} the folder where it is now, a copy
 */
export async function install(name) {
  const source = join(root, 'tests/consumers', name);
  const folder = join(root, 'target/consumers', library, name);
  mkdirSync(folder, { recursive: true });
  cpSync(source, folder, { recursive: true });
  if (library === 'pusher-wasm') await migrate(join(folder, 'package.json'));

  const stamp = join(folder, '.installed');
  const wanted = hash(join(folder, 'package.json'), join(folder, 'package-lock.json'));
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    const options = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
    execFileSync('npm', ['install', ...options], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    writeFileSync(stamp, wanted);
  }
  checkClients(folder);
  return folder;
}

/** The whole migration: what `"pusher-js": "npm:pusher-wasm"` does, with a package that is not published yet. */
async function migrate(file) {
  const manifest = readJson(file);
  manifest.dependencies['pusher-js'] = `file:${await tarball()}`;
  writeFileSync(file, JSON.stringify(manifest, null, 2));
}

/** There is one `pusher-js` for all packages of the application, and it is the one under test. */
function checkClients(folder) {
  const { packages } = readJson(join(folder, 'node_modules/.package-lock.json'));
  const clients = Object.keys(packages).filter((path) => path.endsWith('node_modules/pusher-js'));
  assert.deepEqual(clients, ['node_modules/pusher-js']);
  assert.equal(readJson(join(folder, clients[0], 'package.json')).name, library);
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

function hash(...files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/**
 * Bundles a source of an installed application for a page.
 *
 * @param {string} folder where it is installed
 * @param {string} entry a source, relative to that
 * @param {import('esbuild').BuildOptions} [options]
 * @returns {Promise<string>} a classic script
 */
export async function bundle(folder, entry, options) {
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: folder,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'error',
    ...options,
  });
  // The folder is inside the project, whose own node_modules would be found too.
  const strange = Object.keys(metafile.inputs).filter((input) => input.startsWith('..'));
  assert.deepEqual(strange, [], `${entry} takes something that its package.json does not have`);
  return outputFiles[0].text;
}
