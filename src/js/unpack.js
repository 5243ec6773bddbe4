// Bytes out of a printable string: the inverse of src/tools/pack.mjs, which explains the code.

/**
 * @param {string} text
 * @returns {Uint8Array}
 */
export function unpack(text) {
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    let base = -35;
    if (code < 34) {
      base += code === 32 ? 90 : 180;
      code = text.charCodeAt(++i);
    }
    if (code === 125) code = 60;
    else if (code === 126) code = 92;
    bytes[length++] = base + code;
  }
  return bytes.subarray(0, length);
}
