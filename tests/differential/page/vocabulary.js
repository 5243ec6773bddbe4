// What scenarios are written with, besides the world.

import { print, printThrown } from './print.js';

const STATES = ['connecting', 'connected', 'unavailable', 'failed', 'disconnected'];

/** @param {import('./world.js').World} world */
export function vocabulary(world, Pusher) {
  /** Writes a line of the scenario's own. */
  const log = (label, ...values) =>
    world.write([label, ...values.map((value) => print(value, world.source))].join(' '));

  /** Writes down everything that an emitter tells those who listen to all of it. */
  function watch(emitter, label) {
    emitter.bind_global((event, ...args) => log(`${label} ${event}`, ...args));
    return emitter;
  }

  /** Writes down what callbacks of one event get. */
  function on(emitter, event, label = event) {
    emitter.bind(event, (...args) => log(`on ${label}`, ...args));
    return emitter;
  }

  /** Calls, and writes down what comes of it. */
  function attempt(label, call) {
    try {
      const value = call();
      log(`${label} returns`, value);
      return value;
    } catch (error) {
      world.write(`${label} throws ${printThrown(error)}`);
      if (error instanceof WebAssembly.RuntimeError) world.trap = true;
      return undefined;
    }
  }

  /** A client that only knows WebSockets, and that nobody watches yet. */
  function client(options = {}, key = 'key') {
    return new Pusher(key, { cluster: 'mt1', enabledTransports: ['ws', 'wss'], ...options });
  }

  /** A client with everything about its connection in the trace. */
  function watched(options, key) {
    const pusher = client(options, key);
    watch(pusher.connection, 'connection');
    for (const state of STATES) on(pusher.connection, state);
    return pusher;
  }

  /** A watched client that is connected. */
  function connected(options) {
    const pusher = watched(options);
    world.socket().open().handshake();
    return pusher;
  }

  /** A channel that the server has confirmed; presence channels need `data`. */
  function subscribed(pusher, name, data = {}) {
    const channel = watch(pusher.subscribe(name), name);
    confirm(name, data);
    return channel;
  }

  /** The server's confirmation. */
  const confirm = (name, data = {}) =>
    world.socket().event('pusher_internal:subscription_succeeded', JSON.stringify(data), name);

  /** The flags of a channel. */
  const flags = (channel) =>
    log(
      `${channel.name} is`,
      channel.subscribed ? 'subscribed' : 'not subscribed',
      ...(channel.subscriptionPending ? ['pending'] : []),
      ...(channel.subscriptionCancelled ? ['cancelled'] : []),
    );

  /** Members as a server tells them. */
  const members = (...ids) => ({
    presence: {
      ids,
      hash: Object.fromEntries(ids.map((id) => [id, { name: `user ${id}` }])),
      count: ids.length,
    },
  });

  return {
    Pusher,
    world,
    log,
    watch,
    on,
    attempt,
    client,
    watched,
    connected,
    subscribed,
    confirm,
    flags,
    members,
  };
}
