// Where the version stands: package.json and its lock file, Cargo.toml and its lock file, and the changelog.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.mjs';

/** semver.org's form, without build metadata, which registries do not tell apart. */
const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*)?$/;

/** The version in each file: what stands before it, itself, and how the line goes on. */
const PLACES = {
  'package.json': /(^ {2}"version": ")([^"]*)(")/m,
  'package-lock.json': /(^\{\s+"name": "pusher-wasm",\s+"version": ")([^"]*)(")/,
  'package-lock.json, the package':
    /("packages": \{\s+"": \{\s+"name": "pusher-wasm",\s+"version": ")([^"]*)(")/,
  'Cargo.toml': /(^\[package\]\nname = "pusher-wasm"\nversion = ")([^"]*)(")/m,
  'Cargo.lock': /(^name = "pusher-wasm"\nversion = ")([^"]*)(")/m,
};
const CHANGELOG = 'CHANGELOG.md';
const UNRELEASED = '## [Unreleased]\n';

/** @typedef {Record<string, string>} Texts the texts of these files, by their names */

const fileOf = (place) => place.split(',')[0];
const FILES = [...new Set(Object.keys(PLACES).map(fileOf)), CHANGELOG];

/** @returns {Texts} */
export function readTexts() {
  return Object.fromEntries(FILES.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
}

/** @param {Texts} texts */
export function writeTexts(texts) {
  for (const [file, text] of Object.entries(texts)) writeFileSync(join(root, file), text);
}

/** @param {Texts} texts */
export function versionOf(texts) {
  return PLACES['package.json'].exec(texts['package.json'])?.[2];
}

/** Whether it is one that nobody gets without asking for it: `1.0.0-rc.1`. */
export function isPrerelease(version) {
  return version.includes('-');
}

/**
 * What speaks against publishing these: nothing, if it may go.
 *
 * @param {Texts} texts
 * @returns {string[]}
 */
export function complaints(texts) {
  const version = versionOf(texts);
  const wrong = [];
  if (!SEMVER.test(version)) wrong.push(`${version} is no version (semver.org)`);
  for (const [place, pattern] of Object.entries(PLACES)) {
    const found = pattern.exec(texts[fileOf(place)])?.[2];
    if (found !== version) wrong.push(`${place} says ${found}, package.json ${version}`);
  }
  const changelog = texts[CHANGELOG];
  const [heading] = changelog.match(/^## \[(?!Unreleased\]).*$/m) ?? ['nothing'];
  if (!heading.startsWith(`## [${version}] - `)) {
    wrong.push(`the latest release in CHANGELOG.md is ${heading}, not [${version}] with its date`);
  }
  const unreleased = changelog.split(UNRELEASED)[1]?.split(/^## /m)[0];
  if (unreleased === undefined) wrong.push('CHANGELOG.md has no [Unreleased]');
  else if (unreleased.trim()) wrong.push('CHANGELOG.md has changes under [Unreleased]');
  return wrong;
}

/**
 * The same files for a new version: what is unreleased in the changelog is that version's.
 *
 * @param {Texts} texts
 * @param {string} version
 * @param {string} date YYYY-MM-DD
 * @returns {Texts}
 */
export function prepared(texts, version, date) {
  const changed = { ...texts };
  for (const [place, pattern] of Object.entries(PLACES)) {
    const file = fileOf(place);
    changed[file] = changed[file].replace(
      pattern,
      (_, before, old, after) => before + version + after,
    );
  }
  const heading = `${UNRELEASED}\n## [${version}] - ${date}\n`;
  changed[CHANGELOG] = changed[CHANGELOG].replace(UNRELEASED, heading);
  return changed;
}
