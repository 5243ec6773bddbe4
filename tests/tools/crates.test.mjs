// Whose code a module is made of.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import binaryen from 'binaryen';
import { crateCosts, crateOf } from '../../src/tools/crates.mjs';

/** A module that imports one function and defines these, each with so many instructions. */
function module(functions) {
  const module = new binaryen.Module();
  module.addFunctionImport('pusher_wasm::imported', 'm', 'f', binaryen.none, binaryen.none);
  for (const [name, length] of Object.entries(functions)) {
    const body = Array.from({ length }, () => module.nop());
    module.addFunction(name, binaryen.none, binaryen.none, [], module.block(null, body));
    module.addFunctionExport(name, name);
  }
  binaryen.setDebugInfo(true);
  return module.emitBinary();
}

test('each function counts for the crate that wrote it', () => {
  for (const [name, crate] of [
    ['pusher_wasm::core::client::Client<V>::run::h0123456789abcdef', 'pusher_wasm'],
    ['<pusher_wasm::api::reader::Fields as serde_core::de::SeqAccess>::next', 'pusher_wasm'],
    [
      'pusher_wasm::browser::payload::<impl pusher_wasm::core::Value for JsValue>::get',
      'pusher_wasm',
    ],
    ['core::ptr::drop_in_place<pusher_wasm::core::io::Output<V>>', 'pusher_wasm'],
    ['core[5c93]::ptr::drop_in_place::<alloc[3ca5]::string::String>', 'std'],
    ['<alloc[3ca501edff3f0c7c]::string::String>::push', 'std'],
    ['<&str as core[c5930c85a12de822]::fmt::Display>::fmt', 'std'],
    ['<T as alloc::slice::<impl [T]>::to_vec_in::ConvertVec>::to_vec', 'std'],
    ['js_sys::futures::queue::Queue::new::{{closure}}', 'js_sys'],
    ['pusher_network', 'pusher_wasm'],
    ['__wbindgen_malloc', 'wasm_bindgen'],
    ['pusher_authorized externref shim', 'wasm_bindgen'],
    ['F64 -> Externref', 'wasm_bindgen'],
    ['__rustc[b7974e8690430dd9]::__rust_alloc', 'std'],
    ['<[u8]>::starts_with', 'std'],
    ['memcpy', 'std'],
    ['main', '?'],
  ]) {
    assert.equal(crateOf(name), crate, name);
  }
});

test('bytes and functions are added up for each crate, the greatest first', () => {
  const wasm = module({ 'js_sys::a': 30, 'core::a': 1, 'std::b': 2, 'pusher_wasm::a': 9 });
  const costs = crateCosts(wasm);
  assert.deepEqual(
    costs.map(({ crate, functions }) => [crate, functions]),
    [
      ['js_sys', 1],
      ['pusher_wasm', 1],
      ['std', 2],
    ],
  );
  // Its size, no locals, its instructions, the end.
  assert.equal(costs[1].bytes, 1 + 1 + 9 + 1);
});

test('a module without names is refused', () => {
  const wasm = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0]);
  assert.throws(() => crateCosts(wasm), /no names/);
});
