// `npm run docs`: builds the documentation site (www/docs/) into target/docs/, where `npm start` serves it.
// Usage: npm run docs [-- --live]     (live: a server that shows each change of a page at once)

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { installPackages } from './setup.mjs';
import { loudly, main, quietly, root, step } from './steps.mjs';

const folder = 'www/docs';
const bin = (name) => join(root, folder, 'node_modules', '.bin', name);

/** Brings target/docs/ up to date. Needs pkg/, whose files' hashes and sizes the pages give. */
export async function buildDocs() {
  const stamp = fingerprint();
  const stampFile = join(root, 'target', 'docs', '.fingerprint');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    console.log('✓ The documentation is up to date');
    return;
  }
  await prepare();
  await step('Building the documentation', () =>
    quietly([bin('vitepress'), 'build', folder], 'VitePress cannot build www/docs/').then(() => {}),
  );
  writeFileSync(stampFile, stamp);
}

/** The tools, and the reference from the types. */
async function prepare() {
  await installPackages(folder, 'Installing what builds the documentation');
  await step('Reference from the types', () =>
    quietly(
      [bin('typedoc'), '--options', join(folder, 'typedoc.json')],
      'TypeDoc complains about src/js/index.d.ts',
    ).then(() => {}),
  );
}

/** A hash of everything that the pages are made from. */
function fingerprint() {
  const hash = createHash('sha256');
  const pages = readdirSync(join(root, folder), { recursive: true })
    .filter((file) => /\.(md|mjs|js|vue|css|json)$/.test(file))
    .filter((file) => !/^(node_modules|reference)\b/.test(file))
    .map((file) => join(folder, file));
  const others = ['src/js/index.d.ts', 'pkg/.fingerprint', 'www/bench.json', 'package.json'];
  const included = ['CHANGELOG.md', 'DEVIATIONS.md', 'tests/examples/websocket.rs'];
  for (const file of [...pages.sort(), ...others, ...included]) {
    hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await build();
    if (process.argv.includes('--live')) {
      await prepare();
      process.exitCode = await loudly([bin('vitepress'), 'dev', folder]);
    } else {
      await buildDocs();
    }
  });
}
