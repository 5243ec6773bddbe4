import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shorten } from '../../src/tools/shorten.mjs';

const text = (string) => [string.length, ...Buffer.from(string)];
const section = (id, ...body) => [id, body.length, ...body];

/** Imports a function and a memory; exports a function that calls it, under names that are parts of each other. */
const MODULE = Uint8Array.from([
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...section(1, 1, 0x60, 0, 1, 0x7f),
  ...section(
    2,
    2,
    ...text('./it.js'),
    ...text('give'),
    0,
    0,
    ...text('./it.js'),
    ...text('room'),
    2,
    1,
    1,
    2,
  ),
  ...section(3, 1, 0),
  ...section(7, 1, ...text('giveAway'), 0, 1),
  ...section(10, 1, 4, 0, 0x10, 0, 0x0b),
]);
const BINDINGS = `
  const functions = { give: () => 42, room: new WebAssembly.Memory({ initial: 1, maximum: 2 }) };
  const imports = { "./it.js": functions };
  const run = (module) => new WebAssembly.Instance(module, imports).exports.giveAway();
`;

const run = (wasm, bindings) =>
  new Function('module', `${bindings}; return run(module);`)(new WebAssembly.Module(wasm));

test('a module and its bindings still know each other under short names', () => {
  assert.equal(run(MODULE, BINDINGS), 42);
  const { wasm, bindings } = shorten(MODULE, BINDINGS);
  assert.equal(run(wasm, bindings), 42);
  const names = (list) => list.flatMap(({ module = '', name }) => [module, name]);
  const module = new WebAssembly.Module(wasm);
  assert.deepEqual(names(WebAssembly.Module.imports(module)), ['a', 'b', 'a', 'c']);
  assert.deepEqual(names(WebAssembly.Module.exports(module)), ['', 'd']);
});

test('a word of the bindings is no short name', () => {
  const { wasm, bindings } = shorten(MODULE, `const b = 1, d = 2; ${BINDINGS}`);
  assert.equal(run(wasm, bindings), 42);
  const names = WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map(({ name }) => name);
  assert.deepEqual(names, ['c', 'e']);
});

test('words that only contain a name stay', () => {
  const { bindings } = shorten(MODULE, `${BINDINGS} const forgiven = 'giveAways', my_room = 1;`);
  assert.match(bindings, /forgiven = 'giveAways', my_room/);
});

test('what the module does not import is not there', () => {
  const object = `const import0 = {
        __wbg_give_1: function() {
            return { give: 42 };
        },
        __wbindgen_take_2: handleError(function() {
            return { take: 43 };
        }),
        give: function() {
            return 44;
        },
    };`;
  const { bindings } = shorten(MODULE, object);
  assert.doesNotMatch(bindings, /42|43/);
  assert.match(bindings, /import0 = \{\n {8}\w: function[^]*44/);
});
