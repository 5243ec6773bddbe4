// Runs inside every page before anything else: `window.t`, what the tests use there.
// A classic script, free of any library: it must not change what a customer's page would see.

(function () {
  const settings = window.__settings;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  const t = {
    settings,
    key: settings.key,
    wait,
    clients: [],

    /** A channel name no other test uses: the server may be shared. */
    unique: (name) => `${name}-${settings.run}`,

    /** The options of a client that talks to the server under test. */
    options(extra = {}) {
      return {
        cluster: '',
        wsHost: settings.host,
        wsPort: settings.port,
        wssPort: settings.port,
        httpHost: settings.host,
        httpPort: settings.port,
        httpsPort: settings.port,
        forceTLS: settings.tls,
        enabledTransports: ['ws', 'wss'],
        authEndpoint: `${location.origin}/pusher/auth`,
        userAuthentication: { endpoint: `${location.origin}/pusher/user-auth`, transport: 'ajax' },
        ...extra,
      };
    },

    client(extra) {
      const pusher = new window.Pusher(settings.key, t.options(extra));
      t.clients.push(pusher);
      return pusher;
    },

    /** A client that is already connected. */
    async connected(extra) {
      const pusher = t.client(extra);
      await t.state(pusher, 'connected');
      return pusher;
    },

    /** Waits until `fn()` (it may be async) is truthy and gives its value. */
    async until(fn, ms = 5000, what = String(fn)) {
      const end = performance.now() + ms;
      for (;;) {
        const value = await fn();
        if (value) return value;
        if (performance.now() > end) throw new Error(`waited ${ms} ms in vain for ${what}`);
        await wait(5);
      }
    },

    /** Waits for a state of the connection. */
    state(pusher, name, ms = 5000) {
      const { connection } = pusher;
      if (connection.state === name) return Promise.resolve(name);
      return new Promise((resolve, reject) => {
        const seen = [];
        const changed = ({ current }) => {
          seen.push(current);
          if (current !== name) return;
          clearTimeout(timer);
          connection.unbind('state_change', changed);
          resolve(name);
        };
        const timer = setTimeout(
          () =>
            reject(new Error(`waited ${ms} ms in vain for ${name}: ${connection.state} [${seen}]`)),
          ms,
        );
        connection.bind('state_change', changed);
      });
    },

    /** Waits for the next event of that name: its data. */
    event(emitter, name, ms = 5000) {
      return t.args(emitter, name, ms).then(([data]) => data);
    },

    /** Waits for the next event of that name: all arguments of the callback. */
    args(emitter, name, ms = 5000) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`waited ${ms} ms in vain for the event ${name}`)),
          ms,
        );
        emitter.bind(name, function once(...args) {
          clearTimeout(timer);
          emitter.unbind(name, once);
          resolve(args);
        });
      });
    },

    /** Subscribes and waits until the server has said yes. */
    async subscribe(pusher, name, ms = 5000) {
      const channel = pusher.subscribe(name);
      if (!channel.subscribed) {
        await Promise.race([
          t.event(channel, 'pusher:subscription_succeeded', ms),
          t.event(channel, 'pusher:subscription_error', ms + 1000).then((error) => {
            throw new Error(`refused: ${JSON.stringify(error)}`);
          }),
        ]);
      }
      return channel;
    },

    /** Runs a script of another server, as a tag in the page does. */
    script: (src) =>
      new Promise((resolve, reject) => {
        const tag = document.createElement('script');
        Object.assign(tag, { src, onload: () => resolve(), onerror: () => reject(new Error(src)) });
        document.head.append(tag);
      }),

    /** A list that fills with everything the emitters say, in order: `{at, from, name, data}`. */
    record(emitters) {
      const list = [];
      for (const [from, emitter] of Object.entries(emitters)) {
        emitter.bind_global((name, data) => {
          list.push({ at: performance.now(), from, name, data: plain(data) });
        });
      }
      return list;
    },

    /** `[['connecting_in', 1], …]`: the names with their data, for comparing. */
    pairs: (list) => list.map(({ name, data }) => (data === undefined ? [name] : [name, data])),

    // ---- the server's side ----

    async fault(name, body = {}) {
      const reply = await post(`/faults/${name}`, body);
      if (!reply.ok) throw new Error(`fault ${name}: ${reply.status} ${await reply.text()}`);
    },

    /** Has the server send an event to a channel, the way a back end would. */
    async trigger(channel, event, data, exclude) {
      const reply = await post('/test/trigger', { channel, event, data, exclude });
      if (!reply.ok) throw new Error(`trigger: ${await reply.text()}`);
    },

    /** Has the server send an event to a signed-in user. */
    async toUser(id, event, data) {
      const reply = await post('/test/user', { id, event, data });
      if (!reply.ok) throw new Error(`toUser: ${await reply.text()}`);
    },

    /** What the auth endpoints were asked. */
    requests: async () => (await fetch('/pusher/requests')).json(),

    /** A raw frame to every socket. */
    frame: (text) =>
      t.fault('frame', { text: typeof text === 'string' ? text : JSON.stringify(text) }),
  };

  function post(path, body) {
    return fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  // Errors and DOM events do not survive the way out of the page.
  function plain(value, depth = 0) {
    if (value === null || typeof value !== 'object') {
      return typeof value === 'function' ? '[function]' : value;
    }
    if (value instanceof Error) return { thrown: value.name };
    if (value instanceof Event) return { domEvent: value.type };
    if (depth > 5) return '[deep]';
    if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
    const copy = {};
    for (const [key, item] of Object.entries(value)) {
      if (item !== undefined) copy[key] = plain(item, depth + 1);
    }
    return copy;
  }
  t.plain = plain;

  window.t = t;
})();
