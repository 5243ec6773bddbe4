// The titles of all tests, by file, without running any.

import { readFileSync, readdirSync } from 'node:fs';
import { register } from 'node:module';
import { areas } from '../../differential/scenarios/index.js';
import { noted } from './stand-in.mjs';

const tests = new URL('../../', import.meta.url);

/** The files of a folder of tests whose names end like this, as `[name, url]`: `['native/http', …]`. */
function files(folder, ending) {
  const place = new URL(`${folder}/`, tests);
  return readdirSync(place)
    .filter((name) => name.endsWith(ending))
    .map((name) => [`${folder}/${name.slice(0, -ending.length)}`, new URL(name, place)]);
}

const read = (url) => readFileSync(url, 'utf8');

/** Tests of node:test, but those of the file `except`, which is running already. */
async function* nodeTests(except) {
  register('./hook.mjs', import.meta.url);
  for (const folder of ['browser', 'consumers', 'entries', 'server', 'tools']) {
    for (const [name, url] of files(folder, '.test.mjs')) {
      if (url.href === except) continue;
      noted.length = 0;
      await import(url);
      yield [name, new Set(noted)];
    }
  }
}

/** Scenarios, by the file whose area they are in. */
async function* scenarios() {
  for (const [name, url] of files('differential/scenarios', '.js')) {
    const { default: area } = await import(url);
    if (areas.includes(area)) {
      const titles = area.scenarios.map((scenario) => scenario.name);
      yield [name.replace('/scenarios', ''), new Set(titles)];
    }
  }
}

/** Names of `#[test]` functions, in files that the test crate includes. */
function* rustTests() {
  const main = read(new URL('native/main.rs', tests));
  for (const [name, url] of files('native', '.rs')) {
    if (!main.includes(`\nmod ${name.replace('native/', '')};`)) continue;
    const found = read(url).matchAll(/#\[test\]\s+fn (\w+)/g);
    yield [name, new Set(Array.from(found, ([, title]) => title))];
  }
}

/** What the compiler checks has no titles: any word of the program counts. */
function* typeTests() {
  for (const [name, url] of files('types', '.ts')) yield [name, new Set(read(url).match(/\w+/g))];
}

/**
 * All titles by file: `browser/start`, `consumers/echo`, `differential/options`, `native/http`, `types/typed`.
 *
 * @param {string} except the URL of a file of node:test that is running already
 * @returns {Promise<Map<string, Set<string>>>}
 */
export async function allTitles(except) {
  const titles = new Map([...rustTests(), ...typeTests()]);
  for (const source of [nodeTests(except), scenarios()]) {
    for await (const [name, found] of source) titles.set(name, found);
  }
  return titles;
}
