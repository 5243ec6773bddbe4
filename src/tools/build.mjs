// Builds pkg/ from the sources: `npm run build`. compile.mjs and bundle.mjs do the work.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, pkg } from './bundle.mjs';
import { VARIANTS, bind, compile, files } from './compile.mjs';
import { setUp } from './setup.mjs';
import { main, root, step } from './steps.mjs';

/** Installs what is missing and brings pkg/ up to date. */
export async function build() {
  await setUp();
  await compile();
  const stamp = fingerprint();
  const stampFile = join(pkg, '.fingerprint');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    console.log('✓ pkg/ is up to date');
    return;
  }
  await bind();
  rmSync(pkg, { recursive: true, force: true });
  await step('Bundling', bundle);
  writeFileSync(stampFile, stamp);
}

/** A hash of everything that pkg/ is made from. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const variant of Object.keys(VARIANTS)) hash.update(readFileSync(files(variant).compiled));
  for (const folder of ['src/js', 'src/tools']) {
    for (const file of readdirSync(join(root, folder), { recursive: true }).sort()) {
      if (!/\.(m?js|ts|wat)$/.test(file)) continue;
      hash.update(file).update(readFileSync(join(root, folder, file)));
    }
  }
  return hash.update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(build);
