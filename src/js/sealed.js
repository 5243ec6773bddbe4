// Encrypted events, decoded into the Rust side's memory (src/browser/sealed.rs).

import { decodeText } from './text.js';
import { harmless } from './values.js';

/** How many characters an event's ciphertext has; of what is no text, none are wanted. */
export const ciphertextLength = harmless(({ ciphertext }) =>
  typeof ciphertext === 'string' ? ciphertext.length : 0,
);

/**
 * Decodes an event's ciphertext and nonce into bytes that have room for them.
 *
 * @returns {number | undefined} how many bytes the ciphertext has; none if it or the nonce is not what it must be
 */
export const decodeSealed = (data, ciphertext, nonce) =>
  decode(data, 'nonce', nonce) === nonce.length ? decode(data, 'ciphertext', ciphertext) : 0;

/** Decodes a text in base64 into bytes. Returns how many it stands for; none if it is no base64 or there is no room. */
export const decodeBase64 = (text, bytes) => decode({ text }, 'text', bytes);

const decode = harmless((object, key, bytes) => {
  const text = object[key];
  if (typeof text !== 'string') return 0;
  if (bytes.setFromBase64) {
    const { read, written } = bytes.setFromBase64(text);
    return read === text.length ? written : 0;
  }
  const binary = atob(text);
  bytes.set(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  return binary.length;
});

/** The text that bytes in UTF-8 are. */
export const decodeUtf8 = harmless(decodeText);
