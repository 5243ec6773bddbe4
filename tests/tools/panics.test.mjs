import assert from 'node:assert/strict';
import { test } from 'node:test';
import binaryen from 'binaryen';
import { removePanics } from '../../src/tools/panics.mjs';

/** Functions of these names, which return 1 to 4, each exported by its number. */
function moduleOf(names) {
  const module = new binaryen.Module();
  names.forEach((name, index) => {
    module.addFunction(name, binaryen.none, binaryen.i32, [], module.i32.const(index));
    module.addFunctionExport(name, String(index));
  });
  binaryen.setDebugInfo(true);
  const wasm = module.emitBinary();
  binaryen.setDebugInfo(false);
  return wasm;
}

const LIBRARY = [
  'core[c5930c85a12de822]::panicking::panic_fmt',
  'alloc[3ca501edff3f0c7c]::raw_vec::handle_error',
  '__rustc[b7974e8690430dd9]::rust_begin_unwind',
  'wasm_bindgen::throw_str::h24a51ebebe3a12ee',
];

test('functions of the libraries that panic trap at once', () => {
  const { wasm, removed } = removePanics(moduleOf(LIBRARY));
  assert.deepEqual(removed, LIBRARY);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm));
  for (const call of Object.values(exports)) assert.throws(call, WebAssembly.RuntimeError);
});

test('functions of other crates stay, whatever their names', () => {
  const ours = [
    'pusher_wasm::core::panicking::panic_fmt::h00f8244c230b04b0',
    'core::panicking::panic_fmt::h00f8244c230b04b0',
    'pusher_wasm::core[c5930c85a12de822]::panicking::panic_fmt',
    'core[c5930c85a12de822]::slice::sort::failed',
    'std[a543996e6e7dbf1e]::panicking::panic_count::increase',
    'pusher_wasm::wasm_bindgen::throw_str::h24a51ebebe3a12ee',
  ];
  const { wasm, removed } = removePanics(moduleOf([...LIBRARY, ...ours]));
  assert.deepEqual(removed, LIBRARY);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm));
  ours.forEach((_, index) => {
    const number = LIBRARY.length + index;
    assert.equal(exports[number](), number);
  });
});

test('a module without panics is one whose names have changed', () => {
  assert.throws(() => removePanics(moduleOf(LIBRARY.slice(1))), /panic_fmt/);
});
