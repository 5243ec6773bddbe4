// What pusher-js calls internal, and programs use.

import { area } from '../area.js';

export default area('internals', (scenario) => {
  scenario(
    'channel commands: subscribe and unsubscribe',
    ({ world, connected, flags, confirm, log }) => {
      const pusher = connected();
      const channel = pusher.channels.add('a', pusher);
      flags(channel);
      channel.subscribe();
      flags(channel);
      channel.subscribe();
      confirm('a');
      channel.subscribe();
      flags(channel);
      channel.unsubscribe();
      flags(channel);
      log('still there', pusher.channel('a') === channel);
      world.turn();
    },
  );

  scenario(
    'channel commands: subscribe, before there is a connection',
    ({ client, log, flags }) => {
      const customHandler = (params) => log('asked', params);
      const pusher = client({ channelAuthorization: { customHandler } });
      const channel = pusher.channels.add('private-a', pusher);
      channel.subscribe();
      flags(channel);
    },
  );

  scenario(
    'channel commands: unsubscribe, before the answer',
    {
      deviation: 'cancelled-stays-cancelled',
      ours: (trace, assert) => {
        assert.ok(trace.has('send {"event":"pusher:unsubscribe"'));
        assert.ok(!trace.has('send {"event":"pusher:subscribe"'));
        assert.ok(trace.has('private-a is "not subscribed"'));
      },
    },
    ({ world, connected, flags }) => {
      const channel = connected().subscribe('private-a');
      channel.unsubscribe();
      world.request().respond(200, { auth: 'k:s' });
      flags(channel);
    },
  );

  scenario('channel commands: cancel and reinstate', ({ connected, flags, confirm }) => {
    const pusher = connected();
    const channel = pusher.subscribe('a');
    channel.cancelSubscription();
    flags(channel);
    channel.reinstateSubscription();
    flags(channel);
    confirm('a');
    channel.cancelSubscription();
    flags(channel);
  });

  scenario(
    'channel commands: cancel what is subscribed',
    ({ world, connected, subscribed, flags }) => {
      const pusher = connected();
      const channels = ['a', 'b'].map((name) => subscribed(pusher, name));
      for (const channel of channels) channel.cancelSubscription();
      world.socket().event('pusher:subscription_error', { error: 'no', status: 401 }, 'a');
      channels.forEach(flags);
      // Subscribing is no news, and takes nothing back: a confirmation ends it after all.
      pusher.subscribeAll();
      channels.forEach(flags);
      world.socket().event('pusher_internal:subscription_succeeded', '{}', 'b');
      channels.forEach(flags);
      world.socket().close(4200);
      channels.forEach(flags);
    },
  );

  scenario('channel commands: disconnect', ({ world, connected, subscribed, flags }) => {
    const pusher = connected();
    const channel = subscribed(pusher, 'a');
    channel.disconnect();
    flags(channel);
    pusher.subscribe('a');
    flags(channel);
    world.turn();
  });

  scenario(
    'channels.remove and channels.disconnect',
    ({ world, connected, subscribed, flags, log }) => {
      const pusher = connected();
      const channel = subscribed(pusher, 'a');
      log('removed', pusher.channels.remove('a') === channel, pusher.channels.remove('b'));
      flags(channel);
      log('gone', pusher.channel('a'));
      const other = subscribed(pusher, 'b');
      pusher.channels.disconnect();
      flags(other);
      world.turn();
    },
  );

  scenario('handleEvent given a message by hand', ({ connected, subscribed, flags }) => {
    const channel = subscribed(connected(), 'a');
    channel.handleEvent({ event: 'news', channel: 'a', data: { x: 1 } });
    channel.handleEvent({ event: 'pusher_internal:odd', channel: 'a', data: { x: 1 } });
    channel.handleEvent({
      event: 'pusher_internal:subscription_count',
      channel: 'a',
      data: { subscription_count: 9 },
    });
    channel.handleEvent({ event: 'pusher:cache_miss', channel: 'a' });
    flags(channel);
  });

  scenario('handleEvent confirms, too', ({ connected, watch, flags }) => {
    const pusher = connected();
    const channel = watch(pusher.subscribe('a'), 'a');
    channel.handleEvent({
      event: 'pusher_internal:subscription_succeeded',
      channel: 'a',
      data: { x: 1 },
    });
    flags(channel);
    const presence = watch(pusher.channels.add('presence-a', pusher), 'presence-a');
    presence.handleEvent({ event: 'news', data: 1, user_id: '7' });
  });

  scenario('a callback table copied to another channel', ({ world, connected, subscribed, on }) => {
    const pusher = connected();
    const a = on(subscribed(pusher, 'a'), 'news');
    const b = subscribed(pusher, 'b');
    b.callbacks = a.callbacks;
    world.socket().event('news', 1, 'b');
  });

  scenario('emit replaced on a channel', ({ world, connected, subscribed, log }) => {
    const channel = subscribed(connected(), 'a');
    channel.emit = (...args) => log('emit', ...args);
    world.socket().event('news', '{"a":1}', 'a');
  });

  scenario('emit replaced on the client’s emitter', ({ world, connected, log }) => {
    connected().global_emitter.emit = (...args) => log('emit', ...args);
    world.socket().event('news', '{"a":1}', 'a');
  });

  scenario('channels.find replaced', ({ world, connected, subscribed, log }) => {
    const pusher = connected();
    const channel = subscribed(pusher, 'a');
    const find = pusher.channels.find.bind(pusher.channels);
    pusher.channels.find = (name) => find(name.toLowerCase());
    channel.bind('news', (data) => log('news', data));
    world.socket().event('news', 1, 'A');
    log('found', pusher.channel('A') === channel);
  });

  scenario('send_event replaced on the client', ({ world, connected, subscribed, log }) => {
    const pusher = connected();
    const channel = subscribed(pusher, 'private-a');
    pusher.send_event = (...args) => log('send_event', ...args);
    channel.trigger('client-x', { a: 1 });
    world.turn();
  });

  scenario('own properties on clients and channels', ({ client, log }) => {
    const pusher = client();
    pusher.mine = 1;
    const channel = pusher.subscribe('a');
    channel.mine = 2;
    log('mine', pusher.mine, pusher.channel('a').mine);
    log('assigned', Object.assign({}, channel).name);
  });

  scenario('sessionID, timeline and the like', ({ client, log }) => {
    const pusher = client({ timelineParams: { a: 1 } });
    log(
      'session',
      Number.isInteger(pusher.sessionID),
      pusher.sessionID >= 0,
      pusher.sessionID < 1e9,
    );
    log(
      'timeline',
      pusher.timeline.key,
      pusher.timeline.session === pusher.sessionID,
      pusher.timeline.options.params,
    );
    log('events', pusher.timeline.events.length > 0, pusher.timeline.isEmpty());
  });

  scenario('whispers, as Laravel Echo does them', ({ connected, subscribed, on, world }) => {
    const pusher = connected();
    on(subscribed(pusher, 'private-a'), 'client-typing');
    pusher.channels.channels['private-a'].trigger('client-typing', { name: 'Ann' });
    world.socket().event('client-typing', { name: 'Bob' }, 'private-a');
  });

  scenario(
    'a client seen through a proxy',
    {
      deviation: 'stand-ins',
      ours: (trace, assert) => assert.ok(trace.has('a is "subscribed"')),
    },
    ({ connected, confirm, flags }) => {
      const pusher = connected();
      // As a reactive framework wraps whatever is read from a wrapped object.
      const reactive = (object) =>
        new Proxy(object, {
          get(target, key, self) {
            const value = Reflect.get(target, key, self);
            return value && typeof value === 'object' ? reactive(value) : value;
          },
        });
      const channel = reactive(pusher).subscribe('a');
      confirm('a');
      flags(channel);
    },
  );

  scenario(
    'a WebSocket stand-in that closes without an event',
    {
      deviation: 'stand-ins',
      ours: (trace, assert) => assert.ok(trace.has('socket 1 opens')),
    },
    ({ world, connected }) => {
      connected();
      world.act(() => world.socket().socket.onclose());
      world.tick(2000);
    },
  );
});
