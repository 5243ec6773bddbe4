// Holds PARITY.md to the truth.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { before, test } from 'node:test';
import { areas } from '../differential/scenarios/index.js';
import { declared } from '../support/declared.mjs';
import { deviations } from '../support/deviations.mjs';
import { members } from '../support/members.mjs';
import { rows } from '../support/parity.mjs';
import { allTitles } from '../support/titles/index.mjs';

const { resolve } = createRequire(import.meta.url);

/** Whether what a program imports from pusher-js can be imported from this package. */
function resolves(name) {
  try {
    return existsSync(resolve(name.replace('pusher-js', 'pusher-wasm')));
  } catch {
    return false;
  }
}

let titles;

before(async () => {
  titles = await allTitles(import.meta.url);
});

/** What speaks against the rows, none expected. */
const none = (complaints) => assert.deepEqual(complaints, []);
const linesOf = (wrong) => wrong.map(({ line }) => line);

test('every row says whether it is here, and what differs or why it is missing', () => {
  const known = { yes: (more) => !more, deviates: Boolean, missing: Boolean };
  none(linesOf(rows.filter(({ kind, more }) => !known[kind]?.(more))));
});

test('every row but the missing ones names a test, and every test that is named exists', () => {
  none(linesOf(rows.filter(({ kind, tests }) => (kind === 'missing') === tests.length > 0)));
  none(rows.flatMap(({ tests }) => tests).filter(([file, title]) => !titles.get(file)?.has(title)));
});

test('every deviation that is named exists, and every one is named', () => {
  const named = rows.flatMap((row) => row.deviations);
  none(named.filter((name) => !deviations.includes(name)));
  none(deviations.filter((name) => !named.includes(name)));
  none(linesOf(rows.filter((row) => row.kind === 'deviates' && !row.deviations.length)));
});

test('what is the same in both libraries is not proved by a scenario of a deviation', () => {
  const deviating = new Map(
    areas.flatMap(({ scenarios }) => scenarios.map(({ name, deviation }) => [name, deviation])),
  );
  for (const { kind, tests, deviations } of rows.filter(({ kind }) => kind !== 'missing')) {
    for (const [file, title] of tests) {
      const deviation = file.startsWith('differential/') && deviating.get(title);
      if (deviation) assert.ok(deviations.includes(deviation), `${title}: ${kind}, ${deviation}`);
    }
  }
});

test('nothing that pusher-js declares is without a row, and nothing has two', () => {
  const names = rows.flatMap((row) => row.names);
  assert.ok(declared.length > 350, `only ${declared.length} declarations were found`);
  none(declared.filter((name) => !names.includes(name)));
  none(declared.filter((name) => names.indexOf(name) !== names.lastIndexOf(name)));
});

test('what is called missing is missing, and the rest is there', async () => {
  const has = await members();
  let looked = 0;
  for (const { kind, names } of rows) {
    for (const name of names) {
      const there = name.startsWith('pusher-js') ? resolves(name) : has(name);
      if (there === undefined) continue;
      looked++;
      assert.equal(there, kind !== 'missing', name);
    }
  }
  assert.ok(looked > 250, `only ${looked} members were looked at`);
});
