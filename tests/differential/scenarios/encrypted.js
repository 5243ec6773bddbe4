// Encrypted channels.

import nacl from 'tweetnacl';
import { area } from '../area.js';

const KEY = new Uint8Array(32).fill(7);
const OTHER_KEY = new Uint8Array(32).fill(8);
const NONCE = new Uint8Array(24).fill(9);
const NAME = 'private-encrypted-a';

const base64 = (bytes) => btoa(String.fromCharCode(...bytes));

/** A payload as the server sends it. */
function sealed(text, key = KEY) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return { nonce: base64(NONCE), ciphertext: base64(nacl.secretbox(bytes, NONCE, key)) };
}

/** A text that is no JSON, of so many bytes. */
const filler = (length) => 'Text of some length. '.repeat(length / 20 + 1).slice(0, length);

/** A channel of a client whose handler gives the keys one after the other. */
function channel({ connected, watch, confirm, log }, keys = [base64(KEY)]) {
  let asked = 0;
  const customHandler = (params, callback) => {
    log('asked', params.channelName);
    const shared_secret = keys[Math.min(asked++, keys.length - 1)];
    callback(null, shared_secret === undefined ? { auth: 'k:s' } : { auth: 'k:s', shared_secret });
  };
  const pusher = connected({ channelAuthorization: { customHandler } });
  const made = watch(pusher.channels.add(NAME, pusher), NAME);
  pusher.subscribe(NAME);
  confirm(NAME);
  return made;
}

const say = ({ world }, event, data) => world.socket().event(event, data, NAME);

export default area('encrypted channels', (scenario) => {
  const TEXTS = [
    '{"a":1}',
    '"text"',
    'plain text',
    '',
    '42',
    'null',
    '{"broken":',
    'grüße 🎉',
    '[1,2]',
  ];
  for (const text of TEXTS) {
    scenario(`a message: ${text || 'empty'}`, (tools) => {
      tools.on(channel(tools), 'news');
      say(tools, 'news', sealed(text));
    });
  }

  // Blocks are of 16, 64 and 128 bytes, groups of base64 of 12; from 256 characters on, the browser may decode.
  scenario('texts of every length', (tools) => {
    tools.on(channel(tools), 'news');
    for (let length = 0; length < 450; length++) say(tools, 'news', sealed(filler(length)));
  });

  scenario('long texts', (tools) => {
    tools.on(channel(tools), 'news');
    for (const length of [1000, 4095, 4096, 5001, 70_000])
      say(tools, 'news', sealed(filler(length)));
  });

  scenario('long texts in a browser that does not decode base64', (tools) => {
    tools.world.replace(Uint8Array, 'fromBase64', undefined);
    tools.on(channel(tools), 'news');
    for (let length = 170; length < 450; length++) say(tools, 'news', sealed(filler(length)));
    say(tools, 'news', sealed(filler(70_000)));
  });

  scenario('every key and nonce', (tools) => {
    for (let n = 0; n < 64; n++) {
      const key = nacl.hash(new Uint8Array([n])).slice(0, 32);
      const nonce = nacl.hash(new Uint8Array([n, n])).slice(0, 24);
      tools.on(channel(tools, [base64(key)]), 'news');
      const box = nacl.secretbox(new TextEncoder().encode(filler(n * 11)), nonce, key);
      say(tools, 'news', { nonce: base64(nonce), ciphertext: base64(box) });
    }
  });

  scenario('a text that has been changed', (tools) => {
    const { nonce, ciphertext } = sealed(filler(300));
    tools.on(channel(tools), 'news');
    for (let place = 0; place < ciphertext.length - 2; place++) {
      const other = ciphertext[place] === 'A' ? 'B' : 'A';
      const changed = ciphertext.slice(0, place) + other + ciphertext.slice(place + 1);
      say(tools, 'news', { nonce, ciphertext: changed });
    }
    say(tools, 'news', sealed('the end'));
  });

  scenario('who hears what', (tools) => {
    const { pusher } = channel(tools);
    tools.watch(pusher, 'client');
    say(tools, 'news', JSON.stringify(sealed('{"a":1}')));
    say(tools, 'pusher:odd', '{"a":1}');
    say(tools, 'pusher_internal:odd', '{"a":1}');
  });

  scenario('the key does not stay in the answer', ({ connected, log }) => {
    const answer = { auth: 'k:s', shared_secret: base64(KEY), channel_data: '{"a":1}' };
    const customHandler = (params, callback) => callback(null, answer);
    connected({ channelAuthorization: { customHandler } }).subscribe(NAME);
    log('answer', answer);
  });

  scenario('no key in the answer', ({ world, connected, on, flags }) => {
    const made = on(connected().subscribe(NAME), 'pusher:subscription_error');
    world.request().respond(200, { auth: 'k:s' });
    flags(made);
  });

  scenario('refused', ({ world, connected, on }) => {
    on(connected().subscribe(NAME), 'pusher:subscription_error');
    world.request().respond(403, '');
  });

  scenario('a message before the key is there', ({ world, connected, watch }) => {
    const pusher = connected();
    watch(pusher.subscribe(NAME), NAME);
    world.socket().event('news', sealed('{"a":1}'), NAME);
    world.request().respond(200, { auth: 'k:s', shared_secret: base64(KEY) });
    world.socket().event('news', sealed('{"a":2}'), NAME);
  });

  scenario('a new key is fetched', (tools) => {
    channel(tools, [base64(KEY), base64(OTHER_KEY)]);
    say(tools, 'news', sealed('{"a":1}', OTHER_KEY));
    say(tools, 'news', sealed('{"a":2}', OTHER_KEY));
  });

  scenario('the new key does not fit either', (tools) => {
    channel(tools);
    say(tools, 'news', sealed('{"a":1}', OTHER_KEY));
    say(tools, 'news', sealed('{"a":2}', KEY));
  });

  const FAILS = {
    deviation: 'auth-failures',
    ours: (trace, assert) => {
      assert.ok(trace.has(`${NAME} news { a: 2 }`));
      assert.ok(!trace.has('uncaught'));
    },
  };
  const throwing = () => {
    throw new Error('oops');
  };
  for (const [title, options, fail] of [
    ['refuses', {}, (callback) => callback(new Error('oops'), null)],
    ['answers a text', {}, (callback) => callback(null, 'text')],
    ['answers null', FAILS, (callback) => callback(null, null)],
    ['throws', FAILS, throwing],
    ['returns a promise that rejects', FAILS, async () => throwing()],
  ]) {
    scenario(`a handler that ${title} when it is asked for a new key`, options, async (tools) => {
      const grant = (key) => (callback) =>
        callback(null, { auth: 'k:s', shared_secret: base64(key) });
      const answers = [grant(KEY), fail, grant(OTHER_KEY)];
      const customHandler = (params, callback) => answers.shift()(callback);
      const pusher = tools.connected({ channelAuthorization: { customHandler } });
      tools.watch(pusher.subscribe(NAME), NAME);
      tools.confirm(NAME);
      for (const a of [1, 2]) {
        say(tools, 'news', sealed(JSON.stringify({ a }), OTHER_KEY));
        await tools.world.settle();
      }
    });
  }

  scenario(
    'several messages while a new key is fetched',
    {
      deviation: 'one-new-key',
      ours: (trace, assert) => {
        assert.equal(trace.count('request'), 2);
        assert.ok(
          trace.order(`${NAME} news { a: 1 }`, `${NAME} news { a: 2 }`, `${NAME} news { a: 3 }`),
        );
      },
    },
    ({ world, connected, watch, confirm }) => {
      watch(connected().subscribe(NAME), NAME);
      world.request(0).respond(200, { auth: 'k:s', shared_secret: base64(KEY) });
      confirm(NAME);
      for (const a of [1, 2])
        world.socket().event('news', sealed(JSON.stringify({ a }), OTHER_KEY), NAME);
      world.socket().event('news', sealed('{"a":3}', OTHER_KEY), NAME);
      for (const request of world.requests.slice(1)) {
        request.respond(200, { auth: 'k:s', shared_secret: base64(OTHER_KEY) });
      }
    },
  );

  for (const secret of [
    'not base64!',
    base64(new Uint8Array(31)),
    base64(new Uint8Array(33)),
    'AA==',
  ]) {
    scenario(
      `a shared_secret that is none: ${secret.slice(-8)}`,
      {
        deviation: 'bad-secrets',
        ours: (trace, assert) => {
          assert.ok(trace.has(`${NAME} pusher:subscription_error`));
          assert.ok(!trace.has('uncaught'));
        },
      },
      ({ world, connected, watch }) => {
        const made = watch(connected().subscribe(NAME), NAME);
        world.request().respond(200, { auth: 'k:s', shared_secret: secret });
        void made;
        world.socket().event('news', sealed('{"a":1}'), NAME);
      },
    );
  }

  const { nonce, ciphertext } = sealed('{"a":1}');
  const dropped = {
    'no nonce': { ciphertext },
    'no ciphertext': { nonce },
    'a text': 'text',
    'a number': 7,
    'a ciphertext that is a number': { nonce, ciphertext: 7 },
    short: { nonce, ciphertext: 'AAAA' },
    'a short nonce': { nonce: 'AAAA', ciphertext },
  };
  for (const [title, data] of Object.entries(dropped)) {
    scenario(`dropped: ${title}`, (tools) => {
      channel(tools);
      say(tools, 'news', data);
      say(tools, 'news', sealed('{"a":2}'));
    });
  }

  const thrown = {
    null: null,
    'a nonce that is too long': { nonce: base64(new Uint8Array(25)), ciphertext },
    'a ciphertext that is no base64': { nonce, ciphertext: '***' },
    'a nonce that is no base64': { nonce: '***', ciphertext },
    'a text that is no UTF-8': sealed(new Uint8Array([0xff, 0xfe, 0xfd])),
  };
  for (const [title, data] of Object.entries(thrown)) {
    scenario(
      `dropped without an exception: ${title}`,
      {
        deviation: 'bad-secrets',
        ours: (trace, assert) => {
          assert.ok(!trace.has('uncaught'));
          assert.ok(trace.has(`${NAME} news { a: 2 }`));
        },
      },
      (tools) => {
        channel(tools);
        say(tools, 'news', data);
        say(tools, 'news', sealed('{"a":2}'));
      },
    );
  }

  scenario(
    'the build without encryption refuses them',
    { build: 'lite' },
    ({ connected, attempt, log }) => {
      const pusher = connected();
      attempt('subscribe', () => pusher.subscribe(NAME));
      log('channels', pusher.allChannels().length);
    },
  );

  scenario('cache channels that are encrypted', (tools) => {
    const { pusher } = channel(tools);
    tools.watch(pusher.subscribe('private-encrypted-cache-a'), 'cache');
    tools.world.socket().event('pusher:cache_miss', '', 'private-encrypted-cache-a');
  });
});
