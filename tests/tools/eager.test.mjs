// What runs until the first socket is compiled with the script.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { compileEarly } from '../../src/tools/eager.mjs';

const NO_MAP = { version: 3, names: [], sources: ['a.js'], sourcesContent: [''], mappings: '' };
const early = async (code) => (await compileEarly({ code, map: NO_MAP })).code;

const client = (body) => `const Pusher=class{constructor(){${body}}};globalThis.Pusher=Pusher;`;

test('functions that are called before the first socket stand in parentheses, the others do not', async () => {
  const before = `const a=t=>t,b=(t,e)=>{return t},c=()=>0;`;
  const after = `const a=(t=>t),b=((t,e)=>{return t}),c=()=>0;`;
  const rest = client(`a(1),b(2),new WebSocket,c()`);
  assert.equal(await early(before + rest), after + rest);
});

test('a function that is called where it stands is left alone', async () => {
  const code = `const a=(()=>1)();${client('new WebSocket')}`;
  assert.equal(await early(code), code);
});

test('a declared function is there from the beginning, as it was', async () => {
  const code = `const seen=a(),b=(()=>{const n=c();function c(){return a()}return n})();function a(){function f(){return 7}return d(f)}function d(f){return f()}function e(){}globalThis.seen=[seen,b];${client('new WebSocket')}`;
  const changed = await early(code);
  assert.match(changed, /^var \w=\(function/);
  assert.match(changed, /\(\(\)=>\{var c=\(function\(\)\{return a\(\)\}\);const n=c\(\)/);
  assert.match(changed, /;function e\(\)\{\}/, 'this one is not called');
  const page = vm.createContext({});
  vm.runInContext(changed, page);
  assert.deepEqual([...page.seen], [7, 7]);
});

test('a script that opens no socket is none of ours', async () => {
  await assert.rejects(early(client('')), /opens no socket/);
});
