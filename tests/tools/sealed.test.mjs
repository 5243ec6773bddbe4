// Encrypted events on their way into the Rust side's memory. The scenarios against pusher-js open real ones.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ciphertextLength, decodeBase64, decodeSealed, decodeUtf8 } from '../../src/js/sealed.js';

const NONCE = Buffer.alloc(24, 7).toString('base64');
const THROWS = {
  get nonce() {
    throw new Error('mine');
  },
  get ciphertext() {
    throw new Error('mine');
  },
};

/** What browsers of 2025 and later have, to the letter of its specification as far as it is asked for. */
function setFromBase64(text) {
  if (!/^(?:[\w+/-]{4})*(?:[A-Za-z0-9+/]{2,3}=*)?$/.test(text)) throw new SyntaxError(text);
  const bytes = Buffer.from(text, 'base64').subarray(0, this.length);
  this.set(bytes);
  const complete = bytes.length * 4 >= text.replace(/=+$/, '').length * 3 - 3;
  return { read: complete ? text.length : 0, written: bytes.length };
}

/** Bytes as an engine with, or without, base64 for them has them. */
const room = (length, native) =>
  Object.assign(new Uint8Array(length), native ? { setFromBase64 } : { setFromBase64: undefined });

for (const native of [true, false]) {
  const kind = native ? 'natively' : 'by way of atob';

  test(`base64 is decoded ${kind}`, () => {
    for (const text of ['', 'a', 'ab', 'abc', 'abcd', 'ÿþ\0']) {
      const expected = Buffer.from(text, 'latin1');
      const bytes = room(8, native);
      assert.equal(decodeBase64(expected.toString('base64'), bytes), expected.length);
      assert.deepEqual([...bytes.subarray(0, expected.length)], [...expected]);
    }
  });

  test(`what is no base64 is none ${kind}`, () => {
    for (const wrong of ['no base64!', 'A', undefined, null, 7, {}, ['AAAA']]) {
      assert.ok(!decodeBase64(wrong, room(8, native)), String(wrong));
    }
  });

  test(`more than there is room for is nothing ${kind}`, () => {
    assert.ok(!(decodeBase64('A'.repeat(40), room(8, native)) > 8));
  });

  test(`an event has a ciphertext and a whole nonce ${kind}`, () => {
    const decode = (data) => decodeSealed(data, room(9, native), room(24, native));
    assert.equal(decode({ ciphertext: 'AAAAAAAA', nonce: NONCE }), 6);
    for (const nonce of [undefined, '', 'AAAA', NONCE.slice(4), `${NONCE}AAAA`, 'not base64!', 7]) {
      assert.ok(!decode({ ciphertext: 'AAAAAAAA', nonce }), String(nonce));
    }
    for (const data of [undefined, null, 'text', 7, {}, { nonce: NONCE }, THROWS]) {
      assert.ok(!decode(data), String(data));
    }
  });
}

test('the length of what may be anything', () => {
  assert.equal(ciphertextLength({ ciphertext: 'AAAA' }), 4);
  for (const data of [undefined, null, 'text', 7, {}, { ciphertext: null }, THROWS]) {
    assert.ok(!ciphertextLength(data), String(data));
  }
  // Room is made for as many: nobody's event may ask for a gigabyte without being that long.
  for (const ciphertext of [{ length: 1e9 }, ['AAAA']]) {
    assert.equal(ciphertextLength({ ciphertext }), 0);
  }
});

test('text is UTF-8, whole, with the mark of its order of bytes', () => {
  assert.equal(decodeUtf8(new TextEncoder().encode('\ufeffgrüß ☃')), '\ufeffgrüß ☃');
  assert.equal(decodeUtf8(Uint8Array.of()), '');
  assert.equal(decodeUtf8(Uint8Array.of(0xff)), undefined);
  assert.equal(decodeUtf8(Uint8Array.of(0xe2, 0x98)), undefined);
});
