// A wasm module out of a string: src/tools/pack.mjs made it.

import { bytesOf } from './bytes.js';

/**
 * @param {string} text a character a byte, after a letter: twice that is a 'U', and 'U' is zero
 * @returns {Uint8Array}
 */
export function unpack(text) {
  // The whole at once, as the first loop of a page is slow.
  const letter = text[0];
  return bytesOf(
    text
      .slice(1)
      .replaceAll('U', '\0')
      .replaceAll(letter + letter, 'U'),
  );
}
