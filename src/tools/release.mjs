// `npm run release`: all that must hold before a version is published, and a rehearsal of publishing it.
//
//   npm run release -- --prepare 1.2.3   writes the version everywhere, and dates the changelog; commit that
//   npm run release                      checks everything, and publishes to nowhere
//   npm run release -- --publish         the same, then tags the commit and publishes
//
// CI publishes when a tag is pushed (.github/workflows/release.yml): provenance needs a build that others can look at.

import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { Advice, loudly, main, probe, quietly, root, step } from './steps.mjs';
import {
  complaints,
  isPrerelease,
  prepared,
  readTexts,
  versionOf,
  writeTexts,
} from './versions.mjs';

async function release() {
  const { values } = parseArgs({
    options: { prepare: { type: 'string' }, publish: { type: 'boolean', default: false } },
  });
  if (values.prepare) return prepare(values.prepare);
  const version = versionOf(readTexts());
  await step('The version is everywhere the same', checkVersions);
  await step('Everything is committed', checkTree);
  if (values.publish) checkPlace();
  await build();
  await step('A second build, elsewhere, gives the same bytes', buildAgain);
  await test();
  await step('cargo publish, a rehearsal', () => publishCrate(version, ['--dry-run']));
  await step('npm publish, a rehearsal', () => publishPackage(version, ['--dry-run']));
  if (!values.publish) {
    console.log(
      `\n${version} is ready: \`npm run release -- --publish\`, or push the tag v${version}`,
    );
    return;
  }
  await step(`Tagging v${version}`, () => tag(`v${version}`));
  await step('cargo publish', () => publishCrate(version, []));
  await step('npm publish', () => publishPackage(version, []));
}

/** Writes a version everywhere. */
function prepare(version) {
  const texts = prepared(readTexts(), version, new Date().toISOString().slice(0, 10));
  const wrong = complaints(texts);
  if (wrong.length > 0) throw new Advice(wrong.join('\n  '));
  writeTexts(texts);
  console.log(`Written. Now: git commit --all --message "chore: release ${version}"`);
}

function checkVersions() {
  const wrong = complaints(readTexts());
  if (wrong.length > 0) {
    throw new Advice(`${wrong.join('\n  ')}\n  \`npm run release -- --prepare VERSION\` writes it`);
  }
}

async function checkTree() {
  const changes = await quietly(['git', 'status', '--porcelain'], '`git status` failed');
  if (changes) throw new Advice(`Not committed:\n${changes.trimEnd()}`);
}

/** Provenance says from which repository, and by whose workflow, a package was made. */
function checkPlace() {
  const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (!repository) throw new Advice('package.json has no `repository`, which provenance names');
  if (!process.env.CI) throw new Advice('Only CI publishes with provenance: push the tag');
}

/** Builds a clone of this commit in another folder, from nothing, and compares. */
async function buildAgain() {
  const folder = mkdtempSync(join(tmpdir(), 'pusher-wasm-'));
  try {
    await quietly(['git', 'clone', '--quiet', root, folder], '`git clone` failed');
    const tool = join(folder, 'src/tools/build.mjs');
    await quietly([process.execPath, tool], 'The second build failed');
    const different = differences(join(root, 'pkg'), join(folder, 'pkg'));
    if (different.length > 0) throw new Advice(`These differ: ${different.join(', ')}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The files of two folders that are not the same in both. */
export function differences(one, other) {
  const [ours, theirs] = [one, other].map(hashes);
  const files = new Set([...ours.keys(), ...theirs.keys()]);
  return [...files].filter((file) => ours.get(file) !== theirs.get(file));
}

function hashes(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const hash = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');
  return new Map(files.map((file) => [file.slice(folder.length), hash(file)]));
}

async function test() {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const name of ['test', 'test:packaging'].filter((name) => scripts[name])) {
    if ((await loudly(['npm', 'run', name])) !== 0) throw new Advice(`\`npm run ${name}\` fails`);
  }
}

// Each says so and does nothing where it has been done: what failed in between can be run again.

/** @param {string} version @param {string[]} options */
async function publishCrate(version, options) {
  const present = ['info', '--quiet', '--registry', 'crates-io', `pusher-wasm@${version}`];
  if (probe('cargo', ...present)) return 'is there already';
  const output = await quietly(
    ['cargo', 'publish', '--locked', '--package', 'pusher-wasm', ...options],
    '`cargo publish` failed',
  );
  return accept(output.match(/^warning: (?!aborting upload due to dry run).*/gm));
}

/** @param {string} version @param {string[]} options */
async function publishPackage(version, options) {
  if (probe('npm', 'view', `pusher-wasm@${version}`, 'version')) return 'is there already';
  const channel = isPrerelease(version) ? 'next' : 'latest';
  const output = await quietly(
    ['npm', 'publish', '--provenance', '--access', 'public', '--tag', channel, ...options],
    '`npm publish` failed',
  );
  // Not about the package: settings of this machine, and who is logged in here.
  return accept(
    output.match(/^npm warn (?!Unknown |publish This command requires you to be logged in).*/gm),
  );
}

function accept(warnings) {
  if (warnings) throw new Advice(warnings.join('\n  '));
  return 'without a warning';
}

async function tag(name) {
  const commit = (revision) =>
    probe('git', 'rev-parse', '--verify', '--quiet', `${revision}^{commit}`);
  const present = commit(name);
  if (present === undefined) {
    await quietly(['git', 'tag', '--annotate', name, '--message', name], '`git tag` failed');
  } else if (present !== commit('HEAD')) {
    throw new Advice(`${name} is another commit: ${present}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(release);
