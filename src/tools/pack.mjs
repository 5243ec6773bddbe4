// Bytes as a JavaScript string literal in ASCII, for a wasm module inside a script: one character a byte.
//
// A byte below 128 is its own character, but for those that a literal or a `<script>` would take for something else;
// the others are escapes. The engine's own parser undoes that, in a third of the time that the page's first loop takes
// over a denser code, and in a seventh of what it takes to undo real compression. With gzip the module costs a
// thirtieth more than its bytes alone; base64 would cost ten times that, as it moves bytes off their borders.
//
// Zero is the most frequent byte of a module, and would be an escape: 'U' stands for it, and for 'U' a letter twice that
// the module nowhere has twice, nor beside a 'U'. In single quotes, as the double one is a frequent instruction
// (`local.tee`).

const ESCAPES = new Map([
  [0, '\\0'],
  [10, '\\n'],
  [13, '\\r'],
  [39, "\\'"],
  [92, '\\\\'],
]);

/**
 * @param {Uint8Array} bytes
 * @returns {string} a literal in single quotes, for `unpack`: a string of characters 0 to 255, the first of which is the
 *   letter
 */
export function literal(bytes) {
  const plain = Buffer.from(bytes).toString('latin1');
  const letter = [...'ABCDEFGHIJKLMNOPQRSTVWXYZ'].find(
    (letter) => !new RegExp(`${letter}[${letter}U]|U${letter}`).test(plain),
  );
  if (!letter) throw new Error('Every letter is in the module twice, or beside a U');
  return quoted(letter + plain.replaceAll('U', letter + letter).replaceAll('\0', 'U'));
}

/** A string of characters 0 to 255 as a literal in single quotes. */
export const quoted = (text) => `'${text.replace(/[^]/g, escape)}'`;

/** A character as it stands in the literal. */
function escape(character, at, text) {
  const byte = character.charCodeAt(0);
  const isMarkup = byte === 60 && /[!/]/.test(text[at + 1]);
  const isOctal = byte === 0 && /\d/.test(text[at + 1]);
  if (byte > 127 || isMarkup || isOctal) return `\\x${byte.toString(16).padStart(2, '0')}`;
  return ESCAPES.get(byte) ?? character;
}
