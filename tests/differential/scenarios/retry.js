// Connecting again.

import { area } from '../area.js';

export default area('retry', (scenario) => {
  scenario(
    'a lost connection comes back with its subscriptions',
    ({ world, connected, subscribed, flags }) => {
      const pusher = connected();
      const a = subscribed(pusher, 'a');
      pusher.subscribe('b');
      world.socket().close(1006);
      flags(a);
      world.tick(1000);
      flags(a);
      world.socket().open().handshake('2.2');
      flags(a);
      world.socket().event('pusher_internal:subscription_succeeded', '{}', 'a');
      flags(a);
    },
  );

  scenario('lost again and again', ({ world, connected }) => {
    connected();
    for (let i = 2; i < 6; i++) {
      world.tick(200_000);
      world.socket().close(1006);
      world.tick(1000);
      world.socket().open().handshake(`${i}.${i}`);
    }
  });

  scenario('the attempts of a server that is away', ({ world, connected }) => {
    connected();
    world.tick(300_000);
    world.socket().close(1006);
    for (let i = 0; i < 30; i++) {
      world.tick(5000);
      if (world.socket().socket.readyState === 0) world.socket().error().close(1006);
    }
  });

  scenario(
    'connect() while waiting',
    {
      deviation: 'one-timer',
      ours: (trace, assert) => assert.ok(!trace.has('socket 2 opens')),
    },
    ({ world, connected }) => {
      const pusher = connected();
      world.socket().close(1006);
      world.tick(300);
      pusher.connect();
      world.socket().open().handshake('2.2');
      world.tick(5000);
    },
  );

  scenario(
    'online while waiting',
    {
      deviation: 'one-timer',
      ours: (trace, assert) => assert.ok(!trace.has('socket 3 opens')),
    },
    ({ world, watched }) => {
      watched();
      world.socket().open().handshake();
      world.socket().close(4100);
      world.tick(1000);
      world.socket().open().close(4100);
      world.tick(500);
      world.online();
      world.tick(1);
      world.socket().open().handshake('2.2');
      world.tick(5000);
    },
  );

  scenario(
    'disconnect() while waiting after a back-off',
    {
      deviation: 'one-timer',
      ours: (trace, assert) => assert.ok(!trace.has('socket 1 opens')),
    },
    ({ world, connected }) => {
      const pusher = connected();
      world.socket().close(4100);
      world.tick(300);
      pusher.disconnect();
      world.tick(5000);
    },
  );

  scenario('disconnect() while waiting', ({ world, connected }) => {
    const pusher = connected();
    world.socket().close(1006);
    world.tick(300);
    pusher.disconnect();
    world.tick(5000);
  });
});
