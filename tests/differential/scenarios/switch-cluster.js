// switchCluster().

import { area } from '../area.js';

const THERE = { appKey: 'other', cluster: 'eu' };

export default area('switchCluster', (scenario) => {
  scenario('on a connected client', ({ world, connected, subscribed, log }) => {
    const pusher = connected();
    subscribed(pusher, 'a');
    pusher.switchCluster(THERE);
    log(
      'now',
      pusher.key,
      pusher.connection.key,
      pusher.options.cluster,
      pusher.config.cluster,
      pusher.config.wsHost,
    );
    world.turn();
    world.socket().open().handshake('2.2');
  });

  scenario('the end of the old socket says nothing of the new server', ({ world, connected }) => {
    connected().switchCluster(THERE);
    world.tick(100);
    world.socket(0).close(1006, '', false);
    world.socket(1).error().close(1006);
    world.socket(2).open().handshake('2.2');
    world.tick(100_000);
  });

  scenario('while connecting', ({ world, watched }) => {
    watched().switchCluster(THERE);
    world.turn();
    world.socket().open().handshake('2.2');
    world.tick(5000);
  });

  scenario('while unavailable', ({ world, watched }) => {
    const pusher = watched();
    world.tick(12_000);
    pusher.switchCluster(THERE);
    world.tick(100);
    world.socket().open().handshake('2.2');
  });

  scenario('twice in a row', ({ world, connected }) => {
    const pusher = connected();
    pusher.switchCluster(THERE);
    pusher.switchCluster({ appKey: 'third', cluster: 'ap1' });
    world.tick(100);
    world.socket().open().handshake('3.3');
    world.tick(100);
  });

  scenario('options are copied, not changed', ({ world, client, log }) => {
    const options = { cluster: 'mt1', enabledTransports: ['ws'], mine: { a: 1 } };
    const pusher = client(options);
    const before = pusher.options;
    pusher.switchCluster(THERE);
    world.turn();
    log('options', before.cluster, pusher.options.cluster, pusher.options.mine === before.mine);
  });

  scenario('a host of one’s own stays', ({ world, connected }) => {
    connected({ wsHost: 'example.com', wssPort: 6001 }).switchCluster(THERE);
    world.turn();
  });

  scenario('authorization keeps working', ({ world, connected }) => {
    const pusher = connected({ authEndpoint: '/mine', auth: { params: { a: 1 } } });
    pusher.subscribe('private-a');
    pusher.switchCluster(THERE);
    world.turn();
    world.socket().open().handshake('2.2');
  });

  scenario(
    'without a cluster',
    {
      deviation: 'option-types',
      ours: (trace, assert) => {
        assert.ok(trace.has('switchCluster throws "Options object must provide a cluster"'));
        assert.ok(trace.has('key "key"'));
      },
    },
    ({ world, connected, attempt, log }) => {
      const pusher = connected();
      attempt('switchCluster', () => pusher.switchCluster({ appKey: 'other' }));
      world.tick(100);
      log('key', pusher.key);
    },
  );

  scenario('without anything to switch to', ({ world, connected, attempt }) => {
    const pusher = connected();
    attempt('switchCluster', () => pusher.switchCluster());
    world.tick(100);
  });

  scenario(
    'on a client that was disconnected on purpose',
    {
      deviation: 'switch-stays-away',
      ours: (trace, assert) => assert.ok(trace.order('waited', 'socket 1 opens wss://ws-eu')),
    },
    ({ world, connected, log }) => {
      const pusher = connected();
      pusher.disconnect();
      pusher.switchCluster(THERE);
      world.tick(1000);
      log('waited');
      pusher.connect();
    },
  );

  scenario(
    'while waiting to connect again',
    {
      deviation: 'one-timer',
      ours: (trace, assert) => assert.ok(!trace.has('socket 2 opens')),
    },
    ({ world, connected }) => {
      const pusher = connected();
      world.socket().close(1006);
      world.tick(300);
      pusher.switchCluster(THERE);
      world.turn();
      world.socket().open().handshake('2.2');
      world.tick(2000);
    },
  );
});
