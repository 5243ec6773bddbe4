// Servers, networks and applications at their worst: the client must live on.

import { area } from '../area.js';

export default area('hostile input', (scenario) => {
  scenario('a very long frame', ({ world, connected, subscribed, log }) => {
    const channel = subscribed(connected(), 'a');
    channel.bind('news', ({ text }) => log('length', text.length));
    world.socket().event('news', JSON.stringify({ text: 'x'.repeat(2_000_000) }), 'a');
  });

  scenario('very deep JSON', ({ world, connected, on }) => {
    on(connected(), 'news', 'client news');
    const depth = 2000;
    world.socket().event('news', '['.repeat(depth) + ']'.repeat(depth));
    world.socket().event('news', '"fine"');
  });

  scenario(
    'lone surrogates and control characters',
    ({ world, connected, subscribed, attempt }) => {
      const channel = subscribed(connected(), 'private-a');
      const text = '\ud800 \udc00 \u0000 \u2028 "\\';
      world.socket().event('news', JSON.stringify(text), 'private-a');
      attempt('trigger', () => channel.trigger('client-x', text));
    },
  );

  scenario('event names with lone surrogates and NUL', ({ world, connected, watch }) => {
    watch(connected(), 'client');
    for (const name of ['\ud800', '\u0000', 'a\nb']) world.socket().event(name, 1, 'a');
  });

  scenario('close codes and reasons that no browser gives', ({ world, connected }) => {
    connected();
    world.socket().close(0, 'zero');
    world.tick(1000);
    if (world.sockets.length > 1) world.socket().open().handshake('2.2');
  });

  scenario('a socket that closes twice', ({ world, connected }) => {
    connected();
    world.socket().close(1006).close(1006);
    world.tick(1500);
  });

  scenario('messages after the end', ({ world, connected, watch }) => {
    watch(connected(), 'client');
    const socket = world.socket();
    socket.close(1006);
    socket.event('news', 1);
    world.tick(1500);
    socket.event('news', 2);
  });

  scenario('a thousand channels', ({ world, connected, log }) => {
    const pusher = connected();
    for (let i = 0; i < 1000; i++) pusher.subscribe(`channel-${i}`);
    world.turn();
    log('frames', world.socket().sent.length, pusher.allChannels().length);
    for (let i = 0; i < 1000; i += 2) pusher.unsubscribe(`channel-${i}`);
    for (let i = 0; i < 1000; i++)
      world.socket().event('pusher_internal:subscription_succeeded', '{}', `channel-${i}`);
    log('left', pusher.allChannels().length);
  });

  scenario('errors without anything in them', ({ world, connected }) => {
    connected();
    for (const data of [null, 0, '', [], {}, { code: 'x' }, { code: 4009 }])
      world.socket().event('pusher:error', data);
  });

  scenario('a clock that jumps', ({ world, connected }) => {
    connected();
    world.clock.set(3_600_000);
    world.tick(1000);
    world.socket().event('news', 1);
  });

  scenario('arguments that make no sense', ({ connected, attempt }) => {
    const pusher = connected();
    attempt('channel', () => pusher.channel());
    attempt('channel', () => pusher.channel(null));
    attempt('unsubscribe', () => pusher.unsubscribe(null));
    attempt('unbind', () => pusher.unbind(null, null, null) === pusher);
    attempt('subscribe', () => typeof pusher.subscribe(undefined));
    attempt('subscribe', () => typeof pusher.subscribe(null));
  });
});
