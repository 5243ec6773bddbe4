import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interned } from '../../src/js/interned.js';

test('a text stays what it is, whatever was asked for before', () => {
  const names = Array.from({ length: 20_000 }, (_, n) => `private-room.${n}`);
  // These share a place: their lengths and their ends are the same.
  names.push('market-1-prices', 'market-2-prices', 'market-1-prices');
  names.push(
    '',
    'a',
    'ab',
    'abc',
    '__proto__',
    'toString',
    '\ud800',
    'ä€',
    'x'.repeat(200),
    'x'.repeat(5_000),
  );
  for (let round = 0; round < 2; round++) {
    for (const name of names) assert.equal(interned(name), name);
  }
});

test('what is no text stays what it is', () => {
  const others = [undefined, null, 0, 17, true, ['a'], { length: 3 }, Symbol('a')];
  for (const other of others) assert.equal(interned(other), other);
});
