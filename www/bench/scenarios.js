// In the page: the scenarios. `bench.open(scenario, options)` prepares one, then each `bench.block()` plays
// one block of it and returns the µs per message. A block in which the library did not do all of the work
// is an error, so that nobody is fast by leaving things out.

window.bench = {
  async open(scenario, options) {
    this.block = await SCENARIOS[scenario](options);
  },
};

const SCENARIOS = {
  /**
   * `count` messages, spread over the channels. With `bound: false`, nobody listens to their event. `payload` is
   * a name of PAYLOADS, or the number of its characters.
   */
  async messages({ count, payload, channels = 1, bound = true, handlers = 1 }) {
    const pusher = await connect();
    const names = channelNames(channels);
    const heard = listener();
    for (const name of names) {
      const channel = pusher.subscribe(name);
      channel.bind('end-of-block', heard.end);
      // The listener of the other case is there too: a channel without any is not what applications have.
      const event = bound ? 'price-changed' : 'price-removed';
      for (let n = 1; n < handlers; n++) channel.bind(event, () => heard.messages++);
      channel.bind(event, heard.message);
    }
    const socket = await confirm(names.length);

    const make = PAYLOADS[payload] ?? ((n) => sized(n, payload));
    const payloads = Array.from({ length: count }, (_, n) => make(n));
    const texts = payloads.map((data, n) =>
      // Neighbours in time are not neighbours in the table: 7 shares no factor with 1,000.
      message('price-changed', names[(n * 7) % names.length], data),
    );
    const end = message('end-of-block', names[0], '{}');
    return () => {
      const us = play(socket, texts);
      heard.expect(socket, end, bound ? count * handlers : 0, bound ? payloads.at(-1) : undefined);
      return us;
    };
  },

  /** `count` messages of `size` characters each, which only this page can read. tweetnacl encrypts them. */
  async encrypted({ count, size }) {
    const { nacl } = window;
    const key = Uint8Array.from({ length: 32 }, (_, n) => n * 7);
    const grant = { auth: 'key:signature', shared_secret: base64(key) };
    const pusher = await connect(grant);
    const name = 'private-encrypted-market';
    const heard = listener();
    const channel = pusher.subscribe(name);
    channel.bind('price-changed', heard.message);
    channel.bind('end-of-block', heard.end);
    const socket = await confirm(1);

    const encrypt = (text, n) => {
      const nonce = Uint8Array.from({ length: 24 }, (_, place) => n + place);
      const box = nacl.secretbox(new TextEncoder().encode(text), nonce, key);
      return JSON.stringify({ nonce: base64(nonce), ciphertext: base64(box) });
    };
    const payloads = Array.from({ length: count }, (_, n) => sized(n, size));
    const texts = payloads.map((data, n) => message('price-changed', name, encrypt(data, n)));
    const end = message('end-of-block', name, encrypt('{}', count));
    return () => {
      const us = play(socket, texts);
      heard.expect(socket, end, count, payloads.at(-1));
      return us;
    };
  },

  /** A new client subscribes to `count` channels, all of which are confirmed. */
  async subscribe({ count }) {
    const names = channelNames(count);
    return async () => {
      const pusher = await connect();
      const socket = window.WebSocket.last;
      const began = performance.now();
      for (const name of names) pusher.subscribe(name);
      await socket.frames(count);
      let us = (performance.now() - began) * 1000;
      us += play(socket, socket.answers()) * count;

      const subscribed = pusher.allChannels().filter((channel) => channel.subscribed);
      expect('channels subscribed', subscribed.length, count);
      leave(pusher);
      return us / count;
    };
  },

  /** `count` members come to a channel where there are `members` already, and go again; µs for each of both. */
  async comings({ count, members }) {
    const pusher = await connect(PRESENCE_GRANT);
    const name = 'presence-market';
    const channel = pusher.subscribe(name);
    let heard = 0;
    for (const event of ['pusher:member_added', 'pusher:member_removed']) {
      channel.bind(event, () => heard++);
    }
    const socket = await confirm(1, presence(members));

    const coming = Array.from({ length: count }, (_, n) => member(members + n));
    const texts = ['member_added', 'member_removed'].flatMap((event) =>
      coming.map(([user_id, user_info]) =>
        message(`pusher_internal:${event}`, name, JSON.stringify({ user_id, user_info })),
      ),
    );
    return () => {
      heard = 0;
      const us = play(socket, texts);
      expect('comings and goings heard', heard, 2 * count);
      expect('members', channel.members.count, members);
      return us;
    };
  },

  /** A subscription to a channel with so many members is confirmed; µs for all of them together. */
  async joining({ members }) {
    const pusher = await connect(PRESENCE_GRANT);
    const socket = window.WebSocket.last;
    const data = presence(members);
    return async () => {
      const channel = pusher.subscribe('presence-market');
      await socket.frames(1);
      const us = play(socket, socket.answers(data));
      expect('members', channel.members.count, members);
      pusher.unsubscribe(channel.name);
      await socket.frames(1);
      socket.sent = [];
      return us;
    };
  },

  /** For what it holds, not for how long it takes: a client and then, once, its channels or its members. */
  async held({ channels = 0, members = 0 }) {
    window.pusher = await connect(PRESENCE_GRANT);
    return async () => {
      for (const name of channelNames(channels)) window.pusher.subscribe(name);
      if (channels) await confirm(channels);
      if (members) {
        window.pusher.subscribe('presence-market');
        await confirm(1, presence(members));
      }
    };
  },
};

/** Delivers the messages; the µs for each. */
function play(socket, texts) {
  const began = performance.now();
  for (const text of texts) socket.deliver(text);
  return ((performance.now() - began) * 1000) / texts.length;
}

/** Handlers that take down what they hear, and the check that it was all of a block. */
function listener() {
  const heard = {
    messages: 0,
    ends: 0,
    data: undefined,
    message(data) {
      heard.messages++;
      heard.data = data;
    },
    end() {
      heard.ends++;
    },
    expect(socket, end, messages, last) {
      // What nobody listens to leaves no trace; that this arrives shows that the library is still at it.
      socket.deliver(end);
      expect('messages heard', heard.messages, messages);
      expect('ends of blocks heard', heard.ends, 1);
      const { data } = heard;
      const text = data === undefined || typeof data === 'string' ? data : JSON.stringify(data);
      expect('the last payload', text, last);
      heard.messages = heard.ends = 0;
    },
  };
  return heard;
}

/** Payloads as they stand in a message: texts. Each is a little different, as real ones are. */
const PAYLOADS = {
  small: (n) => JSON.stringify({ id: 4000 + n, price: 101.25 + n, name: 'ACME' }),
  large: (n) =>
    JSON.stringify({
      id: 4000 + n,
      rows: Array.from({ length: 20 }, (_, i) => item(n, i)),
      text: 'Lorem ipsum dolor sit amet, consectetur. '.repeat(20),
    }),
  text: (n) => `Message ${4000 + n}: ACME is at 101.25 now`,
};

/** A payload of so many characters: rows, and text that fills it up. */
function sized(n, size) {
  const rows = Array.from({ length: Math.floor(size / 100) }, (_, i) => item(n, i));
  const data = { id: 4000 + n, rows, text: '' };
  data.text = 'Lorem ipsum '
    .repeat(Math.ceil(size / 12))
    .slice(0, size - JSON.stringify(data).length);
  return JSON.stringify(data);
}

function item(n, i) {
  return { id: n + i, name: `Item ${i}`, price: 9.5 * i };
}

function message(event, channel, data) {
  return JSON.stringify({ event, channel, data });
}

function channelNames(count) {
  return Array.from({ length: count }, (_, n) => `market-${n}`);
}

function member(n) {
  return [`user-${n}`, { name: `Member ${n}`, role: 'editor' }];
}

/** Grants the page's own user access to a presence channel. */
const PRESENCE_GRANT = {
  auth: 'key:signature',
  channel_data: JSON.stringify({ user_id: member(0)[0], user_info: member(0)[1] }),
};

/** What a server tells of a channel's members when it confirms a subscription. */
function presence(count) {
  const members = Array.from({ length: count }, (_, n) => member(n));
  return JSON.stringify({
    presence: { count, ids: members.map(([id]) => id), hash: Object.fromEntries(members) },
  });
}

function base64(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** A client that is connected. Where a channel asks for an authorization, it is given this one. */
async function connect(grant) {
  const pusher = new window.Pusher('key', {
    cluster: 'mt1',
    channelAuthorization: { customHandler: (_, callback) => callback(null, grant) },
  });
  await new Promise((resolve) => pusher.connection.bind('connected', resolve));
  return pusher;
}

/** Confirms the subscriptions that are under way; returns the socket. */
async function confirm(count, data) {
  const socket = window.WebSocket.last;
  await socket.frames(count);
  for (const answer of socket.answers(data)) socket.deliver(answer);
  return socket;
}

/** Lets go of a client. */
function leave(pusher) {
  pusher.disconnect();
  // The library keeps every client there; a page with dozens of them is not what is measured.
  window.Pusher.instances.length = 0;
}

function expect(what, seen, wanted) {
  if (seen !== wanted) throw new Error(`${what}: ${seen} instead of ${wanted}`);
}
