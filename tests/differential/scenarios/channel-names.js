// What channels may be called.

import { area } from '../area.js';

export default area('channel names', (scenario) => {
  scenario(
    'names that look like numbers',
    {
      deviation: 'odd-names',
      // In the order in which they were asked for.
      ours: (trace, assert) => assert.ok(trace.has('frames ["b", "1", "a"]')),
    },
    ({ world, watched, log }) => {
      const pusher = watched();
      for (const name of ['b', '1', 'a']) pusher.subscribe(name);
      world.socket().open().handshake();
      log(
        'frames',
        world.socket().sent.map((frame) => JSON.parse(frame).data.channel),
      );
    },
  );

  scenario('names that are refused', ({ connected, attempt, log }) => {
    const pusher = connected();
    attempt('subscribe', () => pusher.subscribe('#server'));
    attempt('subscribe', () => pusher.subscribe('#'));
    log('channels', pusher.allChannels().length);
  });

  scenario('names that are odd', ({ world, connected, flags }) => {
    const pusher = connected();
    for (const name of ['', ' ', 'a b', 'ünï', 'private', 'Private-a', 'presence', 'a,b', '0']) {
      flags(pusher.subscribe(name));
    }
    world.turn();
  });

  for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
    scenario(
      `a channel called ${name}`,
      {
        deviation: 'odd-names',
        ours: (trace, assert) => {
          assert.ok(trace.has(`${name} news 1`));
          assert.ok(
            trace.has(`send {"event":"pusher:subscribe","data":{"auth":"","channel":"${name}"}}`),
          );
        },
      },
      ({ world, connected, attempt, watch, confirm }) => {
        const pusher = connected();
        attempt('subscribe', () => watch(pusher.subscribe(name), name) && 'done');
        confirm(name);
        world.socket().event('news', 1, name);
      },
    );
  }

  scenario(
    'a message for toString, which nobody has subscribed to',
    { deviation: 'odd-names', ours: (trace, assert) => assert.ok(trace.has('client news 1')) },
    ({ world, connected, watch }) => {
      watch(connected(), 'client');
      world.socket().event('news', 1, 'toString');
    },
  );
});
