// Authorization by script tags.

import { area } from '../area.js';

const JSONP = { authTransport: 'jsonp' };

export default area('authorization by script tags', (scenario) => {
  scenario('asked', ({ connected, world, Pusher, log }) => {
    connected({
      ...JSONP,
      authEndpoint: 'https://example.com/auth',
      auth: { params: { a: 'b c' } },
    }).subscribe('private-a');
    log(
      'callbacks',
      Object.keys(Pusher.auth_callbacks),
      world.script().callback,
      Pusher.Runtime.nextAuthCallbackID,
    );
  });

  scenario('headers cannot be sent', ({ connected }) => {
    connected({
      channelAuthorization: {
        transport: 'jsonp',
        endpoint: '/a',
        headers: { a: 1 },
        params: { b: 2 },
      },
    }).subscribe('private-a');
  });

  const tidy = { deviation: 'jsonp-failures' };
  scenario(
    'granted: the tag and its function are taken away',
    {
      ...tidy,
      ours: (trace, assert) => assert.ok(trace.order('script 0 removed', 'callbacks []')),
    },
    ({ connected, world, Pusher, confirm, log, flags }) => {
      const channel = connected(JSONP).subscribe('private-a');
      world.script().answer({ auth: 'k:s' });
      log('callbacks', Object.keys(Pusher.auth_callbacks));
      confirm('private-a');
      flags(channel);
    },
  );

  scenario(
    'a tag that fails',
    {
      ...tidy,
      ours: (trace, assert) =>
        assert.ok(
          trace.order('private-a pusher:subscription_error', 'private-a is "not subscribed"'),
        ),
    },
    ({ connected, world, watch, flags }) => {
      const channel = watch(connected(JSONP).subscribe('private-a'), 'private-a');
      world.script().fail();
      flags(channel);
    },
  );

  scenario(
    'a tag that loads without an answer',
    {
      ...tidy,
      ours: (trace, assert) => assert.ok(trace.has('private-a pusher:subscription_error')),
    },
    ({ connected, world, watch }) => {
      watch(connected(JSONP).subscribe('private-a'), 'private-a');
      world.script().load();
    },
  );

  scenario(
    'a tag that does neither within a minute, and answers later',
    {
      ...tidy,
      ours: (trace, assert) => {
        assert.ok(trace.order('script 0 removed', 'private-a pusher:subscription_error', 'late'));
        assert.equal(trace.count('private-a '), 2);
        assert.ok(!trace.has('uncaught') && !trace.has('send {"event":"pusher:subscribe"'));
      },
    },
    ({ connected, world, watch, log, flags }) => {
      const channel = watch(connected(JSONP).subscribe('private-a'), 'private-a');
      world.tick(60_000);
      log('late');
      world.script().answer({ auth: 'k:s' });
      flags(channel);
    },
  );

  scenario(
    'an endpoint with a query',
    { ...tidy, ours: (trace, assert) => assert.ok(trace.has('script 0 /auth?x=1&callback=')) },
    ({ connected }) =>
      void connected({ ...JSONP, authEndpoint: '/auth?x=1' }).subscribe('private-a'),
  );

  scenario('several at a time', ({ connected, world, log, Pusher }) => {
    const pusher = connected(JSONP);
    for (const name of ['private-a', 'private-b', 'private-c']) pusher.subscribe(name);
    log('callbacks', Object.keys(Pusher.auth_callbacks), world.scripts.length);
  });

  scenario('signing in', ({ connected }) => {
    connected({
      userAuthentication: { transport: 'jsonp', endpoint: '/user', params: { a: 1 } },
    }).signin();
  });
});
