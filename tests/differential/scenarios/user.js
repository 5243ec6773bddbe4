// Signing in, the user's own channel, and the watchlist.

import { area } from '../area.js';

const USER = { id: '7', name: 'Ann' };
const GRANT = { auth: 'k:s', user_data: JSON.stringify(USER) };

/** A client that asked to be signed in. */
function asking({ connected, watch, world }, options) {
  const pusher = connected(options);
  watch(pusher.user, 'user');
  pusher.signin();
  void world;
  return pusher;
}

/** One that is. */
function signedIn(tools, options) {
  const pusher = asking(tools, options);
  tools.world.request().respond(200, GRANT);
  tools.world
    .socket()
    .event('pusher:signin_success', JSON.stringify({ user_data: JSON.stringify(USER) }));
  return pusher;
}

export default area('user', (scenario) => {
  scenario('before signing in', ({ client, log }) => {
    const { user } = client();
    log(
      'user',
      user.user_data,
      user.signin_requested,
      user.signinDonePromise,
      user.serverToUserChannel,
      user.watchlist,
    );
  });

  scenario('signing in', async (tools) => {
    const pusher = asking(tools);
    const { user } = pusher;
    const { world, log } = tools;
    log('asked', user.user_data, user.signin_requested, user.signinDonePromise);
    user.signinDonePromise.then(() => log('done', user.user_data));
    await world.settle();
    world.request().respond(200, GRANT);
    await world.settle();
    log('sent');
    world.socket().event('pusher:signin_success', { user_data: JSON.stringify(USER) });
    await world.settle();
    log('channel', user.serverToUserChannel.name, pusher.channel('#server-to-user-7'));
  });

  scenario('signing in before there is a connection', ({ world, watched, watch, log }) => {
    const pusher = watched();
    watch(pusher.user, 'user');
    pusher.signin();
    log('promise', pusher.user.signinDonePromise);
    world.socket().open().handshake();
    world.request().respond(200, GRANT);
  });

  scenario('signing in twice', (tools) => {
    const pusher = asking(tools);
    pusher.signin();
    pusher.user.signin();
    tools.log('requests', tools.world.requests.length);
  });

  scenario('the endpoint and its options', (tools) => {
    asking(tools, {
      userAuthentication: {
        ...{ endpoint: '/mine?x=1', transport: 'ajax', params: { a: 1 }, headers: { 'X-A': 'b' } },
        ...{ paramsProvider: () => ({ c: 2 }), headersProvider: () => ({ 'X-C': 'd' }) },
      },
    });
  });

  scenario('customHandler', (tools) => {
    asking(tools, {
      userAuthentication: {
        customHandler: (params, callback) => {
          tools.log('asked', params);
          callback(null, GRANT);
        },
      },
    });
  });

  scenario('config.userAuthenticator replaced', (tools) => {
    const pusher = tools.connected();
    pusher.config.userAuthenticator = (params) => tools.log('asked', params);
    pusher.signin();
  });

  for (const status of [0, 403, 500]) {
    scenario(`refused with status ${status}`, async (tools) => {
      const { user } = asking(tools);
      tools.world.request().respond(status, '');
      tools.log('user', user.user_data, user.signinDonePromise);
      let done = false;
      user.signinDonePromise.then(() => (done = true));
      await tools.world.settle();
      tools.log('done', done);
    });
  }

  scenario('customHandler refuses', (tools) => {
    asking(tools, {
      userAuthentication: {
        customHandler: (params, callback) => callback(new Error('not you'), null),
      },
    });
  });

  scenario(
    'after a refusal, again',
    {
      deviation: 'signin-again',
      ours: (trace, assert) => assert.ok(trace.has('request 1 POST')),
    },
    (tools) => {
      const pusher = asking(tools);
      tools.world.request().respond(403, '');
      pusher.signin();
    },
  );

  scenario(
    'no answer from the server',
    {
      deviation: 'signin-again',
      ours: (trace, assert) => assert.ok(trace.has('user pusher:signin_error')),
    },
    (tools) => {
      asking(tools);
      tools.world.request().respond(200, GRANT);
      tools.world.tick(31_000);
    },
  );

  for (const data of [
    {},
    { user_data: '{}' },
    { user_data: '{"id":""}' },
    { user_data: '{"id":7}' },
    { user_data: 'x' },
  ]) {
    scenario(
      `confirmed without a user id: ${JSON.stringify(data)}`,
      {
        deviation: 'signin-again',
        ours: (trace, assert) => assert.ok(trace.has('user pusher:signin_error')),
      },
      async (tools) => {
        const { user } = asking(tools);
        tools.world.request().respond(200, GRANT);
        tools.world.socket().event('pusher:signin_success', data);
        await tools.world.settle();
        tools.log('user', user.user_data);
      },
    );
  }

  scenario('events for the user', (tools) => {
    const pusher = signedIn(tools);
    const { world, on } = tools;
    tools.watch(pusher, 'client');
    on(pusher.user, 'news', 'user news');
    const own = '#server-to-user-7';
    world.socket().event('pusher_internal:subscription_succeeded', '{}', own);
    world
      .socket()
      .event('news', '{"a":1}', own)
      .event('pusher:odd', 1, own)
      .event('pusher_internal:odd', 1, own);
    world.socket().event('pusher_internal:subscription_count', '{"subscription_count":1}', own);
  });

  scenario('again with every connection', (tools) => {
    const { user } = signedIn(tools);
    const { world, log } = tools;
    log('user', user.user_data);
    world.socket().close(4200);
    log('user', user.user_data, user.serverToUserChannel);
    world.socket().open().handshake('2.2');
    world.request().respond(200, GRANT);
    world.socket().event('pusher:signin_success', { user_data: JSON.stringify(USER) });
    log('user', user.user_data, user.serverToUserChannel.name);
  });

  scenario('the promise over a reconnection', async (tools) => {
    const { user } = signedIn(tools);
    const { world, log } = tools;
    const first = user.signinDonePromise;
    await world.settle();
    world.socket().close(4200);
    log('a new promise', first !== user.signinDonePromise);
    world.socket().open().handshake('2.2');
    log('still that', first !== user.signinDonePromise);
  });

  scenario('the promise of a sign-in that the connection ends', async (tools) => {
    const { user } = asking(tools);
    const { world, log } = tools;
    const first = user.signinDonePromise;
    world.socket().close(4200);
    await world.settle();
    log('the same, ended', first === user.signinDonePromise, first.done);
    world.socket().open().handshake('2.2');
    log('a new promise', first !== user.signinDonePromise);
  });

  scenario('signing in again before the next connection', async (tools) => {
    const pusher = asking(tools);
    const first = pusher.user.signinDonePromise;
    tools.world.socket().close(4200);
    await tools.world.settle();
    pusher.signin();
    tools.log('still the same', first === pusher.user.signinDonePromise);
  });

  scenario('disconnecting signs out', async (tools) => {
    const pusher = signedIn(tools);
    const { user } = pusher;
    await tools.world.settle();
    const channel = user.serverToUserChannel;
    pusher.disconnect();
    tools.log('user', user.user_data, user.serverToUserChannel, user.signin_requested);
    tools.flags(channel);
    pusher.connect();
    tools.world.socket().open().handshake('2.2');
  });

  scenario('confirmed without having asked', ({ world, connected, watch, log }) => {
    const pusher = connected();
    watch(pusher.user, 'user');
    pusher.signin();
    world.socket().event('pusher:signin_success', { user_data: JSON.stringify(USER) });
    log('user', pusher.user.user_data);
  });

  scenario(
    'confirmed twice',
    {
      deviation: 'signin-again',
      ours: (trace, assert) => {
        const frame =
          'send {"event":"pusher:subscribe","data":{"auth":"","channel":"#server-to-user-';
        assert.equal(trace.count(`${frame}7"`), 1);
        assert.equal(trace.count(`${frame}8"`), 1);
      },
    },
    (tools) => {
      signedIn(tools);
      const confirm = (user) =>
        tools.world.socket().event('pusher:signin_success', { user_data: JSON.stringify(user) });
      confirm(USER);
      confirm({ id: '8' });
    },
  );

  scenario(
    'confirmed though nobody has asked',
    {
      deviation: 'signin-again',
      ours: (trace, assert) => {
        assert.ok(trace.has('user { id: "7"'));
        assert.ok(!trace.has('uncaught'));
      },
    },
    ({ world, connected, log }) => {
      const { user } = connected();
      world.socket().event('pusher:signin_success', { user_data: JSON.stringify(USER) });
      log('user', user.user_data, user.serverToUserChannel?.name);
    },
  );

  scenario('a presence channel as the signed-in user', async (tools) => {
    const pusher = signedIn(tools);
    const { world } = tools;
    const channel = tools.watch(pusher.subscribe('presence-a'), 'presence-a');
    world.request().respond(200, { auth: 'k:s' });
    await world.settle();
    tools.confirm('presence-a', tools.members('7', '8'));
    tools.log('me', channel.members.me);
  });

  scenario('a presence channel as the signed-in user, granted at once', async (tools) => {
    const customHandler = (params, callback) => callback(null, { auth: 'k:s' });
    const pusher = signedIn(tools, { channelAuthorization: { customHandler } });
    await tools.world.settle();
    const channel = pusher.subscribe('presence-a');
    tools.log('me at first', channel.members.myID);
    await tools.world.settle();
    tools.log('me then', channel.members.myID);
    pusher.unsubscribe('presence-a');
    tools.flags(channel);
  });

  scenario('a presence channel waits for the sign-in under way', async (tools) => {
    const pusher = asking(tools);
    const { world } = tools;
    tools.watch(pusher.subscribe('presence-a'), 'presence-a');
    world.request(1).respond(200, { auth: 'k:s' });
    await world.settle();
    world.request(0).respond(200, GRANT);
    await world.settle();
    world.socket().event('pusher:signin_success', { user_data: JSON.stringify(USER) });
    await world.settle();
  });

  scenario('the watchlist', (tools) => {
    const pusher = signedIn(tools);
    const { watchlist } = pusher.user;
    tools.watch(watchlist, 'watchlist');
    tools.on(watchlist, 'online');
    tools.watch(pusher, 'client');
    const events = [
      { name: 'online', user_ids: ['1', '2'] },
      { name: 'offline', user_ids: ['3'] },
      { name: 'other', more: 1 },
    ];
    tools.world.socket().event('pusher_internal:watchlist_events', JSON.stringify({ events }));
    tools.world.socket().event('pusher_internal:watchlist_events', { events: [] });
  });

  for (const data of [null, {}, { events: 7 }, { events: [null] }]) {
    scenario(
      `a watchlist that is none: ${JSON.stringify(data)}`,
      {
        deviation: 'malformed-messages',
        ours: (trace, assert) => {
          assert.ok(trace.has('connection error { type: "MessageParseError"'));
          assert.ok(!trace.has('uncaught'));
        },
      },
      (tools) => {
        tools.watch(tools.connected().user.watchlist, 'watchlist');
        tools.world.socket().event('pusher_internal:watchlist_events', data);
      },
    );
  }

  scenario('bare online and offline events', (tools) => {
    const pusher = signedIn(tools);
    tools.watch(pusher.user.watchlist, 'watchlist');
    tools.watch(pusher, 'client');
    tools.world
      .socket()
      .event('online', { user_ids: ['1'] })
      .event('offline', { user_ids: ['1'] });
  });
});
