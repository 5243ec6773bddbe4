// What servers do that are not Pusher's own.

import { area } from '../area.js';

const REFUSED = { code: 4009, message: 'not authorized' };

export default area('server habits', (scenario) => {
  for (const [server, data] of Object.entries({
    Sockudo: REFUSED,
    Reverb: JSON.stringify(REFUSED),
  })) {
    scenario(
      `a refusal that names no channel: ${server}`,
      {
        deviation: 'channelless-4009',
        ours: (trace, assert) => {
          const error = '{ type: "AuthError", error: "not authorized", status: 4009 }';
          assert.ok(
            trace.order('connection error', `private-a pusher:subscription_error ${error}`),
          );
          assert.ok(trace.has('private-a is "not subscribed"'));
          assert.ok(trace.has('private-b is "not subscribed" "pending"'));
        },
      },
      ({ world, connected, watch, flags }) => {
        const pusher = connected();
        const channels = ['private-a', 'private-b'].map((name) =>
          watch(pusher.subscribe(name), name),
        );
        for (const request of world.requests) request.respond(200, { auth: 'k:s' });
        world.socket().event('pusher:error', data);
        channels.forEach(flags);
      },
    );
  }

  scenario(
    'a refusal as a frame of its own: soketi',
    {
      deviation: 'channelless-4009',
      ours: (trace, assert) =>
        assert.ok(
          trace.order('private-a pusher:subscription_error', 'private-a is "not subscribed"'),
        ),
    },
    ({ world, connected, watch, flags }) => {
      const channel = watch(connected().subscribe('private-a'), 'private-a');
      world.request().respond(200, { auth: 'k:s' });
      const data = { type: 'AuthError', error: 'The connection is unauthorized.', status: 401 };
      world.socket().event('pusher:subscription_error', data, 'private-a');
      flags(channel);
    },
  );

  for (const [title, hash] of Object.entries({ nobody: [], 'users 0 and 1': ['ann', 'ben'] })) {
    scenario(
      `the map of members as an array: ${title}, Reverb`,
      ({ world, connected, watch, confirm, log }) => {
        const customHandler = (params, callback) =>
          callback(null, { auth: 'k:s', channel_data: '{"user_id":"0"}' });
        const pusher = connected({ channelAuthorization: { customHandler } });
        const { members } = watch(pusher.subscribe('presence-a'), 'presence-a');
        confirm('presence-a', { presence: { count: hash.length, ids: [], hash } });
        members.each((member) => log('each', member));
        const say = (event, data) =>
          world.socket().event(`pusher_internal:${event}`, data, 'presence-a');
        say('member_added', { user_id: 2, user_info: 'cat' });
        say('member_removed', { user_id: '0' });
        log('members', members.me, members.count, members.get(2), Object.keys(members.members));
      },
    );
  }

  scenario('a refusal that names its channel', ({ world, connected, watch, flags }) => {
    const channel = watch(connected().subscribe('a'), 'a');
    world.socket().event('pusher:error', REFUSED, 'a');
    flags(channel);
  });

  scenario('4009 with nothing pending', ({ world, connected, subscribed, flags }) => {
    const channel = subscribed(connected(), 'a');
    world.socket().event('pusher:error', REFUSED);
    flags(channel);
  });

  scenario('an error that is about something else', ({ world, connected, watch, flags }) => {
    const channel = watch(connected().subscribe('a'), 'a');
    world.socket().event('pusher:error', { code: 4302, message: 'client events are off' });
    flags(channel);
  });

  scenario('pings with data that is nothing, text or object', ({ world, connected }) => {
    connected();
    for (const data of [undefined, null, '', '{}', {}]) world.socket().event('pusher:ping', data);
  });

  scenario('confirmations without data', ({ connected, watch, world, flags }) => {
    const channel = watch(connected().subscribe('a'), 'a');
    world.socket().message({ event: 'pusher_internal:subscription_succeeded', channel: 'a' });
    flags(channel);
  });

  scenario('an activity timeout of thirty seconds', ({ world, watched }) => {
    watched();
    world.socket().open().handshake('1.1', 30);
    for (let i = 0; i < 3; i++) {
      world.tick(30_000);
      world.socket().event('pusher:pong');
    }
  });

  scenario(
    'a public confirmation with presence data',
    ({ connected, subscribed, members, log }) => {
      log('members', subscribed(connected(), 'a', members('1')).members);
    },
  );

  scenario('frames of several messages at once', ({ world, connected, watch }) => {
    watch(connected(), 'client');
    world.socket().message('[{"event":"a"}]\n{"event":"b"}');
  });
});
