// UTF-8 where there is neither TextEncoder nor TextDecoder, as in Jest's jsdom.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, test } from 'node:test';
import { asciiText, decodeText, textDecoder } from '../../src/js/text.js';
import { Timeline, TimelineSender } from '../../src/js/timeline.js';

const { TextDecoder, TextEncoder, WebSocket, fetch } = globalThis;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

beforeEach(() => {
  delete globalThis.TextDecoder;
  delete globalThis.TextEncoder;
});

afterEach(() => Object.assign(globalThis, { TextDecoder, TextEncoder, WebSocket, fetch }));

const TEXTS = {
  nothing: '',
  ASCII: 'a%41 "b"\n\0',
  'one to four bytes': 'a\u00e9\u2603\u{1f600}',
  'the last of each length': '\u007f\u07ff\uffff\u{10ffff}',
  'a byte order mark': '\ufeffa',
  'surrogates that are alone': '\ud83d a \ude00\ude00\ud83d',
};

for (const [name, text] of Object.entries(TEXTS)) {
  test(`a text of bytes: ${name}`, () => {
    const encoded = encoder.encode(text);
    assert.equal(textDecoder().decode(encoded), decoder.decode(encoded));
  });
}

test('a text of bytes in ASCII', () => {
  const bytes = Uint8Array.from({ length: 128 }, (_, byte) => byte);
  assert.equal(asciiText(bytes), decoder.decode(bytes));
  assert.equal(asciiText(bytes.subarray(0, 0)), '');
});

test('what is no UTF-8 is no text', () => {
  for (const bytes of [[0xff], [0xe2, 0x98], [0xc0, 0x80]]) {
    assert.throws(() => textDecoder().decode(Uint8Array.from(bytes)), `${bytes}`);
  }
});

test('a report of the timeline is UTF-8 in base64', () => {
  const timeline = new Timeline('k\u00e9y', 1, { params: { text: 'a\u2603\u{1f600}%41\ud83d' } });
  timeline.info({ some: 'thing' });
  let asked;
  globalThis.fetch = async (url) => {
    asked = new URL(url).searchParams;
    return { json: async () => ({}) };
  };
  new TimelineSender(timeline, { host: 'example.com', path: '/timeline' }).send(true);
  const text = (name) => Buffer.from(asked.get(name), 'base64').toString();
  assert.equal(text('key'), 'k\u00e9y');
  assert.equal(text('text'), 'a\u2603\u{1f600}%41\ufffd');
});

test('no decoder is asked for 2 GB, which is more than those of Safari can do', () => {
  const asked = [];
  globalThis.TextDecoder = class {
    constructor() {
      asked.unshift(0);
    }
    decode({ length }) {
      asked[0] += length;
    }
  };
  for (let i = 0; i < 9; i++) decodeText({ length: 2 ** 29 });
  assert.ok(asked.length > 1 && asked.every((bytes) => bytes < 2 ** 31), `${asked}`);
});

test('the package works without them', () => {
  const sent = [];
  let socket;
  globalThis.WebSocket = class {
    constructor(url) {
      this.url = url;
      socket = this;
    }
    send(text) {
      sent.push(JSON.parse(text));
    }
    close() {}
  };
  const Pusher = createRequire(import.meta.url)('../../pkg/web/pusher-with-encryption.js');
  const pusher = new Pusher('k\u00e9y', { cluster: 'mt1', enabledTransports: ['ws'] });
  assert.match(socket.url, /\/app\/k(\u00e9|%C3%A9)y\?/);
  socket.onopen();
  const established = { socket_id: '1.1', activity_timeout: 120 };
  const tell = (event, data, channel) =>
    socket.onmessage({ data: JSON.stringify({ event, data: JSON.stringify(data), channel }) });
  tell('pusher:connection_established', established);
  assert.equal(pusher.connection.socket_id, '1.1');

  const heard = [];
  const name = '\u2603-\u{1f600}';
  pusher.subscribe(name).bind('\u00e9vent', (data) => heard.push(data));
  assert.deepEqual(sent.at(-1).data.channel, name);
  tell('pusher_internal:subscription_succeeded', {}, name);
  tell('\u00e9vent', '\u{1f600}', name);
  assert.deepEqual(heard, ['\u{1f600}']);
  pusher.disconnect();
});
