// States of the connection and the events that tell of them.

import { area } from '../area.js';

export default area('connection states', (scenario) => {
  scenario('a connection is made, and one message comes', ({ world, watched, watch, log }) => {
    const pusher = watch(watched(), 'client');
    log('state', pusher.connection.state);
    world.tick(5);
    world.socket().open();
    world.tick(5);
    world.socket().handshake('123.456', 30);
    log('id', pusher.connection.socket_id);
    world.socket().event('news', '{"a":1}', 'nobody');
  });

  scenario('disconnect() and connect() again', ({ world, connected, log }) => {
    const pusher = connected();
    pusher.disconnect();
    log(
      'state',
      pusher.connection.state,
      pusher.connection.socket_id,
      pusher.connection.connection,
    );
    world.tick(1000);
    pusher.connect();
    world.socket().open().handshake('2.2');
  });

  scenario('nothing answers: unavailable after ten seconds', ({ world, watched }) => {
    watched();
    world.tick(90_000);
  });

  scenario('connect() on a connected client does nothing', ({ world, connected }) => {
    const pusher = connected();
    pusher.connect();
    pusher.connection.connect();
    world.tick(1000);
  });

  scenario('no transport is left: failed', ({ watched }) => {
    watched({ enabledTransports: ['wss'] });
  });
});
