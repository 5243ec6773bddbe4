// A wasm module out of a printable string: src/tools/packer has the code. The unpacker is itself a small module, as a
// page's first loops are slow in JavaScript, which starts out interpreted.

const PAGE = 65_536;

/**
 * @param {{text: string, size: number, start: number, end: number}} packed as `pack` in src/tools/pack.mjs makes it
 * @param {string} unpacker the unpacker, in base64
 * @returns {Uint8Array}
 */
export function unpack({ text, size, start, end }, unpacker) {
  const module = new WebAssembly.Module(Uint8Array.from(atob(unpacker), (c) => c.charCodeAt(0)));
  const { memory, unpack } = new WebAssembly.Instance(module).exports;
  const from = PAGE * memory.grow(Math.ceil((text.length + size) / PAGE));
  const to = from + text.length;
  new TextEncoder().encodeInto(text, new Uint8Array(memory.buffer, from));
  unpack(from, text.length, to, size, start, end);
  return new Uint8Array(memory.buffer, to, size);
}
