// Rust gives orders by number: both sides must have the same list.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (file) => readFileSync(new URL(`../../src/${file}`, import.meta.url), 'utf8');

test('both sides have the same orders in the same places', () => {
  const variants = (list, file) => {
    const [, text] = new RegExp(`enum ${list} \\{(.*?)\\n\\}`, 's').exec(read(file));
    return [...text.matchAll(/^ {4}([A-Z]\w+)(?: = .*)?,$/gm)].map(
      ([, name]) => name[0].toLowerCase() + name.slice(1),
    );
  };
  const orders = variants('Order', 'core/order.rs');
  const own = variants('Own', 'browser/host.rs');
  const rust = [...orders, ...own];
  // The host's own follow the last of the core's.
  const [, last] = /= Order::(\w+) as isize \+ 1,/.exec(read('browser/host.rs'));
  assert.equal(last[0].toLowerCase() + last.slice(1), orders.at(-1));
  const [, list] = /const ORDERS = \[([^\]]*)\]/.exec(read('js/orders.js'));
  const javascript = [...list.matchAll(/\w+/g)].map(([name]) => name);
  assert.ok(rust.length > 0);
  assert.deepEqual(javascript, rust);
});

test('every input has a number of its own, and Rust knows it', () => {
  const [commands, reports] = read('js/inputs.js').split('// `report(');
  const [, command, report] = read('api/pusher.rs').split(/pub fn (?:command|report)\(/);
  for (const [list, rust] of [
    [commands, command],
    [reports, report],
  ]) {
    const numbers = [...list.matchAll(/^export const \w+ = (\d+);$/gm)].map(([, n]) => Number(n));
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => index),
    );
    const known = [...rust.matchAll(/^\s+(\d+)(?: \| (\d+))? (?:=>|\|)/gm)].flatMap(([, a, b]) =>
      [a, b].filter(Boolean).map(Number),
    );
    // The last one is everything else.
    assert.equal(Math.max(...known), numbers.length - 2);
  }
});
