// In the page, after wire.js and the library: what is done to a client, and whether it lives on. Every function
// throws if it does not.

(function () {
  /** Whatever a program could hand us. Those that throw say that it was `theirs`. */
  const theirs = () => {
    throw new Error('theirs');
  };
  const cycle = {};
  cycle.self = cycle;
  const EXOTIC = [
    ...[undefined, null, NaN, -0, 10n, Symbol('x'), '', '\ud800', new Date(NaN), /x/, new Map()],
    ...[Object.create(null), () => {}, theirs, class {}, async () => theirs(), new Error('theirs')],
    ...[
      { toString: theirs },
      { toJSON: theirs },
      { valueOf: theirs },
      cycle,
      [cycle],
      new Proxy({}, {}),
    ],
    ...[
      new Proxy({}, new Proxy({}, { get: () => theirs })),
      new Proxy(() => {}, { apply: theirs }),
    ],
    ...[
      { then: theirs },
      { then() {} },
      Promise.reject(new Error('theirs')),
      new Promise(() => {}),
    ],
    ...[
      new Uint8Array(8),
      new ArrayBuffer(8),
      document.createElement('div'),
      globalThis,
      new Proxy([], {}),
    ],
    ...[
      Object.freeze({ auth: 'k:s' }),
      {
        auth: 'k:s',
        get channel_data() {
          return theirs();
        },
      },
    ],
    ...[
      Object.freeze({ auth: 'k:s', shared_secret: 'x' }),
      new String('k:s'),
      new Number(7),
      [theirs],
    ],
    ...[
      (params, callback) => callback(theirs),
      (params, callback) => (callback(), callback(null, {})),
    ],
  ];

  const pick = (number) => EXOTIC[number % EXOTIC.length];

  const errors = [];
  for (const event of ['error', 'unhandledrejection']) {
    addEventListener(event, ({ error, message, reason = error ?? message }) => {
      if (!String(reason?.message ?? reason).includes('theirs')) errors.push(describe(reason));
    });
  }
  const describe = (error) => String(error?.stack ?? error);

  // A hundred times as fast, or a case would take a second.
  const { setTimeout } = window;
  window.setTimeout = (fn, ms, ...args) => setTimeout(fn, ms / 100, ...args);

  /** What the endpoint answers next, again and again; a good answer if there is nothing here. */
  let reply;
  const good = () => ({
    status: 200,
    body: JSON.stringify({
      auth: 'k:s',
      channel_data: '{"user_id":"me"}',
      user_data: '{"id":"7"}',
      shared_secret: fuzz.secret,
    }),
  });

  class Request {
    responseText = '';
    open() {}
    setRequestHeader() {}
    send() {
      const { status, body } = reply ?? good();
      setTimeout(() => {
        Object.assign(this, { readyState: 4, status, responseText: body });
        this.onreadystatechange?.();
      });
    }
  }

  /** Lets timers ring and requests be answered. */
  const pause = () => new Promise((done) => setTimeout(done, 5));

  function fail(what) {
    throw new Error(what);
  }

  /** Throws if anything went wrong that nobody saw. */
  function checkErrors() {
    if (errors.length) fail(`uncaught: ${errors.splice(0).join('\n')}`);
  }

  const client = (options) => new Pusher('key', { cluster: 'mt1', ...options });
  const until = (fn, what) => t.until(fn, 10_000, what);

  /** A client in the middle of everything. */
  async function busy() {
    const pusher = client();
    pusher.signin();
    const names = ['news', 'presence-a', 'private-encrypted-a'];
    const channels = names.map((name) => pusher.subscribe(name));
    await until(() => channels.every(({ subscribed }) => subscribed), 'the subscriptions');
    pusher.subscribe('private-a');
    return pusher;
  }

  function assertHears(pusher) {
    const news = pusher.subscribe('news');
    let heard = 0;
    const hear = () => (heard += 1);
    news.bind('hello', hear);
    wire.tell({ event: 'hello', channel: 'news', data: '{}' });
    news.unbind('hello', hear);
    if (heard !== 1) fail(`a good message is heard ${heard} times`);
  }

  /** Good messages are heard, and so they are after the next connection. */
  async function assertAlive(pusher) {
    assertHears(pusher);
    const { last } = wire;
    last.end(4200);
    await until(() => wire.last !== last, 'another socket');
    await until(() => pusher.channel('news').subscribed, 'the second subscription');
    assertHears(pusher);
  }

  /** Does with a client what every program does in the end. */
  async function end(pusher) {
    pusher.disconnect();
    if (!['disconnected', 'failed'].includes(pusher.connection.state)) fail('not disconnected');
    Pusher.instances.length = 0;
    await pause();
    checkErrors();
  }

  const CASES = {
    async frames(texts) {
      const pusher = await busy();
      for (const text of texts) wire.last.tell(text);
      await assertAlive(pusher);
      return pusher;
    },

    async handshakes(text) {
      wire.automatic = false;
      const pusher = client();
      pusher.connect();
      const first = wire.last;
      first.readyState = 1;
      first.onopen({ type: 'open' });
      first.tell(text);
      wire.automatic = true;
      if (pusher.connection.state === 'disconnected') pusher.connect();
      await until(() => pusher.connection.state === 'connected', 'a connection');
      return pusher;
    },

    async auth({ name, status, body, exotic }) {
      let handed = exotic !== undefined;
      const customHandler = (_, callback) =>
        handed ? callback(null, pick(exotic)) : callback(null, JSON.parse(good().body));
      const pusher = client(handed ? { channelAuthorization: { customHandler } } : {});
      await until(() => pusher.connection.state === 'connected', 'a connection');
      wire.confirm = undefined;
      reply = { status, body };
      wire.sent.length = 0;
      let errors = 0;
      const channel = pusher.channels.add(name, pusher);
      channel.bind('pusher:subscription_error', () => (errors += 1));
      pusher.subscribe(name);
      const asked = () => wire.sent.some((text) => text.includes(`"channel":"${name}"`));
      await until(() => errors || asked(), 'an answer');
      if (asked() !== channel.subscriptionPending || (errors && asked())) fail('neither, or both');
      wire.confirm = confirm;
      reply = undefined;
      handed = false;
      pusher.disconnect();
      pusher.connect();
      await until(() => channel.subscribed, 'a good answer');
      return pusher;
    },

    async refusals({ exotic, how }) {
      const value = pick(exotic);
      const handlers = {
        calls: (_, callback) => callback(value, null),
        throws: () => {
          throw value;
        },
        rejects: () => Promise.reject(value),
        returns: (_, callback) => (callback(new Error('no'), null), value),
      };
      const customHandler = handlers[how];
      const pusher = client({
        channelAuthorization: { customHandler },
        userAuthentication: { customHandler },
      });
      pusher.signin();
      const channels = ['private-a', 'presence-a'].map((name) => pusher.subscribe(name));
      // An error that is falsy is none.
      await until(() => pusher.connection.state === 'connected', 'a connection');
      if (how !== 'calls') {
        await until(() => !channels.some((channel) => channel.subscriptionPending), 'refusals');
      }
      await assertAlive(pusher);
      return pusher;
    },

    async users({ status, body }) {
      reply = { status, body };
      const pusher = client();
      let failed = false;
      pusher.user.bind('pusher:signin_error', () => (failed = true));
      wire.sent.length = 0;
      pusher.signin();
      const asked = () => wire.sent.some((text) => text.includes('pusher:signin'));
      await until(() => failed || asked(), 'an answer');
      reply = undefined;
      await assertAlive(pusher);
      return pusher;
    },

    async encrypted({ texts, status, body }) {
      const pusher = await busy();
      const channel = pusher.channel('private-encrypted-a');
      let heard = 0;
      channel.bind('sealed', () => (heard += 1));
      reply = { status, body };
      for (const data of texts) {
        wire.last.tell(JSON.stringify({ event: 'secret', channel: channel.name, data }));
        await pause();
      }
      await pause();
      reply = undefined;
      // A wrong key may have come; the good one replaces it.
      const message = JSON.stringify({ event: 'sealed', channel: channel.name, data: fuzz.sealed });
      await until(() => {
        wire.last.tell(message);
        return heard;
      }, 'a good event');
      await assertAlive(pusher);
      return pusher;
    },

    async cache({ text, works }) {
      localStorage.pusherTransportTLS = text;
      wire.automatic = works;
      const pusher = client();
      const first = wire.last;
      if (!works) {
        wire.automatic = true;
        first.end(1006);
      }
      await until(() => pusher.connection.state === 'connected', 'a connection');
      localStorage.clear();
      await assertAlive(pusher);
      return pusher;
    },

    async options({ key, options, exotics }) {
      for (const [name, part, index] of exotics) {
        if (options === null || typeof options !== 'object') break;
        if (part) options[name] = { ...options[name], [part]: pick(index) };
        else options[name] = pick(index);
      }
      let pusher;
      try {
        pusher = new Pusher(key === undefined ? 'key' : pick(key), options);
      } catch (error) {
        if (error instanceof WebAssembly.RuntimeError) throw error;
        if (typeof error === 'string' || error instanceof Error) return undefined;
        fail(`it throws ${typeof error}`);
      }
      const names = ['news', 'private-a', 'presence-a', 'private-encrypted-a'];
      const channels = names.map((name) => pusher.subscribe(name));
      pusher.signin();
      await pause();
      if (pusher.connection.state === 'connected' && !channels[0].subscribed)
        fail('not subscribed');
      return pusher;
    },
  };

  const { confirm } = wire;
  window.fuzz = {
    /** Plays one case; gives what is wrong, or nothing. The arguments are a JSON text, which keeps half surrogates. */
    async play(name, json) {
      Object.assign(wire, { automatic: true, confirm });
      reply = undefined;
      errors.length = 0;
      // A log makes texts of everything.
      Pusher.log = json.length % 2 ? () => {} : undefined;
      Pusher.Runtime.createXHR = () => new Request();
      try {
        const pusher = await CASES[name](JSON.parse(json));
        if (pusher) await end(pusher);
        checkErrors();
        return undefined;
      } catch (error) {
        Pusher.instances.splice(0).forEach((pusher) => pusher.disconnect());
        return describe(error);
      }
    },
  };
})();
