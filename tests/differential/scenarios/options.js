// The constructor's options.

import { area } from '../area.js';

/** What programs read from `config`. */
const CONFIG = [
  ...['activityTimeout', 'pongTimeout', 'unavailableTimeout', 'useTLS', 'cluster'],
  ...['wsHost', 'wsPort', 'wssPort', 'wsPath', 'enabledTransports', 'disabledTransports'],
];
const HTTP_CONFIG = [
  ...['enableStats', 'statsHost', 'timelineParams', 'ignoreNullOrigin'],
  ...['httpHost', 'httpPort', 'httpsPort', 'httpPath'],
];

/** Options, and what they make of the configuration and of the first sockets. */
const GIVEN = {
  'nothing but a cluster': { cluster: 'eu' },
  'an empty cluster': { cluster: '' },
  'forceTLS: false': { forceTLS: false },
  'forceTLS: true': { forceTLS: true },
  'forceTLS: undefined': { forceTLS: undefined },
  'forceTLS: 0': { forceTLS: 0 },
  'forceTLS: null': { forceTLS: null },
  'a host and its ports': { wsHost: 'example.com', wsPort: 6001, wssPort: 6002 },
  'a host without TLS': { wsHost: 'example.com', wsPort: 6001, wssPort: 6002, forceTLS: false },
  'ports that are texts': { wsHost: 'example.com', wsPort: '6001', wssPort: '6002' },
  'ports that are 0 and null': { wsPort: 0, wssPort: null, forceTLS: false },
  'a path': { wsHost: 'example.com', wsPath: '/sub/path' },
  'an empty path and host': { wsHost: '', wsPath: '' },
  'HTTP options': { httpHost: 'h.example.com', httpPort: 81, httpsPort: 444, httpPath: '/p' },
  'only ws allowed': { enabledTransports: ['ws'] },
  'ws forbidden': { disabledTransports: ['ws'], enabledTransports: undefined },
  'wss forbidden without TLS': { disabledTransports: ['wss'], forceTLS: false },
  'forbidden wins over allowed': { enabledTransports: ['ws', 'wss'], disabledTransports: ['ws'] },
  'no transport allowed': { enabledTransports: [] },
  'unknown transports': {
    enabledTransports: ['ws', 'carrier pigeon'],
    disabledTransports: ['drum'],
  },
  'transports under conditions that are not met': {
    enabledTransports: ['ws', false, undefined, null],
    disabledTransports: [undefined, 'wss'],
  },
  timeouts: { activityTimeout: 1000, pongTimeout: 2000, unavailableTimeout: 3000 },
  'timeouts of 0': { activityTimeout: 0, pongTimeout: 0, unavailableTimeout: 0 },
  'timeouts as texts': { activityTimeout: '1000', pongTimeout: '2000', unavailableTimeout: '3000' },
  statistics: { enableStats: false, statsHost: 's.example.com', timelineParams: { a: 1 } },
  'the older word for statistics': { disableStats: true },
  ignoreNullOrigin: { ignoreNullOrigin: true },
  'words that nobody knows': {
    encrypted: true,
    wssHost: 'x',
    namespace: 'App',
    broadcaster: 'pusher',
    foo: {},
  },
};

export default area('options', (scenario) => {
  for (const [title, options] of Object.entries(GIVEN)) {
    scenario(title, ({ world, watched, log }) => {
      const pusher = watched(options);
      for (const name of CONFIG) if (name in pusher.config) log(name, pusher.config[name]);
      log(
        'connection',
        pusher.connection.options.activityTimeout,
        pusher.connection.options.useTLS,
      );
      log('TLS', pusher.shouldUseTLS(), pusher.connection.isUsingTLS());
      world.tick(1900);
    });

    scenario(`${title}: what is about HTTP`, ({ watched, log }) => {
      const { config } = watched(options);
      for (const name of HTTP_CONFIG) if (name in config) log(name, config[name]);
    });
  }

  const WRONG = {
    'no key': [
      [undefined, { cluster: 'mt1' }],
      [null, { cluster: 'mt1' }],
    ],
    'no options': [['key'], ['key', null]],
    'no cluster': [
      ['key', {}],
      ['key', { cluster: null }],
      ['key', { wsHost: 'example.com' }],
    ],
    'odd authorization transports': [
      ['key', { cluster: 'mt1', authTransport: 'pigeon' }],
      ['key', { cluster: 'mt1', channelAuthorization: { transport: 'pigeon', endpoint: '/a' } }],
      ['key', { cluster: 'mt1', userAuthentication: { transport: 'pigeon', endpoint: '/a' } }],
    ],
  };
  for (const [title, calls] of Object.entries(WRONG)) {
    scenario(`refused: ${title}`, ({ Pusher, attempt }) => {
      for (const args of calls) attempt('new Pusher', () => new Pusher(...args));
      attempt('instances', () => Pusher.instances.length);
    });
  }

  // pusher-js's build with encryption complains of the options first; its other builds, and all of ours, of the key.
  scenario('refused: neither key nor options', { build: 'lite' }, ({ Pusher, attempt }) => {
    attempt('new Pusher', () => new Pusher());
    attempt('new Pusher', () => new Pusher(null, null));
  });

  // pusher-js's build with encryption adds `nacl`.
  scenario('the order of the settings', { build: 'lite' }, ({ watched, log }) => {
    const options = { enabledTransports: ['ws'], disabledTransports: [], timelineParams: {} };
    log('config', Object.keys(watched(options).config));
  });

  scenario('options that are no object', { build: 'lite' }, ({ Pusher, attempt }) => {
    for (const options of [0, '', false]) attempt('new Pusher', () => new Pusher('key', options));
  });

  scenario('keys that are empty, or numbers', ({ watched, log }) => {
    log('key', watched({}, '').key);
    log('key', watched({}, 42).key);
  });

  scenario('the options object is kept as it is', ({ client, Pusher, log }) => {
    const options = { cluster: 'mt1', enabledTransports: ['ws'], mine: 1 };
    const pusher = new Pusher('key', options);
    log('the same', pusher.options === options, pusher.options.mine);
    log('key', pusher.key, pusher.connection.key, client({}, 'other').key);
  });

  scenario('a page that is https uses TLS whatever it is told', ({ Pusher, watched, log }) => {
    Pusher.Runtime.getProtocol = () => 'https:';
    log('TLS', watched({ forceTLS: false }).shouldUseTLS());
  });

  // What is looked at is whom the client asks; pusher-js throws, or asks somebody else.
  for (const absent of [undefined, null]) {
    scenario(
      `options that are ${absent}`,
      {
        deviation: 'option-types',
        ours: (trace, assert) => {
          assert.equal(trace.count('request'), 4);
          for (const i of [0, 2, 3]) assert.ok(trace.has(`request ${i} POST /mine`));
          assert.ok(trace.has('request 1 POST /pusher/auth'));
          assert.ok(!trace.has('new Pusher throws'));
        },
      },
      ({ world, watched, attempt }) => {
        for (const more of [
          { authEndpoint: '/mine', channelAuthorization: absent },
          { channelAuthorization: { endpoint: absent, transport: absent, params: absent } },
          { authEndpoint: '/mine', auth: absent },
          { authEndpoint: '/mine', authorizer: absent },
        ]) {
          const pusher = attempt('new Pusher', () => watched(more));
          if (!pusher) continue;
          pusher.subscribe('private-a');
          world.socket().open().handshake();
        }
      },
    );
  }

  scenario(
    'values of types that cannot work',
    {
      deviation: 'option-types',
      ours: (trace, assert) => assert.equal(trace.count('new Pusher throws ‹'), 3),
    },
    ({ Pusher, attempt }) => {
      const make = (more) =>
        attempt('new Pusher', () => new Pusher('key', { cluster: 'mt1', ...more }).key);
      make({ activityTimeout: {} });
      make({ enabledTransports: 'ws' });
      make({ pongTimeout: [] });
    },
  );
});
