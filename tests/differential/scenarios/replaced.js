// Methods that programs replace, bindings that are not theirs, and tables that they reach into.

import { area } from '../area.js';

/** The client's own work does not go through what a program has replaced. */
const OWN_WORK = (...lines) => ({
  deviation: 'own-work',
  ours: (trace, assert) => {
    for (const line of lines) assert.ok(trace.has(line), line);
  },
});

/** Replaces a method by one that writes down that it is called. */
function tap(object, name, log) {
  const original = object[name];
  object[name] = (...args) => {
    log(name, args[0]);
    return original.apply(object, args);
  };
}

export default area('replaced', (scenario) => {
  const onChannel = (name, ...options) =>
    scenario(`${name} replaced on a channel`, ...options, ({ world, connected, confirm, log }) => {
      const pusher = connected();
      tap(pusher.channels.add('a', pusher), name, log);
      pusher.subscribe('a');
      confirm('a');
      world.socket().event('news', 1, 'a');
      pusher.unsubscribe('a');
      pusher.subscribe('a');
      world.turn();
      pusher.disconnect();
    });
  onChannel('cancelSubscription');
  onChannel('handleEvent', OWN_WORK('connection message { event: "news"'));
  onChannel('subscribe', OWN_WORK('send {"event":"pusher:subscribe"'));
  onChannel('unsubscribe', OWN_WORK('send {"event":"pusher:unsubscribe"'));

  scenario(
    'a message emitted on the connection',
    OWN_WORK('connection message { event: "news"', 'a by-hand 2'),
    ({ connected, subscribed }) => {
      const pusher = connected();
      const channel = subscribed(pusher, 'a');
      pusher.connection.emit('message', { event: 'news', channel: 'a', data: 1 });
      channel.handleEvent({ event: 'by-hand', channel: 'a', data: 2 });
    },
  );

  scenario(
    'flags and states set by hand',
    OWN_WORK('send {"event":"pusher:subscribe","data":{"auth":"","channel":"b"}}'),
    ({ connected, log }) => {
      const pusher = connected();
      const channel = pusher.subscribe('a');
      channel.subscriptionPending = false;
      pusher.subscribe('a');
      log('pending', channel.subscriptionPending);
      pusher.connection.state = 'unavailable';
      pusher.subscribe('b');
    },
  );

  const onClient = (name, ...options) =>
    scenario(`${name} replaced on a client`, ...options, ({ world, watched, confirm, log }) => {
      const pusher = watched();
      tap(pusher, name, log);
      pusher.channels.add('a', pusher);
      world.socket().open().handshake();
      confirm('a');
      world.socket().event('news', 1, 'a');
      pusher.unsubscribe('a');
      world.turn();
    });
  onClient('allChannels');
  onClient('subscribe', OWN_WORK('send {"event":"pusher:subscribe"'));
  onClient('subscribeAll', OWN_WORK('send {"event":"pusher:subscribe"'));
  onClient('channel', OWN_WORK('connection message { event: "news"'));
  onClient('send_event', OWN_WORK('send {"event":"pusher:subscribe"'));

  const onConnection = (name, ...options) =>
    scenario(`${name} replaced on a connection`, ...options, ({ world, connected, log }) => {
      const pusher = connected();
      tap(pusher.connection, name, log);
      pusher.subscribe('a').trigger('client-x', 1);
      world.turn();
      pusher.disconnect();
      pusher.connect();
    });
  onConnection('connect');
  onConnection('disconnect');
  onConnection('send');
  onConnection('send_event', OWN_WORK('send {"event":"pusher:subscribe"', 'send_event "client-x"'));

  scenario('signin replaced on the user', ({ connected, log }) => {
    const pusher = connected();
    tap(pusher.user, 'signin', log);
    pusher.signin();
  });

  for (const [what, unbind] of Object.entries({
    everything: (connection) => connection.unbind_all(),
    connected: (connection) => connection.unbind('connected'),
    message: (connection) => connection.unbind('message'),
  })) {
    scenario(
      `unbinding ${what} from the connection`,
      OWN_WORK('a news 1', 'send {"event":"pusher:subscribe"'),
      ({ world, connected, subscribed }) => {
        const pusher = connected();
        subscribed(pusher, 'a');
        unbind(pusher.connection);
        world.socket().event('news', 1, 'a');
        world.socket().close(4200);
        world.socket().open().handshake('2.2');
      },
    );
  }

  scenario('a channel deleted from the table', ({ world, connected, subscribed, log }) => {
    const pusher = connected();
    const channel = subscribed(pusher, 'a');
    delete pusher.channels.channels.a;
    world.socket().event('news', 1, 'a');
    log('gone', pusher.channel('a'), pusher.allChannels().length);
    const again = pusher.subscribe('a');
    log('another', again !== channel, pusher.channel('a') === again, again.subscriptionPending);
    world.turn();
  });

  scenario(
    'a channel deleted from the table, then a reconnection',
    ({ world, connected, subscribed, log }) => {
      const pusher = connected();
      subscribed(pusher, 'a');
      subscribed(pusher, 'b');
      delete pusher.channels.channels.a;
      world.socket().close(4200);
      world.socket().open().handshake('2.2');
      log('subscribing to it anew', pusher.subscribe('a').subscriptionPending);
      world.turn();
    },
  );

  scenario('getNetwork replaced', ({ Pusher, world, watched, log }) => {
    const bound = {};
    Pusher.Runtime.getNetwork = () => ({
      bind: (name, callback) => void (bound[name] = callback),
      isOnline: () => true,
    });
    watched();
    world.socket().open().handshake();
    log('bound', Object.keys(bound).sort());
    bound.offline();
    world.turn();
  });

  scenario('offline emitted by hand', ({ Pusher, world, connected }) => {
    connected();
    Pusher.Runtime.getNetwork().emit('offline');
    world.turn();
  });

  scenario('options changed in place, then switchCluster', ({ world, connected }) => {
    const pusher = connected({ wsHost: 'one.example.com', authEndpoint: '/one' });
    Object.assign(pusher.options, { wsHost: 'two.example.com', authEndpoint: '/two' });
    pusher.switchCluster({ appKey: 'other', cluster: 'eu' });
    world.tick(1);
    world.socket().open().handshake('2.2');
    pusher.subscribe('private-a');
  });

  scenario('a replaced authorizer, then switchCluster', ({ world, connected, log }) => {
    const pusher = connected();
    pusher.config.channelAuthorizer = ({ channelName }) => log('asked', channelName);
    pusher.switchCluster({ appKey: 'other', cluster: 'eu' });
    world.tick(1);
    world.socket().open().handshake('2.2');
    pusher.subscribe('private-a');
  });

  scenario('SockJS of the page', ({ client, log }) => {
    window.SockJS = function (url, protocols, options) {
      log('SockJS', url, protocols, options.ignore_null_origin);
      this.close = () => log('close');
    };
    try {
      client({ enabledTransports: ['sockjs'], ignoreNullOrigin: true }).disconnect();
    } finally {
      delete window.SockJS;
    }
  });
});
