// A wasm module out of a string: src/tools/pack.mjs made it.

/**
 * @param {string} text a character a byte, after a letter: twice that is a 'U', and 'U' is zero
 * @returns {Uint8Array}
 */
export function unpack(text) {
  // The whole at once, as the first loop of a page is slow.
  const letter = text[0];
  const bytes = text
    .slice(1)
    .replaceAll('U', '\0')
    .replaceAll(letter + letter, 'U');
  // By way of base64, as both ways are native: ten times faster than a loop.
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(btoa(bytes));
  return Uint8Array.from(bytes, (character) => character.charCodeAt(0));
}
