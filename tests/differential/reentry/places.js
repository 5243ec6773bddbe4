// Where an application's code runs. Each place is given the tools and a function to call there; it returns the
// client. `inside` acts once.

const GRANT = { auth: 'k:s', channel_data: '{"user_id":"1"}' };
const USER = { auth: 'k:s', user_data: '{"id":"7"}' };

/** A client that is connected, with a public and a presence channel, granting everything. */
function ready(tools, { authorize, authenticate, ...options } = {}) {
  const { world, watch, confirm, members } = tools;
  const pusher = tools.watched({
    channelAuthorization: {
      customHandler(params, callback) {
        authorize?.(params);
        callback(null, { ...GRANT });
      },
    },
    userAuthentication: {
      customHandler(params, callback) {
        if (authenticate?.(params, callback) !== false) callback(null, USER);
      },
    },
    ...options,
  });
  watch(pusher, 'client');
  watch(pusher.user, 'user');
  for (const name of ['a', 'presence-a']) watch(pusher.subscribe(name), name);
  world.socket().open().handshake();
  world.turn();
  confirm('a');
  confirm('presence-a', members('1', '2'));
  return pusher;
}

/** The same, disconnected again. */
function away(tools, options) {
  const pusher = ready(tools, options);
  pusher.disconnect();
  tools.world.turn();
  return pusher;
}

/** A place at an emitter's event, which `drive` brings about. */
const at = (pick, event, make, drive) => (tools, inside) => {
  const pusher = make(tools);
  pick(pusher).bind(event, inside(pusher));
  drive(tools, pusher);
  return pusher;
};

/** The same, with a callback for all events. */
const atGlobal = (pick, event, make, drive) => (tools, inside) => {
  const pusher = make(tools);
  const act = inside(pusher);
  pick(pusher).bind_global((name) => name === event && act());
  drive(tools, pusher);
  return pusher;
};

const connection = (pusher) => pusher.connection;
const channel = (name) => (pusher) => pusher.channel(name);
const self = (pusher) => pusher;
const user = (pusher) => pusher.user;

const connect = ({ world }, pusher) => {
  pusher.connect();
  if (world.socket().socket.readyState === 0) world.socket().open().handshake('2.2');
};
const close =
  (code) =>
  ({ world }) =>
    world.socket().close(code, 'because');
const say =
  (event, data, name) =>
  ({ world }) =>
    world.socket().event(event, data, name);
const internal = (event, data, name) => say(`pusher_internal:${event}`, data, name);

export const places = {
  'state_change to connecting': (tools, inside) => {
    const pusher = away(tools);
    const act = inside(pusher);
    pusher.connection.bind('state_change', ({ current }) => current === 'connecting' && act());
    connect(tools, pusher);
    return pusher;
  },
  'state_change to connected': (tools, inside) => {
    const pusher = away(tools);
    const act = inside(pusher);
    pusher.connection.bind('state_change', ({ current }) => current === 'connected' && act());
    connect(tools, pusher);
    return pusher;
  },
  'state_change to disconnected': at(connection, 'state_change', ready, (_, pusher) =>
    pusher.disconnect(),
  ),
  'state_change to connecting, after a loss': at(connection, 'state_change', ready, close(4200)),
  'state_change, for all events': atGlobal(connection, 'state_change', away, connect),
  connecting: at(connection, 'connecting', away, connect),
  'connecting, for all events': atGlobal(connection, 'connecting', away, connect),
  connected: at(connection, 'connected', away, connect),
  'connected, for all events': atGlobal(connection, 'connected', away, connect),
  disconnected: at(connection, 'disconnected', ready, (_, pusher) => pusher.disconnect()),
  unavailable: at(connection, 'unavailable', away, ({ world }, pusher) => {
    pusher.connect();
    world.tick(11_000);
  }),
  failed: at(
    connection,
    'failed',
    (tools) => tools.watched({ enabledTransports: ['wss'] }),
    (_, pusher) => {
      pusher.disconnect();
      pusher.connect();
    },
  ),
  'connecting_in after a loss': at(connection, 'connecting_in', ready, close(1006)),
  'connecting_in after 4100': at(connection, 'connecting_in', ready, close(4100)),
  'error after 4100': at(connection, 'error', ready, close(4100)),
  'error after 4200': at(connection, 'error', ready, close(4200)),
  'error after 4001': at(connection, 'error', ready, close(4001)),
  'error of the handshake': at(connection, 'error', away, ({ world }, pusher) => {
    pusher.connect();
    world.socket().open().close(4100, 'because');
  }),
  'error by a message': at(
    connection,
    'error',
    ready,
    say('pusher:error', { code: 4301, message: 'x' }),
  ),
  'error by a frame that is no JSON': at(connection, 'error', ready, ({ world }) =>
    world.socket().message('x'),
  ),
  message: at(connection, 'message', ready, say('news', 1, 'a')),
  'message, for all events': atGlobal(connection, 'message', ready, say('news', 1, 'a')),
  'a message of the client’s': at(self, 'news', ready, say('news', 1, 'a')),
  'a message of the client’s, for all events': atGlobal(self, 'news', ready, say('news', 1, 'a')),
  'a message of a channel': at(channel('a'), 'news', ready, say('news', 1, 'a')),
  'a message of a channel, for all events': atGlobal(
    channel('a'),
    'news',
    ready,
    say('news', 1, 'a'),
  ),
  'a message of a presence channel': at(
    channel('presence-a'),
    'news',
    ready,
    say('news', 1, 'presence-a'),
  ),
  subscription_succeeded: at(
    channel('a'),
    'pusher:subscription_succeeded',
    away,
    (tools, pusher) => {
      connect(tools, pusher);
      tools.confirm('a');
      tools.confirm('presence-a', tools.members('1'));
    },
  ),
  'subscription_succeeded of a presence channel': at(
    channel('presence-a'),
    'pusher:subscription_succeeded',
    away,
    (tools, pusher) => {
      connect(tools, pusher);
      tools.confirm('presence-a', tools.members('1'));
      tools.confirm('a');
    },
  ),
  subscription_error: (tools, inside) => {
    const customHandler = (params, callback) =>
      setTimeout(() => callback(new Error('no'), null), 0);
    const pusher = tools.connected({ channelAuthorization: { customHandler } });
    tools.watch(pusher.subscribe('a'), 'a');
    tools.watch(pusher.subscribe('private-b'), 'private-b');
    tools
      .watch(pusher.subscribe('presence-a'), 'presence-a')
      .bind('pusher:subscription_error', inside(pusher));
    tools.world.turn();
    return pusher;
  },
  member_added: at(
    channel('presence-a'),
    'pusher:member_added',
    ready,
    internal('member_added', { user_id: '3' }, 'presence-a'),
  ),
  member_removed: at(
    channel('presence-a'),
    'pusher:member_removed',
    ready,
    internal('member_removed', { user_id: '2' }, 'presence-a'),
  ),
  subscription_count: at(
    channel('a'),
    'pusher:subscription_count',
    ready,
    internal('subscription_count', { subscription_count: 2 }, 'a'),
  ),
  cache_miss: at(
    channel('a'),
    'pusher:cache_miss',
    ready,
    say('pusher:cache_miss', undefined, 'a'),
  ),
  'an authorization handler, subscribing': (tools, inside) => {
    const hook = {};
    const pusher = ready(tools, { authorize: () => hook.act?.() });
    hook.act = inside(pusher);
    tools.watch(pusher.subscribe('private-b'), 'private-b');
    tools.world.turn();
    return pusher;
  },
  'an authorization handler, connecting': (tools, inside) => {
    const hook = {};
    const pusher = away(tools, { authorize: () => hook.act?.() });
    hook.act = inside(pusher);
    connect(tools, pusher);
    return pusher;
  },
  'an authentication handler, signing in': (tools, inside) => {
    const hook = {};
    const pusher = ready(tools, { authenticate: () => hook.act?.() });
    hook.act = inside(pusher);
    pusher.signin();
    tools.world.turn();
    return pusher;
  },
  'an authentication handler, connecting': (tools, inside) => {
    const hook = {};
    const pusher = ready(tools, { authenticate: () => hook.act?.() });
    pusher.signin();
    tools.world.turn();
    pusher.disconnect();
    hook.act = inside(pusher);
    connect(tools, pusher);
    return pusher;
  },
  signin_error: (tools, inside) => {
    const authenticate = (params, callback) => {
      setTimeout(() => callback(new Error('no'), null), 0);
      return false;
    };
    const pusher = ready(tools, { authenticate });
    pusher.user.bind('pusher:signin_error', inside(pusher));
    pusher.signin();
    tools.world.turn();
    return pusher;
  },
  'a message for the user': at(
    user,
    'news',
    (tools) => {
      const pusher = ready(tools);
      pusher.signin();
      tools.world.socket().event('pusher:signin_success', { user_data: USER.user_data });
      return pusher;
    },
    say('news', 1, '#server-to-user-7'),
  ),
  'the watchlist': at(
    (pusher) => pusher.user.watchlist,
    'online',
    ready,
    internal('watchlist_events', { events: [{ name: 'online' }, { name: 'offline' }] }),
  ),
  'making a WebSocket': (tools, inside) => {
    const pusher = away(tools);
    const act = inside(pusher);
    tools.Pusher.Runtime.createWebSocket = (url) => {
      act();
      return new WebSocket(url);
    };
    connect(tools, pusher);
    return pusher;
  },
};
