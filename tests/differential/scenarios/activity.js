// Pings, pongs and silence.

import { area } from '../area.js';

export default area('activity', (scenario) => {
  scenario('silence: a ping, then another connection', ({ world, connected }) => {
    connected();
    world.tick(120_000);
    world.tick(29_999);
    world.tick(1);
    world.tick(10);
    world.socket().open().handshake('2.2');
  });

  scenario('a pong is enough', ({ world, connected }) => {
    connected();
    world.tick(120_000);
    world.tick(100);
    world.socket().event('pusher:pong', '{}');
    world.tick(119_000);
    world.tick(2000);
  });

  scenario('any message is enough', ({ world, connected }) => {
    connected();
    for (let i = 0; i < 4; i++) {
      world.tick(100_000);
      world.socket().event('news', i, 'a');
    }
    world.tick(121_000);
  });

  scenario('a message that is no JSON', ({ world, connected }) => {
    connected();
    world.tick(100_000);
    world.socket().message('garbage');
    world.tick(100_000);
  });

  scenario('the server pings', ({ world, connected, watch }) => {
    watch(connected(), 'client');
    world.socket().event('pusher:ping', '{}');
    world.tick(1);
    world.socket().event('pusher:ping');
  });

  scenario('the shortest of three timeouts counts: the option', ({ world, watched }) => {
    watched({ activityTimeout: 5000, pongTimeout: 700 });
    world.socket().open().handshake('1.1', 30);
    world.tick(6000);
  });

  scenario('the shortest of three timeouts counts: the server', ({ world, watched }) => {
    watched({ activityTimeout: 50_000 });
    world.socket().open().handshake('1.1', 3);
    world.tick(4000);
  });

  scenario('the shortest of three timeouts counts: a young death', ({ world, connected }) => {
    connected();
    world.tick(40_000);
    world.socket().close(1006);
    world.tick(1000);
    world.socket().open().handshake('2.2');
    world.tick(21_000);
  });

  scenario('a young death no sooner than ten seconds', ({ world, connected }) => {
    connected();
    world.tick(4000);
    world.socket().close(1006);
    world.tick(1000);
    world.socket().open().handshake('2.2');
    world.tick(11_000);
  });

  scenario('a clean end is no death', ({ world, connected }) => {
    connected();
    world.tick(4000);
    world.socket().close(1001);
    world.tick(1000);
    world.socket().open().handshake('2.2');
    world.tick(40_000);
  });

  scenario('the end of a socket that was given up', ({ world, connected }) => {
    connected();
    world.tick(120_000);
    world.tick(30_000);
    world.socket().open().handshake('2.2');
    world.socket(0).close(1006, '', false);
    world.socket().close(4200);
    world.socket().open().handshake('3.3');
    world.tick(80_000);
  });

  scenario(
    'the end of a socket that was given up, while another is opened',
    ({ world, connected }) => {
      connected();
      world.tick(120_000);
      world.tick(30_000);
      world.socket(0).close(1006, '', false);
      world.socket(1).open().handshake('2.2');
      world.tick(100_000);
    },
  );

  scenario('the ends of two sockets that were given up', ({ world, connected }) => {
    connected();
    world.tick(120_000);
    world.tick(30_000);
    world.socket(1).open();
    world.tick(15_000);
    world.socket(0).close(1006, '', false);
    world.socket(1).close(1000);
    world.tick(30_000);
    world.socket(3).open().handshake('2.2');
    world.tick(100_000);
  });

  scenario(
    'the end of a socket over which the server refused in words',
    { before: ({ world }) => world.replace(window, 'localStorage', undefined) },
    ({ world, watched }) => {
      watched();
      world.socket().open().event('pusher:error', { code: 4100, message: 'later' });
      world.tick(500);
      world.socket().close(1006, '', false);
      world.tick(500);
      world.socket(1).open().handshake('2.2');
      world.tick(100_000);
    },
  );

  scenario('offline: a ping at once', ({ world, connected }) => {
    connected();
    world.tick(3000);
    world.offline();
    world.tick(29_000);
    world.tick(2000);
  });

  scenario('offline, and the connection was there all along', ({ world, connected }) => {
    connected();
    world.offline();
    world.tick(100);
    world.socket().event('pusher:pong', '{}');
    world.online();
    world.tick(60_000);
  });

  scenario('offline without a connection', ({ world, watched }) => {
    watched();
    world.offline();
    world.tick(3000);
  });

  scenario('online while connecting: at once', ({ world, watched }) => {
    watched();
    world.tick(3000);
    world.online();
    world.tick(1);
    world.socket().open().handshake();
  });

  scenario('online while unavailable: at once', ({ world, watched }) => {
    watched();
    world.tick(12_000);
    world.online();
    world.tick(1);
    world.socket().open().handshake();
  });

  scenario('online while connected, or disconnected: nothing', ({ world, connected }) => {
    const pusher = connected();
    world.online();
    world.tick(10);
    pusher.disconnect();
    world.online();
    world.tick(10);
  });
});
