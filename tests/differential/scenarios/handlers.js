// Authorization by functions of the application's own.

import { area } from '../area.js';

export default area('authorization by handlers', (scenario) => {
  scenario('customHandler grants at once', ({ connected, log }) => {
    const pusher = connected({
      channelAuthorization: {
        customHandler: (params, callback) => {
          log('asked', params);
          log('callback returns', callback(null, { auth: 'k:s' }));
        },
      },
    });
    pusher.subscribe('private-a');
  });

  scenario('customHandler grants later, from a promise', async ({ connected, world }) => {
    const customHandler = async (params, callback) => {
      await Promise.resolve();
      callback(null, { auth: 'k:s' });
    };
    connected({ channelAuthorization: { customHandler } }).subscribe('private-a');
    await world.settle();
  });

  scenario('customHandler refuses', ({ connected, on, flags }) => {
    const customHandler = (params, callback) => callback(new Error('not you'), null);
    const pusher = connected({ channelAuthorization: { customHandler } });
    const channel = pusher.subscribe('private-a');
    flags(on(channel, 'pusher:subscription_error'));
    flags(on(pusher.subscribe('private-a'), 'pusher:subscription_error'));
  });

  scenario('customHandler refuses with something else', ({ connected, watch, log }) => {
    const wrongs = [{ message: 'no' }, { message: 'no', status: 403 }, true];
    for (const wrong of wrongs) {
      const customHandler = (params, callback) => setTimeout(() => callback(wrong, null), 0);
      const pusher = connected({ channelAuthorization: { customHandler } });
      log('case', wrong);
      watch(pusher.subscribe('private-a'), 'private-a');
    }
  });

  scenario('customHandler answers twice', ({ connected, world }) => {
    const customHandler = (params, callback) => {
      callback(null, { auth: 'one' });
      setTimeout(() => callback(new Error('two'), null), 10);
    };
    connected({ channelAuthorization: { customHandler } }).subscribe('private-a');
    world.tick(20);
  });

  for (const [title, handler] of Object.entries({
    throws: () => {
      throw new Error('oops');
    },
    'throws a text': () => {
      throw 'oops';
    },
    'returns a promise that rejects': () => Promise.reject(new Error('oops')),
    'answers null': (params, callback) => callback(null, null),
    'answers nothing': (params, callback) => callback(),
    'answers a text': (params, callback) => callback(null, 'text'),
  })) {
    scenario(
      `customHandler ${title}`,
      {
        deviation: 'auth-failures',
        ours: (trace, assert) => {
          assert.ok(trace.has('private-a pusher:subscription_error'));
          assert.ok(
            trace.has('send {"event":"pusher:subscribe","data":{"auth":"","channel":"b"}}'),
          );
          assert.ok(!trace.has('uncaught'));
        },
      },
      async ({ world, watched, watch, flags }) => {
        const pusher = watched({ channelAuthorization: { customHandler: handler } });
        const channel = watch(pusher.subscribe('private-a'), 'private-a');
        pusher.subscribe('b');
        world.socket().open().handshake();
        await world.settle();
        flags(channel);
      },
    );
  }

  for (const channel_data of ['not JSON', '{}', 'null', '7', '']) {
    scenario(
      `channel_data that names nobody: ${channel_data || 'empty'}`,
      {
        deviation: 'auth-failures',
        ours: (trace, assert) => assert.ok(trace.has('presence-a pusher:subscription_error')),
      },
      async ({ world, connected, watch, flags }) => {
        const customHandler = (params, callback) => callback(null, { auth: 'k:s', channel_data });
        const pusher = connected({ channelAuthorization: { customHandler } });
        const channel = pusher.channels.add('presence-a', pusher);
        watch(channel, 'presence-a');
        try {
          pusher.subscribe('presence-a');
        } catch {
          // As pusher-js does.
        }
        await world.settle();
        flags(channel);
      },
    );
  }

  scenario(
    'a presence channel without channel_data: what is bound right after subscribing hears of it',
    {
      deviation: 'auth-failures',
      // The error says what is wrong; theirs is undefined.
      ours: (trace, assert) =>
        assert.ok(
          trace.order(
            'subscribed',
            'on pusher:subscription_error { type: "AuthError", error: ‹own',
          ),
        ),
    },
    async ({ world, connected, on, log }) => {
      const customHandler = (params, callback) => callback(null, { auth: 'k:s' });
      const pusher = connected({ channelAuthorization: { customHandler } });
      const channel = pusher.subscribe('presence-a');
      log('subscribed');
      on(channel, 'pusher:subscription_error');
      await world.settle();
    },
  );

  scenario(
    'a presence channel without channel_data and without a user',
    {
      deviation: 'auth-failures',
      // The error says what is wrong; theirs is undefined.
      ours: (trace, assert) => {
        assert.ok(
          trace.has(
            'presence-a pusher:subscription_error { type: "AuthError", error: ‹own words› }',
          ),
        );
        assert.ok(trace.has('presence-a is "not subscribed"'));
      },
    },
    async ({ world, connected, watch, flags }) => {
      const channel = watch(connected().subscribe('presence-a'), 'presence-a');
      world.request().respond(200, { auth: 'k:s' });
      await world.settle();
      flags(channel);
    },
  );

  scenario('channel_data that is an object', ({ world, connected, attempt }) => {
    const pusher = connected({
      channelAuthorization: {
        customHandler: (params, callback) =>
          callback(null, { auth: 'k:s', channel_data: '{"user_id":7}' }),
      },
    });
    attempt('subscribe', () => pusher.subscribe('presence-a').members.myID);
    world.turn();
  });

  scenario('the older authorizer', ({ connected, log, watch }) => {
    const pusher = connected({
      authEndpoint: '/mine',
      auth: { params: { a: 1 }, headers: { b: 2 } },
      authorizer: (channel, options) => {
        log('authorizer', channel.name, options);
        return {
          authorize(socketId, callback) {
            log('authorize', socketId);
            callback(null, { auth: 'k:s' });
          },
        };
      },
    });
    watch(pusher.subscribe('private-a'), 'private-a');
  });

  scenario('the older authorizer refuses', ({ world, connected, watch, flags }) => {
    const authorize = (socketId, callback) =>
      setTimeout(() => callback(new Error('not you'), null), 5);
    const pusher = connected({ authorizer: () => ({ authorize }) });
    const channel = watch(pusher.subscribe('private-a'), 'private-a');
    world.tick(5);
    flags(channel);
  });

  scenario('the older authorizer beside channelAuthorization', ({ connected, log }) => {
    connected({
      channelAuthorization: { endpoint: '/new' },
      authorizer: () => ({ authorize: () => log('never') }),
    }).subscribe('private-a');
  });

  scenario('customHandler that is null', ({ connected }) => {
    connected({ channelAuthorization: { customHandler: null, endpoint: '/mine' } }).subscribe(
      'private-a',
    );
  });

  scenario('this, inside handlers', ({ connected, log }) => {
    const channelAuthorization = {
      customHandler(params, callback) {
        log('this', this === channelAuthorization, this === undefined || this === window);
        callback(null, { auth: 'k:s' });
      },
    };
    const pusher = connected({ channelAuthorization });
    pusher.subscribe('private-a');
    log('config', pusher.config.channelAuthorizer === channelAuthorization.customHandler);
  });
});
