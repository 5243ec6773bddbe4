// Bytes as text: for the bindings, in ASCII, and for encrypted events, in UTF-8. Jest's jsdom has not the class for
// that which browsers and Node have; the minified files, which are for pages, rely on it (src/tools/bundle.mjs).

/**
 * The text that bytes in ASCII are. A page's first decoder takes longer than all the texts that a start has to read; later
 * ones it takes as long for as this. Spread into parameters, they would take three times as long.
 */
export const asciiText = (bytes) => String.fromCharCode.apply(null, bytes);

/** What reads a text out of bytes: `decode`, which throws where they are no UTF-8. */
export const textDecoder = () =>
  globalThis.TextDecoder
    ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    : { decode: decodeSlowly };

function decodeSlowly(bytes = []) {
  const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`);
  return decodeURIComponent(escaped.join(''));
}

/** Safari's decoders fail once they have decoded 2 GB in all. */
const LIMIT = 2 ** 30;

let decoder;
/** How many bytes the decoder is still good for. */
let left = 0;

/** The text that bytes in UTF-8 are. Throws where they are none. */
export function decodeText(bytes) {
  left -= bytes.length;
  if (left <= 0) {
    decoder = textDecoder();
    left = LIMIT;
  }
  return decoder.decode(bytes);
}
