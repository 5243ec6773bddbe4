// Builds pkg/ from the sources: `npm run build`. compile.mjs and bundle.mjs do the work.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, pkg } from './bundle.mjs';
import { bind, compile } from './compile.mjs';
import { setUp } from './setup.mjs';
import { main, probe, root, step } from './steps.mjs';

/** Installs what is missing and brings pkg/ up to date. */
export async function build() {
  await setUp();
  const stamp = fingerprint();
  const stampFile = join(pkg, '.fingerprint');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    console.log('✓ pkg/ is up to date');
    return;
  }
  await compile();
  await bind();
  rmSync(pkg, { recursive: true, force: true });
  await step('Bundling', bundle);
  writeFileSync(stampFile, stamp);
}

/** A hash of everything that pkg/ is made from; the same sources give the same bytes. */
function fingerprint() {
  const hash = createHash('sha256').update(probe('rustc', '--version'));
  const sources = readdirSync(join(root, 'src'), { recursive: true })
    .filter((file) => /\.(rs|m?js|ts|toml|wat)$/.test(file))
    .map((file) => join('src', file));
  for (const file of [
    ...sources.sort(),
    '.cargo/config.toml',
    'Cargo.toml',
    'Cargo.lock',
    'package-lock.json',
  ]) {
    hash.update(file).update(readFileSync(join(root, file)));
  }
  // The version stands in the banner.
  return hash.update(readFileSync(join(root, 'package.json'))).digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(build);
