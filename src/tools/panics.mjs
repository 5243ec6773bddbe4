// Takes the panic machinery out of a module. A panic ends in a trap either way, and nobody is there to read its
// message: there is no console hook. What remains of a panic is the trap.

import binaryen from 'binaryen';
import { edit } from './edit.mjs';

/**
 * The functions of Rust's libraries in which a panic, or the end of memory, begins, and those that only a panic calls,
 * perhaps by a pointer. The libraries come compiled, with names in the v0 mangling, where a crate has its hash:
 * `core[c5930c85a12de822]::…`. Our own functions, and generic ones made for them, have names in the older mangling:
 * they cannot match. So has wasm-bindgen's, which is named in full.
 */
const CRATE = '(?:core|alloc|std|__rustc)\\[[0-9a-f]+\\]';
const PANICS = [
  `${CRATE}::panicking::(?!panic_count::).*`,
  `<${CRATE}::panicking::\\w+::\\w+(?:<&str>)? as .*`,
  `${CRATE}::ptr::drop_in_place::<${CRATE}::panicking::.*`,
  `${CRATE}::(?:option|result)::(?:unwrap|expect)_failed`,
  `${CRATE}::cell::(?:panic_already|lazy::panic)_\\w+`,
  `<${CRATE}::cell::Borrow(?:Mut)?Error as .*`,
  `${CRATE}::(?:slice|str)::(?:\\w+::)*\\w+_fail(?:_\\w+)?`,
  `${CRATE}::raw_vec::(?:capacity_overflow|handle_error)`,
  `${CRATE}::alloc::(?:handle_alloc_error|rust_oom|default_alloc_error_hook)`,
  `${CRATE}::(?:rust_begin_unwind|rust_panic|__rust_start_panic|__rust_abort|__rust_alloc_error_handler)`,
  // Misuse of an object or a closure that wasm-bindgen made, which ends the client just as well.
  'wasm_bindgen::throw_str::h[0-9a-f]{16}',
].map((names) => new RegExp(`^${names}$`));

/** Without these a panic would still be linked: the compiler has changed its names. */
const ALWAYS = ['panicking::panic_fmt', 'raw_vec::handle_error', 'rust_begin_unwind'];

/**
 * Replaces the bodies of the functions that panic by `unreachable`; the optimizer drops what they called, and what
 * their callers prepared for them.
 *
 * @param {Uint8Array} wasm a module with names
 * @returns {{wasm: Uint8Array, removed: string[]}} with names still, and the names of those functions
 */
export function removePanics(wasm) {
  let removed;
  const result = edit(wasm, (module, functions) => {
    removed = functions
      .filter(({ name, module: imported }) => !imported && PANICS.some((panic) => panic.test(name)))
      .map(({ name }) => name);
    const missing = ALWAYS.filter((end) => !removed.some((name) => name.endsWith(`]::${end}`)));
    if (missing.length > 0) {
      throw new Error(`no panics found (${missing.join(', ')}): has the compiler renamed them?`);
    }
    for (const name of removed) {
      binaryen.Function(module.getFunction(name)).body = module.unreachable();
    }
  });
  return { wasm: result, removed };
}
