// The channels this page has asked for, each with what is bound on it. No DOM here.

import { STATES } from './states.js';

/**
 * Posts `channels` after anything about a channel changed, and `event` {channel, event, data} for
 * each event heard by a callback.
 */
export function createChannels({ pusher, bus }) {
  const entries = new Map();
  let listenAll = true;
  const changed = () => bus.post('channels');

  function attach(entry) {
    const { name, channel } = entry;
    entry.status = {
      'pusher:subscription_succeeded': () => (entry.error = null),
      'pusher:subscription_error': (error) => (entry.error = error),
      'pusher:subscription_count': () => {},
      'pusher:member_added': () => {},
      'pusher:member_removed': () => {},
    };
    for (const [event, note] of Object.entries(entry.status)) {
      const callback = (data) => {
        note(data);
        changed();
      };
      entry.status[event] = callback;
      channel.bind(event, callback);
    }
    entry.onAny = (event, data) => bus.post('event', { channel: name, event, data });
    if (listenAll) channel.bind_global(entry.onAny);
    for (const [event, bound] of entry.bound) channel.bind(event, bound.callback);
  }

  function detach({ channel, status, onAny, bound }) {
    for (const [event, callback] of Object.entries(status)) channel.unbind(event, callback);
    channel.unbind_global(onAny);
    for (const [event, { callback }] of bound) channel.unbind(event, callback);
  }

  const store = {
    all: () => [...entries.values()],
    get: (name) => entries.get(name),

    /** Throws what the client throws, e.g. for a name that starts with '#'. */
    subscribe(name) {
      const channel = pusher.subscribe(name);
      if (!entries.has(name)) {
        const entry = { name, channel, error: null, bound: new Map() };
        entries.set(name, entry);
        attach(entry);
      }
      entries.get(name).error = null;
      changed();
    },

    unsubscribe(name) {
      const entry = entries.get(name);
      if (!entry) return;
      detach(entry);
      pusher.unsubscribe(name);
      entries.delete(name);
      changed();
    },

    /** Leaves and joins again, keeping what is bound. */
    renew(name) {
      const entry = entries.get(name);
      if (!entry) return store.subscribe(name);
      detach(entry);
      pusher.unsubscribe(name);
      entry.channel = pusher.subscribe(name);
      entry.error = null;
      attach(entry);
      changed();
    },

    bindEvent(name, event) {
      const { channel, bound } = entries.get(name);
      if (bound.has(event)) return;
      const heard = { count: 0, callback: null };
      heard.callback = (data) => {
        heard.count += 1;
        if (!listenAll) bus.post('event', { channel: name, event, data });
        changed();
      };
      bound.set(event, heard);
      channel.bind(event, heard.callback);
      changed();
    },

    unbindEvent(name, event) {
      const { channel, bound } = entries.get(name);
      channel.unbind(event, bound.get(event).callback);
      bound.delete(event);
      changed();
    },

    setListenAll(on) {
      listenAll = on;
      for (const { channel, onAny } of entries.values()) {
        if (on) channel.bind_global(onAny);
        else channel.unbind_global(onAny);
      }
    },
  };

  // The client resets and re-subscribes channels when it emits the state's own event, which comes
  // after state_change; bound later than the client's own, these callbacks see the result.
  for (const state of STATES) {
    pusher.connection.bind(state, () => {
      if (state === 'connected') for (const entry of entries.values()) entry.error = null;
      changed();
    });
  }
  return store;
}

/** 'subscribed', 'failed' or 'pending' (which includes waiting for a connection). */
export function subscriptionState({ channel, error }) {
  if (channel.subscribed) return 'subscribed';
  return error ? 'failed' : 'pending';
}

/** Why no client event can be triggered on this channel now; '' when one can. */
export function triggerObstacle(entry) {
  if (entry.name.startsWith('private-encrypted-'))
    return 'Encrypted channels take no client events.';
  if (!/^(private|presence)-/.test(entry.name))
    return 'Only private- and presence- channels take client events.';
  return entry.channel.subscribed ? '' : 'Not subscribed yet.';
}
