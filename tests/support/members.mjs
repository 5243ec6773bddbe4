// The objects of the built package that members can be looked up on, in Node.

/** A WebSocket whose server greets. */
class Socket {
  readyState = 1;

  constructor() {
    queueMicrotask(() => {
      this.onopen?.({});
      const data = { socket_id: '1.1', activity_timeout: 120 };
      const greeting = { event: 'pusher:connection_established', data };
      this.onmessage?.({ data: JSON.stringify(greeting) });
    });
  }

  send() {}

  close() {
    this.readyState = 3;
  }
}

/** A connected client's objects, by how PARITY.md calls them. */
async function objects() {
  const { default: Pusher } = await import('../../pkg/esm/pusher.js');
  Pusher.Runtime.getWebSocketAPI = () => Socket;
  const options = { cluster: 'mt1', enabledTransports: ['ws'], disabledTransports: [] };
  const pusher = new Pusher('key', { ...options, ignoreNullOrigin: false, timelineParams: {} });
  await new Promise((done) => pusher.connection.bind('connected', done));
  const { timelineSender } = reporting(Pusher, options);
  const { channels, config, connection, timeline, user } = pusher;
  const presenceChannel = pusher.subscribe('presence-a');
  const receivers = Pusher.Runtime.ScriptReceivers;
  const found = {
    Pusher,
    Runtime: Pusher.Runtime,
    'Runtime.ScriptReceivers': receivers,
    'Runtime.Transports': Pusher.Runtime.Transports,
    'Runtime.Transports.ws': Pusher.Runtime.Transports.ws,
    receiver: receivers.create(() => {}),
    network: Pusher.Runtime.getNetwork(),
    pusher: Object.assign(Object.create(pusher), { timelineSender }),
    config: { ...config, nacl: {} },
    connection,
    'connection.options': connection.options,
    'connection.connection': connection.connection,
    'connection.connection.transport': connection.connection.transport,
    channels,
    channel: counted(pusher.subscribe('a')),
    privateChannel: pusher.subscribe('private-a'),
    encryptedChannel: pusher.subscribe('private-encrypted-a'),
    presenceChannel,
    members: presenceChannel.members,
    user,
    watchlist: user.watchlist,
    emitter: pusher.global_emitter,
    'emitter.callbacks': pusher.global_emitter.callbacks,
    timeline,
    'timeline.options': timeline.options,
    timelineSender,
  };
  pusher.disconnect();
  return found;
}

/** The channel, once the server has told how many subscribe to it. */
function counted(channel) {
  channel.handleEvent({
    event: 'pusher_internal:subscription_count',
    channel: channel.name,
    data: { subscription_count: 1 },
  });
  return channel;
}

/** A client that would report on its connection, if it had one. */
function reporting(Pusher, options) {
  Pusher.isReady = false;
  return new Pusher('key', { ...options, enableStats: true });
}

/** Returns whether a member such as `pusher.connect` is there; `undefined` for what is no member. */
export async function members() {
  const found = await objects();
  return (path) => {
    const dot = path.lastIndexOf('.');
    const object = found[path.slice(0, Math.max(dot, 0))];
    return object && path.slice(dot + 1) in object;
  };
}
