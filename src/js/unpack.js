// Bytes out of a printable string: the inverse of src/tools/pack.mjs, which explains the code.

/**
 * @param {string} text
 * @returns {Uint8Array}
 */
export function unpack(text) {
  // In place: what comes out is never longer than what went in.
  const bytes = new TextEncoder().encode(text);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    let code = bytes[i];
    let base = -35;
    if (code < 34) {
      base += code === 32 ? 90 : 180;
      code = bytes[++i];
    }
    if (code > 124) code = code === 125 ? 60 : 92;
    bytes[length++] = base + code;
  }
  return bytes.subarray(0, length);
}
