// Bytes as a JavaScript string literal in ASCII, for a wasm module inside a script: one character a byte.
//
// A byte below 128 is its own character, but for those that a literal or a `<script>` would take for something else;
// the others are escapes. The engine's own parser undoes that, in a third of the time that the page's first loop takes
// over a denser code, and in a seventh of what it takes to undo real compression. With gzip the module costs a
// thirtieth more than its bytes alone; base64 would cost ten times that, as it moves bytes off their borders.
//
// Zero is the most frequent byte of a module, and would be an escape: it changes places with a letter that is rare.
// In single quotes, as the double one is a frequent instruction (`local.tee`).

/** What zero changes places with: src/js/unpack.js knows it. */
const ZERO = 'U'.charCodeAt(0);

const ESCAPES = new Map([
  [0, '\\0'],
  [10, '\\n'],
  [13, '\\r'],
  [39, "\\'"],
  [92, '\\\\'],
]);

/**
 * @param {Uint8Array} bytes
 * @returns {string} a literal in single quotes, for `unpack`: a string of characters 0 to 255
 */
export function literal(bytes) {
  const exchanged = bytes.map((byte) => (byte === 0 ? ZERO : byte === ZERO ? 0 : byte));
  const characters = Array.from(exchanged, (byte, at) => {
    const next = String.fromCharCode(exchanged[at + 1]);
    const isAmbiguous = (byte === 0 && /\d/.test(next)) || (byte === 60 && /[!/]/.test(next));
    if (byte > 127 || isAmbiguous) return `\\x${byte.toString(16).padStart(2, '0')}`;
    return ESCAPES.get(byte) ?? String.fromCharCode(byte);
  });
  return `'${characters.join('')}'`;
}
