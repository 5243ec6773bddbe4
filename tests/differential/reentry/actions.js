// What an application may do inside a callback: every public method, and throwing. Each is given
// `({ pusher, tools })`.

/** The channel of this name, or a stand-in for a test where it is gone. */
const channel = (pusher, name) => pusher.channel(name);

export const actions = {
  'connect()': ({ pusher }) => pusher.connect(),
  'disconnect()': ({ pusher }) => pusher.disconnect(),
  'disconnect() and connect()': ({ pusher }) => {
    pusher.disconnect();
    pusher.connect();
  },
  'connection.disconnect()': ({ pusher }) => pusher.connection.disconnect(),
  'subscribe() to a new channel': ({ pusher, tools }) =>
    void tools.watch(pusher.subscribe('new'), 'new'),
  'subscribe() to a new private channel': ({ pusher, tools }) =>
    void tools.watch(pusher.subscribe('private-new'), 'private-new'),
  'subscribe() to a new presence channel': ({ pusher, tools }) =>
    void tools.watch(pusher.subscribe('presence-new'), 'presence-new'),
  'subscribe() again': ({ pusher }) => void pusher.subscribe('a'),
  'subscribeAll()': ({ pusher }) => pusher.subscribeAll(),
  'unsubscribe()': ({ pusher }) => pusher.unsubscribe('a'),
  'unsubscribe() of a presence channel': ({ pusher }) => pusher.unsubscribe('presence-a'),
  'unsubscribe() of everything': ({ pusher }) => {
    for (const { name } of pusher.allChannels()) pusher.unsubscribe(name);
  },
  'unsubscribe() and subscribe()': ({ pusher, tools }) => {
    pusher.unsubscribe('a');
    tools.watch(pusher.subscribe('a'), 'a again');
  },
  'trigger()': ({ pusher }) => channel(pusher, 'presence-a')?.trigger('client-x', { a: 1 }),
  'send_event()': ({ pusher }) => pusher.send_event('mine', { a: 1 }, 'a'),
  'signin()': ({ pusher }) => pusher.signin(),
  'switchCluster()': ({ pusher }) => pusher.switchCluster({ appKey: 'other', cluster: 'eu' }),
  'bind() everywhere': ({ pusher, tools }) => {
    for (const event of ['news', 'connected', 'error', 'state_change', 'connecting_in']) {
      tools.on(pusher, event, `late client ${event}`);
      tools.on(pusher.connection, event, `late connection ${event}`);
      if (channel(pusher, 'a')) tools.on(channel(pusher, 'a'), event, `late a ${event}`);
    }
  },
  'unbind_all() of the client': ({ pusher }) => void pusher.unbind_all(),
  'unbind_all() of a channel': ({ pusher }) => void channel(pusher, 'a')?.unbind_all(),
  'unbind() of names': ({ pusher }) => {
    pusher.unbind('news');
    channel(pusher, 'a')?.unbind('news');
    channel(pusher, 'presence-a')?.unbind('pusher:member_added');
  },
  'channel.subscribe()': ({ pusher }) => channel(pusher, 'a')?.subscribe(),
  'channel.unsubscribe()': ({ pusher }) => channel(pusher, 'a')?.unsubscribe(),
  'channel.cancelSubscription()': ({ pusher }) => channel(pusher, 'a')?.cancelSubscription(),
  'channel.reinstateSubscription()': ({ pusher }) => channel(pusher, 'a')?.reinstateSubscription(),
  'channel.disconnect()': ({ pusher }) => channel(pusher, 'a')?.disconnect(),
  'channels.remove()': ({ pusher }) => void pusher.channels.remove('a'),
  'handleEvent()': ({ pusher }) =>
    channel(pusher, 'a')?.handleEvent({ event: 'by-hand', channel: 'a', data: 1 }),
  'another client': ({ tools }) => void tools.client({}, 'another'),
  throwing: () => {
    throw new Error('oops');
  },
};
