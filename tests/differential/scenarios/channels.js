// Channels: what all kinds have in common.

import { area } from '../area.js';

export default area('channels', (scenario) => {
  scenario(
    'subscribe, confirmation, unsubscribe',
    ({ world, connected, subscribed, flags, log }) => {
      const pusher = connected();
      const channel = subscribed(pusher, 'a', { x: 1 });
      flags(channel);
      pusher.unsubscribe('a');
      flags(channel);
      log('found', pusher.channel('a'));
      world.socket().event('news', 1, 'a');
    },
  );

  scenario('identity', ({ connected, log }) => {
    const pusher = connected();
    log('absent', pusher.channel('a'), pusher.allChannels());
    const channel = pusher.subscribe('a');
    log('the same', pusher.subscribe('a') === channel, pusher.channel('a') === channel);
    log(
      'in the table',
      pusher.channels.channels.a === channel,
      pusher.channels.find('a') === channel,
    );
    log(
      'all',
      pusher.allChannels(),
      pusher.channels.all().length,
      Object.keys(pusher.channels.channels),
    );
    log('back', channel.pusher === pusher, channel.name);
    pusher.unsubscribe('a');
    log('still pending', pusher.channel('a') === channel);
  });

  scenario('properties of a new channel', ({ client, log }) => {
    const pusher = client();
    for (const name of ['a', 'private-a', 'presence-a', 'private-encrypted-a', 'cache-a']) {
      const channel = pusher.subscribe(name);
      log(name, channel.subscribed, channel.subscriptionPending, channel.subscriptionCancelled);
      log('count', channel.subscriptionCount, channel.members);
      log('emitter', Object.keys(channel.callbacks), channel.global_callbacks);
    }
  });

  scenario('subscribing before there is a connection', ({ world, watched, flags }) => {
    const pusher = watched();
    const channels = ['b', 'a', 'c'].map((name) => pusher.subscribe(name));
    channels.forEach(flags);
    world.socket().open().handshake();
    channels.forEach(flags);
  });

  scenario(
    'subscribing again while pending, and while subscribed',
    ({ world, connected, subscribed, flags }) => {
      const pusher = connected();
      pusher.subscribe('a');
      flags(pusher.subscribe('a'));
      subscribed(pusher, 'a');
      flags(pusher.subscribe('a'));
      world.turn();
    },
  );

  scenario(
    'unsubscribing while pending: undone on confirmation',
    ({ world, connected, confirm, flags, watch, log }) => {
      const pusher = connected();
      const channel = watch(pusher.subscribe('a'), 'a');
      pusher.unsubscribe('a');
      flags(channel);
      log('there', pusher.channel('a') === channel);
      confirm('a');
      flags(channel);
      log('gone', pusher.channel('a'));
      world.turn();
    },
  );

  scenario(
    'unsubscribing while pending, then subscribing again',
    ({ connected, confirm, flags, watch }) => {
      const pusher = connected();
      const channel = watch(pusher.subscribe('a'), 'a');
      pusher.unsubscribe('a');
      pusher.subscribe('a');
      flags(channel);
      confirm('a');
      flags(channel);
    },
  );

  scenario('unsubscribing before there is a connection', ({ world, watched, log }) => {
    const pusher = watched();
    pusher.subscribe('a');
    pusher.unsubscribe('a');
    log('gone', pusher.channel('a'));
    world.socket().open().handshake();
  });

  scenario('unsubscribing from what is not subscribed', ({ world, connected, attempt }) => {
    const pusher = connected();
    attempt('unsubscribe', () => pusher.unsubscribe('a'));
    attempt('unsubscribe', () => pusher.unsubscribe());
    world.turn();
  });

  scenario(
    'after unsubscribing, subscribing makes a new channel',
    ({ connected, subscribed, log }) => {
      const pusher = connected();
      const first = subscribed(pusher, 'a');
      first.bind('news', () => log('first'));
      pusher.unsubscribe('a');
      const second = subscribed(pusher, 'a');
      log('the same', first === second);
    },
  );

  scenario(
    'bindings of an unsubscribed channel are left',
    ({ world, connected, subscribed, on, log }) => {
      const pusher = connected();
      const channel = on(subscribed(pusher, 'a'), 'news');
      pusher.unsubscribe('a');
      channel.emit('news', 1);
      log('callbacks', Object.keys(channel.callbacks._callbacks));
      world.turn();
    },
  );

  scenario('disconnection takes the flags', ({ world, connected, subscribed, flags, confirm }) => {
    const pusher = connected();
    const a = subscribed(pusher, 'a');
    const b = pusher.subscribe('b');
    world.turn();
    pusher.disconnect();
    flags(a);
    flags(b);
    confirm('b');
    flags(b);
  });

  scenario(
    'what was sent right before disconnect()',
    {
      deviation: 'sent-at-once',
      ours: (trace, assert) => assert.ok(trace.has('send {"event":"client-bye"')),
    },
    ({ connected, subscribed }) => {
      const pusher = connected();
      subscribed(pusher, 'private-a').trigger('client-bye', {});
      pusher.disconnect();
    },
  );

  scenario('subscribing while disconnected on purpose', ({ world, connected, flags }) => {
    const pusher = connected();
    pusher.disconnect();
    flags(pusher.subscribe('a'));
    pusher.connect();
    world.socket().open().handshake('2.2');
    flags(pusher.channel('a'));
  });

  scenario('subscribeAll()', ({ world, connected, subscribed }) => {
    const pusher = connected();
    subscribed(pusher, 'a');
    pusher.subscribe('b');
    pusher.subscribeAll();
    world.turn();
  });

  scenario(
    'cancelled, then the connection is lost',
    {
      deviation: 'cancelled-stays-cancelled',
      ours: (trace, assert) => assert.equal(trace.count('send {"event":"pusher:subscribe"'), 1),
    },
    ({ world, connected, log }) => {
      const pusher = connected();
      pusher.subscribe('a');
      pusher.unsubscribe('a');
      world.socket().close(4200);
      world.socket().open().handshake('2.2');
      log('there', Boolean(pusher.channel('a')));
    },
  );

  scenario(
    'cancelled, then refused',
    {
      deviation: 'cancelled-stays-cancelled',
      ours: (trace, assert) => assert.ok(trace.has('there false')),
    },
    ({ world, connected, log }) => {
      const pusher = connected();
      pusher.subscribe('private-a');
      pusher.unsubscribe('private-a');
      world.request().respond(403, '');
      log('there', Boolean(pusher.channel('private-a')));
    },
  );

  scenario(
    'cancelled before the client subscribes to its channels',
    {
      deviation: 'cancelled-stays-cancelled',
      ours: (trace, assert) => {
        assert.ok(trace.has('send {"event":"pusher:unsubscribe","data":{"channel":"a"}}'));
        assert.ok(trace.has('there false'));
      },
    },
    ({ world, watched, confirm, log }) => {
      const pusher = watched();
      pusher.connection.bind('state_change', () => {
        pusher.subscribe('a');
        pusher.unsubscribe('a');
      });
      world.socket().open().handshake();
      confirm('a');
      log('there', Boolean(pusher.channel('a')));
    },
  );

  scenario(
    'a confirmation that nobody asked for',
    ({ connected, confirm, flags, watch, subscribed }) => {
      const pusher = connected();
      confirm('a');
      const channel = subscribed(pusher, 'a');
      confirm('a', { again: 1 });
      flags(watch(channel, 'again'));
    },
  );

  scenario('cache channels', ({ world, connected, subscribed, on }) => {
    const pusher = connected();
    const channel = subscribed(pusher, 'cache-a');
    on(channel, 'pusher:cache_miss');
    world
      .socket()
      .event('pusher:cache_miss', undefined, 'cache-a')
      .event('news', '{"a":1}', 'cache-a');
  });

  scenario(
    'private and presence cache channels are authorized',
    ({ world, connected, subscribed, members }) => {
      const pusher = connected();
      pusher.subscribe('private-cache-a');
      world.request().respond(200, { auth: 'k:s' });
      subscribed(pusher, 'private-cache-a');
      world.socket().event('pusher:cache_miss', '', 'private-cache-a');
      pusher.subscribe('presence-cache-a');
      world.request().respond(200, { auth: 'k:s', channel_data: '{"user_id":"1"}' });
      subscribed(pusher, 'presence-cache-a', members('1'));
      world.socket().event('pusher:cache_miss', '', 'presence-cache-a');
    },
  );

  scenario('subscription counts', ({ world, connected, subscribed, log, on }) => {
    const pusher = connected();
    const channel = on(subscribed(pusher, 'a'), 'pusher:subscription_count');
    for (const data of [
      '{"subscription_count":3}',
      { subscription_count: 4 },
      '{"subscription_count":0}',
      '{}',
    ]) {
      world.socket().event('pusher_internal:subscription_count', data, 'a');
      log('count', channel.subscriptionCount);
    }
  });

  scenario(
    'subscription counts of private and presence channels, and of nobody’s',
    ({ world, connected, watch, log }) => {
      const pusher = connected();
      for (const name of ['private-a', 'presence-a']) {
        const channel = watch(pusher.subscribe(name), name);
        world
          .socket()
          .event('pusher_internal:subscription_count', '{"subscription_count":3}', name);
        log('count', channel.subscriptionCount);
      }
      world
        .socket()
        .event('pusher_internal:subscription_count', '{"subscription_count":3}', 'nobody');
      world.socket().event('pusher_internal:subscription_count', '{"subscription_count":3}');
    },
  );

  scenario(
    'a subscription count without data',
    {
      deviation: 'malformed-messages',
      ours: (trace, assert) => assert.ok(trace.has('connection error { type: "MessageParseError"')),
    },
    ({ world, connected, subscribed }) => {
      subscribed(connected(), 'a');
      world.socket().event('pusher_internal:subscription_count', null, 'a');
    },
  );

  scenario('subscribeAll, and a channel that is removed meanwhile', ({ connected, log }) => {
    let pusher = undefined;
    const customHandler = () => pusher.channels.remove('b');
    pusher = connected({ channelAuthorization: { customHandler } });
    for (const name of ['private-a', 'b', 'c']) pusher.channels.add(name, pusher);
    pusher.subscribeAll();
    log('channels', pusher.allChannels());
  });
});
