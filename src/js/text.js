// UTF-8, for the bindings and encrypted events. Jest's jsdom has neither of the classes that browsers and Node have; the
// minified files, which are for pages, rely on them (src/tools/bundle.mjs).

/** What writes a text into bytes: `encodeInto`. */
export const textEncoder = () =>
  globalThis.TextEncoder ? new TextEncoder() : { encodeInto: encodeSlowly };

/** What reads a text out of bytes: `decode`, which throws where they are no UTF-8. */
export const textDecoder = () =>
  globalThis.TextDecoder
    ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    : { decode: decodeSlowly };

function encodeSlowly(text, bytes) {
  // A surrogate without its other half becomes U+FFFD.
  const escaped = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
  const codes = escaped.match(/%..|./g) ?? [];
  codes.forEach((code, index) => {
    bytes[index] = code.length > 1 ? parseInt(code.slice(1), 16) : code.charCodeAt(0);
  });
  return { read: text.length, written: codes.length };
}

function decodeSlowly(bytes = []) {
  const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`);
  return decodeURIComponent(escaped.join(''));
}
