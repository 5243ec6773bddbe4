// Private channels and how they are authorized with requests.

import { area } from '../area.js';

export default area('authorization with requests', (scenario) => {
  scenario('granted', ({ world, connected, watch, confirm, flags }) => {
    const pusher = connected();
    const channel = watch(pusher.subscribe('private-a'), 'private-a');
    flags(channel);
    world.request().respond(200, { auth: 'key:signature' });
    flags(channel);
    confirm('private-a');
    flags(channel);
  });

  scenario('with a library that adds to every object', ({ connected }) => {
    const pusher = connected();
    Object.defineProperty(Object.prototype, 'added', {
      value() {},
      enumerable: true,
      configurable: true,
    });
    try {
      pusher.subscribe('private-a');
      pusher.signin();
    } finally {
      delete Object.prototype.added;
    }
  });

  scenario('granted with more than is needed', ({ world, connected }) => {
    connected().subscribe('private-a');
    world
      .request()
      .respond(200, { auth: 'k:s', channel_data: '{"a":1}', shared_secret: 'x', more: 1 });
  });

  scenario('granted without a signature', ({ world, connected }) => {
    connected().subscribe('private-a');
    world.request().respond(200, {});
  });

  for (const status of [0, 201, 204, 302, 400, 401, 403, 404, 419, 500, 503]) {
    scenario(`status ${status}`, ({ world, connected, on, flags }) => {
      const channel = on(connected().subscribe('private-a'), 'pusher:subscription_error');
      world.request().respond(status, { auth: 'k:s' });
      flags(channel);
    });
  }

  for (const body of ['', 'not JSON', '<html>', '{"auth":', 'undefined']) {
    scenario(`status 200 with ${body || 'nothing'}`, ({ world, connected, on, flags }) => {
      const channel = on(connected().subscribe('private-a'), 'pusher:subscription_error');
      world.request().respond(200, body);
      flags(channel);
    });
  }

  for (const body of ['null', '7', '"text"', 'true']) {
    scenario(
      `status 200 with ${body}`,
      {
        deviation: 'auth-failures',
        ours: (trace, assert) => {
          assert.ok(trace.has('on pusher:subscription_error'));
          assert.ok(trace.has('private-a is "not subscribed"'));
        },
      },
      ({ world, connected, on, flags }) => {
        const channel = on(connected().subscribe('private-a'), 'pusher:subscription_error');
        world.request().respond(200, body);
        flags(channel);
      },
    );
  }

  scenario('an answer that comes in pieces', ({ world, connected }) => {
    connected().subscribe('private-a');
    world.request().chunk('{"auth":').chunk('"k:s"}').end();
  });

  scenario('refused, then subscribed again', ({ world, connected, subscribed, flags }) => {
    const pusher = connected();
    pusher.subscribe('private-a');
    world.request().respond(403, '');
    pusher.subscribe('private-a');
    world.request().respond(200, { auth: 'k:s' });
    flags(subscribed(pusher, 'private-a'));
  });

  scenario('a refused channel asks again with the next connection', ({ world, connected }) => {
    connected().subscribe('private-a');
    world.request().respond(403, '');
    world.socket().close(4200);
    world.socket().open().handshake('2.2');
  });

  scenario('the older options: endpoint, params, headers', ({ world, connected }) => {
    connected({
      authEndpoint: 'https://example.com/auth?x=1',
      auth: {
        params: { a: 1, 'b c': 'd&e', n: null, u: undefined },
        headers: { 'X-A': 'b', 'X-N': 7 },
      },
    }).subscribe('private-a b&c');
    world.request().respond(200, { auth: 'k:s' });
  });

  scenario('channelAuthorization: endpoint, params, headers, providers', ({ connected, log }) => {
    connected({
      channelAuthorization: {
        endpoint: '/mine',
        transport: 'ajax',
        params: { a: 1 },
        headers: { 'X-A': 'b' },
        paramsProvider: () => (log('paramsProvider'), { c: 2, a: 3 }),
        headersProvider: () => (log('headersProvider'), { 'X-B': 'c', 'X-A': 'd' }),
      },
      authEndpoint: '/ignored',
      auth: { params: { ignored: 1 } },
    }).subscribe('private-a');
  });

  scenario('this, inside providers', ({ connected }) => {
    connected({
      channelAuthorization: {
        endpoint: '/mine',
        headers: { 'X-A': 'a' },
        paramsProvider() {
          return { transport: this.transport };
        },
        headersProvider() {
          return { 'X-B': this.headers['X-A'], 'X-C': this.endpoint };
        },
      },
    }).subscribe('private-a');
  });

  scenario('providers that return nothing', ({ connected }) => {
    connected({
      channelAuthorization: { paramsProvider: () => undefined, headersProvider: () => null },
    }).subscribe('private-a');
  });

  scenario('params and headers are inherited too', ({ connected }) => {
    const inherited = (own, base) => Object.assign(Object.create(base), own);
    connected({
      auth: {
        params: inherited({ a: 1 }, { b: 2 }),
        headers: inherited({ 'X-A': 'a' }, { 'X-B': 'b' }),
      },
    }).subscribe('private-a');
  });

  scenario('tokens that are renewed in place', ({ world, connected }) => {
    const auth = { params: { token: 'old' }, headers: { Authorization: 'old' } };
    const pusher = connected({ auth });
    pusher.subscribe('private-a');
    auth.params.token = 'new';
    auth.headers.Authorization = 'new';
    pusher.subscribe('private-b');
    world.turn();
  });

  scenario('auth options replaced as a whole', ({ connected }) => {
    const options = { auth: { headers: { 'X-A': 'old' } }, authEndpoint: '/old' };
    const pusher = connected(options);
    pusher.options.auth.headers = { 'X-A': 'new' };
    pusher.options.authEndpoint = '/new';
    pusher.subscribe('private-a');
  });

  scenario('config.channelAuthorizer: called, and replaced', ({ connected, log, attempt }) => {
    const pusher = connected();
    attempt(
      'call',
      () =>
        pusher.config.channelAuthorizer({ channelName: 'x', socketId: '9.9' }, () => {}) &&
        'an XHR',
    );
    pusher.config.channelAuthorizer = (params, callback) => {
      log('asked', params);
      callback(null, { auth: 'mine' });
    };
    pusher.subscribe('private-a');
  });

  scenario('channel.authorize(): called, and replaced', ({ world, connected, log }) => {
    const pusher = connected();
    pusher.subscribe('a').authorize('9.9', (...args) => log('public', ...args));
    pusher.subscribe('private-a').authorize('9.9', (...args) => log('private', ...args));
    world.request().respond(200, { auth: 'k:s' });
    const channel = pusher.channels.add('private-b', pusher);
    channel.authorize = (socketId, callback) => callback(null, { auth: `mine ${socketId}` });
    pusher.subscribe('private-b');
  });

  scenario(
    'a late answer for an earlier connection',
    {
      deviation: 'late-auth',
      ours: (trace, assert) => {
        assert.ok(!trace.has('send {"event":"pusher:subscribe","data":{"auth":"old"'));
        assert.ok(trace.has('send {"event":"pusher:subscribe","data":{"auth":"new"'));
      },
    },
    ({ world, connected }) => {
      connected().subscribe('private-a');
      world.socket().close(4200);
      world.socket().open().handshake('2.2');
      world.request(0).respond(200, { auth: 'old' });
      world.request(1).respond(200, { auth: 'new' });
    },
  );

  scenario('an answer after disconnect()', ({ world, connected, flags }) => {
    const pusher = connected();
    const channel = pusher.subscribe('private-a');
    pusher.disconnect();
    world.request().respond(200, { auth: 'k:s' });
    flags(channel);
  });

  scenario('an answer after unsubscribing', ({ world, connected, confirm, flags }) => {
    const pusher = connected();
    const channel = pusher.subscribe('private-a');
    pusher.unsubscribe('private-a');
    world.request().respond(200, { auth: 'k:s' });
    confirm('private-a');
    flags(channel);
    world.turn();
  });
});
