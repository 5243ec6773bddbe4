// What a close code makes of a connection, and of an attempt to make one.

import { area } from '../area.js';

const CODES = [
  ...[
    1000, 1001, 1002, 1003, 1004, 1005, 1006, 1009, 1011, 3999, 4000, 4001, 4009, 4099, 4100, 4199,
  ],
  ...[4200, 4299, 4300, 4999],
];

export default area('close codes', (scenario) => {
  for (const code of CODES) {
    scenario(`${code} on a connection`, ({ world, connected }) => {
      connected();
      world.tick(50_000);
      world.socket().close(code, 'because');
      world.tick(3000);
      if (world.sockets.length > 1) world.socket().open().handshake('2.2');
      world.tick(3000);
    });
  }

  for (const code of [1000, 1002, 1006, 4000, 4001, 4100, 4200, 4300]) {
    scenario(
      `${code} between the opening and the greeting`,
      {
        deviation: 'remembered-transport',
        ours: (trace, assert) => assert.ok(!trace.has('pusherTransport')),
      },
      ({ world, watched }) => {
        watched();
        world.socket().open().close(code, 'because');
        world.tick(900);
      },
    );

    scenario(`${code} before the opening`, ({ world, watched }) => {
      watched();
      world.socket().error().close(code, 'because');
      world.tick(14_000);
    });
  }

  scenario('a reason that is empty', ({ world, connected }) => {
    connected();
    world.socket().close(4301);
  });

  scenario('an error event before the close', ({ world, connected }) => {
    connected();
    world.socket().error().close(1006);
    world.tick(2000);
  });

  scenario('4000 without TLS goes over to TLS', ({ world, watched, log }) => {
    const pusher = watched({ forceTLS: false });
    world.socket().open().handshake();
    log('TLS', pusher.connection.isUsingTLS(), pusher.shouldUseTLS());
    world.socket().close(4000, 'TLS only');
    world.tick(100);
    world.socket().open().handshake('2.2');
    log('TLS', pusher.connection.isUsingTLS(), pusher.shouldUseTLS());
  });

  scenario('after a refusal connect() tries again', ({ world, connected }) => {
    const pusher = connected();
    world.socket().close(4001, 'no such app');
    world.tick(60_000);
    pusher.connect();
    world.socket().open().handshake('2.2');
  });
});
