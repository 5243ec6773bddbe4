// In the page: the scenarios. `bench.open(scenario, options)` prepares one, then each `bench.block()` plays
// one block of it and returns the µs per message. A block in which the library did not do all of the work
// is an error, so that nobody is fast by leaving things out.

window.bench = {
  async open(scenario, options) {
    this.block = await SCENARIOS[scenario](options);
  },
};

const SCENARIOS = {
  /** `count` messages, spread over the channels. With `bound: false`, nobody listens to their event. */
  async messages({ count, payload, channels = 1, bound = true }) {
    const pusher = await connect();
    const names = channelNames(channels);
    const heard = { messages: 0, ends: 0, data: undefined };
    for (const name of names) {
      const channel = pusher.subscribe(name);
      channel.bind('end-of-block', () => heard.ends++);
      // The listener of the other case is there too: a channel without any is not what applications have.
      channel.bind(bound ? 'price-changed' : 'price-removed', (data) => {
        heard.messages++;
        heard.data = data;
      });
    }
    const socket = await confirm(names.length);

    const payloads = Array.from({ length: count }, (_, n) => PAYLOADS[payload](n));
    const texts = payloads.map((data, n) =>
      // Neighbours in time are not neighbours in the table: 7 shares no factor with 1,000.
      message('price-changed', names[(n * 7) % names.length], data),
    );
    const end = message('end-of-block', names[0], '{}');
    const last = payloads.at(-1);

    return () => {
      heard.messages = heard.ends = 0;
      const began = performance.now();
      for (const text of texts) socket.deliver(text);
      const ms = performance.now() - began;
      socket.deliver(end);
      expect('messages heard', heard.messages, bound ? count : 0);
      // What nobody listens to leaves no trace; that this arrives shows that the library is still at it.
      expect('ends of blocks heard', heard.ends, 1);
      if (bound) {
        const { data } = heard;
        expect('the last payload', typeof data === 'string' ? data : JSON.stringify(data), last);
      }
      return (ms * 1000) / count;
    };
  },

  /** A new client subscribes to `count` channels, all of which are confirmed. */
  async subscribe({ count }) {
    const names = channelNames(count);
    return async () => {
      const pusher = await connect();
      const socket = window.WebSocket.last;
      let began = performance.now();
      for (const name of names) pusher.subscribe(name);
      await socket.frames(count);
      let ms = performance.now() - began;

      const answers = socket.answers();
      began = performance.now();
      for (const answer of answers) socket.deliver(answer);
      ms += performance.now() - began;

      const subscribed = pusher.allChannels().filter((channel) => channel.subscribed);
      expect('channels subscribed', subscribed.length, count);
      pusher.disconnect();
      // The library keeps every client there; a page with dozens of them is not what is measured.
      window.Pusher.instances.length = 0;
      return (ms * 1000) / count;
    };
  },
};

/** Payloads as they stand in a message: texts. Each is a little different, as real ones are. */
const PAYLOADS = {
  small: (n) => JSON.stringify({ id: 4000 + n, price: 101.25 + n, name: 'ACME' }),
  large: (n) =>
    JSON.stringify({
      id: 4000 + n,
      rows: Array.from({ length: 20 }, (_, i) => ({
        id: n + i,
        name: `Item ${i}`,
        price: 9.5 * i,
      })),
      text: 'Lorem ipsum dolor sit amet, consectetur. '.repeat(20),
    }),
  text: (n) => `Message ${4000 + n}: ACME is at 101.25 now`,
};

function message(event, channel, data) {
  return JSON.stringify({ event, channel, data });
}

function channelNames(count) {
  return Array.from({ length: count }, (_, n) => `market-${n}`);
}

/** A client that is connected. */
async function connect() {
  const pusher = new window.Pusher('key', { cluster: 'mt1' });
  await new Promise((resolve) => pusher.connection.bind('connected', resolve));
  return pusher;
}

/** Confirms the subscriptions that are under way; returns the socket. */
async function confirm(count) {
  const socket = window.WebSocket.last;
  await socket.frames(count);
  for (const answer of socket.answers()) socket.deliver(answer);
  return socket;
}

function expect(what, seen, wanted) {
  if (seen !== wanted) throw new Error(`${what}: ${seen} instead of ${wanted}`);
}
