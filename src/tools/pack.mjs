// Bytes as a string of printable ASCII, for a wasm module inside a script. After gzip this is about 4 %
// larger than the bytes, where base64 is 25 % larger: it keeps bytes on byte borders.
//
// Bytes below 90, the frequent ones in wasm, are one character: 35 + byte. The rest are two: a space and
// byte − 90, or `!` and byte − 180. `<` (no `</script>` inside) and `\` give way to `}` and `~`; `"` does not
// occur, so the text can stand in double quotes as it is.

import { readFileSync } from 'node:fs';
import binaryen from 'binaryen';

/** The loop that unpacks, compiled, in base64. */
export function unpacker() {
  const source = new URL('../js/unpack.wat', import.meta.url);
  const module = binaryen.parseText(readFileSync(source, 'utf8'));
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(2);
  module.optimize();
  return Buffer.from(module.emitBinary()).toString('base64');
}

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function pack(bytes) {
  let text = '';
  for (const byte of bytes) {
    let rest = byte;
    if (byte >= 180) {
      text += '!';
      rest -= 180;
    } else if (byte >= 90) {
      text += ' ';
      rest -= 90;
    }
    const code = rest + 35;
    text += code === 60 ? '}' : code === 92 ? '~' : String.fromCharCode(code);
  }
  return text;
}
