// Members that programs find on the objects and that no other area is about.

import { area } from '../area.js';

/** The names of an object's functions and values, as far as they are there. */
const kinds = (object, ...names) => names.map((name) => `${name}: ${typeof object[name]}`);

export default area('parity', (scenario) => {
  scenario('methods of a client', ({ client, log }) => {
    const pusher = client();
    log(
      'client',
      kinds(
        pusher,
        ...['allChannels', 'bind', 'bind_global', 'channel', 'connect', 'disconnect', 'send_event'],
        ...['shouldUseTLS', 'signin', 'subscribe', 'subscribeAll', 'switchCluster', 'unbind'],
        ...['unbind_all', 'unbind_global', 'unsubscribe', 'key', 'sessionID'],
      ),
    );
    const [b, a] = [pusher.subscribe('b'), pusher.subscribe('a')];
    log('all', pusher.allChannels().length, pusher.allChannels()[0] === b);
    log('all', pusher.channels.all()[1] === a, pusher.allChannels() === pusher.allChannels());
  });

  scenario('what is read of the connection inside the connection', ({ world, connected, log }) => {
    const { connection } = connected({ forceTLS: false });
    const { id, transport } = connection.connection;
    log('connection', id === connection.socket_id, transport.name, transport.options.useTLS);
    world.socket().close(4200);
    log('lost', connection.connection);
  });

  scenario('options of the connection', ({ client, log }) => {
    const pusher = client({ activityTimeout: 1, pongTimeout: 2, unavailableTimeout: 3 });
    const { options, key, timeline } = pusher.connection;
    log('timeouts', options.activityTimeout, options.pongTimeout, options.unavailableTimeout);
    log(
      'others',
      options.useTLS,
      options.timeline === pusher.timeline,
      timeline === options.timeline,
    );
    log('key', key);
  });

  scenario('user.signin()', ({ world, connected, log }) => {
    const { user } = connected();
    log('returns', user.signin(), user.signin_requested, world.requests.length);
  });

  scenario('the client that objects belong to', ({ client, log }) => {
    const pusher = client();
    const { user } = pusher;
    log('pusher', user.pusher === pusher, user.watchlist.pusher === pusher);
    log('pusher', pusher.subscribe('a').pusher === pusher);
  });

  scenario('the callback table used by hand', ({ client, log }) => {
    const { callbacks } = client().subscribe('a');
    const [a, b] = [() => {}, () => {}];
    callbacks.add('x', a);
    callbacks.add('x', b, { me: 1 });
    callbacks.add('y', a);
    log('x', callbacks.get('x'));
    callbacks.remove('x', a);
    log('x', callbacks.get('x').length, Object.keys(callbacks._callbacks));
    callbacks.remove();
    log('none', callbacks._callbacks);
  });

  scenario(
    'the callback table emptied, and put back',
    ({ world, connected, subscribed, on, log }) => {
      const { callbacks } = on(subscribed(connected(), 'a'), 'news');
      const kept = callbacks._callbacks;
      callbacks._callbacks = {};
      world.socket().event('news', 1, 'a');
      log('none', Object.keys(callbacks), JSON.stringify(callbacks));
      callbacks._callbacks = kept;
      world.socket().event('news', 2, 'a');
    },
  );

  scenario('failThrough', ({ client, log }) => {
    const pusher = client();
    const channel = pusher.subscribe('a');
    log('kinds', typeof channel.failThrough, typeof pusher.global_emitter.failThrough);
    channel.failThrough = (...args) => log('nobody', ...args);
    channel.emit('x', { a: 1 });
    channel.bind('x', () => log('somebody'));
    channel.emit('x', 1);
  });

  scenario('nacl among the options', { build: 'lite' }, ({ client, log }) => {
    const nacl = { mine: true };
    const { config, options } = client({ nacl });
    log('nacl', config.nacl === nacl, options.nacl === nacl);
  });

  scenario('the options of authorizers', ({ connected, log }) => {
    const authorizer = (channel, options) => {
      log('asked', channel.name, options.authTransport, options.authEndpoint, options.auth);
      return { authorize: (socketId) => log('authorize', socketId) };
    };
    const auth = { params: { a: 1 }, headers: { b: 2 } };
    connected({ authorizer, auth, authEndpoint: '/mine' }).subscribe('private-a');
  });

  // In pusher-js, `authorize` itself takes what it needs out of the answer.
  const ASKS_ONLY = {
    deviation: 'own-work',
    ours: (trace, assert) => assert.ok(trace.has('answer null { auth: "k:s", channel_data:')),
  };
  for (const [name, options] of Object.entries({
    a: {},
    'private-a': {},
    'presence-a': ASKS_ONLY,
    'private-encrypted-a': ASKS_ONLY,
  })) {
    scenario(`authorize by hand: ${name}`, options, async ({ world, connected, log }) => {
      const answer = {
        auth: 'k:s',
        channel_data: '{"user_id":"7"}',
        shared_secret: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
      };
      const customHandler = ({ channelName, socketId }, callback) => {
        log('asked', channelName, socketId);
        callback(null, answer);
      };
      const pusher = connected({ channelAuthorization: { customHandler } });
      const channel = pusher.channels.add(name, pusher);
      channel.authorize('9.9', (...args) => log('answer', ...args));
      await world.settle();
      log('me', channel.members?.myID);
    });
  }

  // pusher-js's build with encryption is a subclass, on which statics that are set say nothing to the class.
  const inBoth = (title, line, run) => {
    const ours = (trace, assert) => assert.ok(trace.has(line));
    scenario(`${title}, without encryption`, { build: 'lite' }, run);
    scenario(`${title}, with encryption`, { deviation: 'one-class', ours }, run);
  };

  inBoth('Pusher.log set late', 'told true', ({ Pusher, client, world, log }) => {
    const pusher = client();
    let lines = 0;
    Pusher.log = () => lines++;
    world.socket().open().handshake();
    log('told', lines > 0);
    Pusher.log = undefined;
    Pusher.logToConsole = true;
    pusher.subscribe('a');
    world.turn();
    log('on the console', world.console.log > 0);
  });

  inBoth('Pusher.isReady taken back', 'state "initialized"', ({ Pusher, watched, log }) => {
    Pusher.isReady = false;
    const pusher = watched();
    log('state', pusher.connection.state, Pusher.isReady);
  });

  inBoth('Pusher.instances replaced', 'instances 0 1', ({ Pusher, client, log }) => {
    const before = Pusher.instances;
    Pusher.instances = [];
    client();
    log('instances', before.length, Pusher.instances.length);
  });
});
