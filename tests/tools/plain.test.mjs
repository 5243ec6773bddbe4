import assert from 'node:assert/strict';
import { test } from 'node:test';
import binaryen from 'binaryen';
import { moduleFunction } from '../../src/tools/plain.mjs';

const MODULE = `(module
  (import "env" "give" (func $give (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 8) "\\2a")
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "store") (param i32) (i32.store (local.get 0) (call $give)))
  (func (export "trap") (unreachable)))`;

class Trap extends Error {}

/** The module above as a function. */
async function plain() {
  const module = binaryen.parseText(MODULE);
  const script = await moduleFunction(module.emitAsmjs());
  module.dispose();
  return new Function(`return ${script}`)();
}

const imports = { env: { give: () => 7 } };

test('each instance has its memory, and what the module puts into it', async () => {
  const instantiate = await plain();
  const [one, other] = [instantiate(imports, Trap), instantiate(imports, Trap)];
  one.store(16);
  assert.deepEqual([one.load(8), one.load(16), other.load(16)], [42, 7, 0]);
});

test('a memory grows, and keeps what is in it', async () => {
  const { grow, load, memory, store } = (await plain())(imports, Trap);
  store(16);
  const { buffer } = memory;
  assert.deepEqual([grow(1), grow(0)], [1, 2]);
  assert.equal(load(16), 7);
  assert.equal(memory.buffer.byteLength, 2 * 65_536);
  assert.notEqual(memory.buffer, buffer);
});

test('where there is no more memory, growing says so and changes nothing', async () => {
  const { grow, load, memory } = (await plain())(imports, Trap);
  assert.deepEqual([grow(65_535), grow(-1), grow(40_000)], [-1, -1, -1]);
  assert.deepEqual([load(8), memory.buffer.byteLength], [42, 65_536]);
});

test('what cannot be reached is a trap', async () => {
  const { trap } = (await plain())(imports, Trap);
  assert.throws(trap, (error) => error instanceof Trap && error.message === 'unreachable');
});

test('a script that wasm2js writes differently is noticed', async () => {
  await assert.rejects(moduleFunction('export const grow = () => 1;'), /there is no/);
});
