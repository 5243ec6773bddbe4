// Changes in a module between wasm-bindgen and the optimizer.

import binaryen from 'binaryen';

/**
 * A module after a change, with its names still.
 *
 * @param {Uint8Array} wasm a module with names
 * @param {(module: binaryen.Module, functions: binaryen.FunctionInfo[]) => void} change
 */
export function edit(wasm, change) {
  const module = binaryen.readBinary(wasm);
  const functions = Array.from({ length: module.getNumFunctions() }, (_, index) =>
    binaryen.getFunctionInfo(module.getFunctionByIndex(index)),
  );
  change(module, functions);
  const names = binaryen.getDebugInfo();
  binaryen.setDebugInfo(true);
  const result = module.emitBinary();
  binaryen.setDebugInfo(names);
  module.dispose();
  return result;
}
