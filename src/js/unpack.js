// Bytes out of a printable string: see src/tools/pack.mjs for the code, and unpack.wat for the loop.

const PAGE = 65_536;

/**
 * @param {string} text ASCII, as `pack` makes it
 * @param {string} unpacker unpack.wat, compiled, in base64
 * @returns {Uint8Array}
 */
export function unpack(text, unpacker) {
  const module = new WebAssembly.Module(Uint8Array.from(atob(unpacker), (c) => c.charCodeAt(0)));
  const { memory, unpack } = new WebAssembly.Instance(module).exports;
  memory.grow(Math.ceil(text.length / PAGE));
  new TextEncoder().encodeInto(text, new Uint8Array(memory.buffer));
  return new Uint8Array(memory.buffer, 0, unpack(text.length));
}
