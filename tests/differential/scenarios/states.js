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

  scenario('what can be read at each stage', ({ world, client, log }) => {
    const pusher = client();
    const { connection } = pusher;
    const look = (stage) =>
      log(
        stage,
        connection.state,
        connection.socket_id,
        connection.connection && connection.connection.id,
      );
    look('made');
    connection.bind('connecting', () => look('connecting'));
    connection.bind('state_change', () => look('state_change'));
    connection.bind('connected', () => look('connected'));
    connection.bind('disconnected', () => look('disconnected'));
    connection.bind('message', () => look('message'));
    world.socket().open().handshake();
    log(
      'transport',
      connection.connection.transport.name,
      connection.connection.transport.options.useTLS,
    );
    world.socket().event('news', 1);
    pusher.disconnect();
    look('after');
  });

  scenario('what storage holds when the callbacks run', ({ world, client, log }) => {
    const { connection } = client();
    connection.bind_global((event) => log(event, world.stored));
    world.tick(70);
    world.socket().open().handshake();
    world.tick(7);
    world.socket().close(4100);
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

  scenario('disconnect() while connecting', ({ world, watched }) => {
    const pusher = watched();
    world.tick(100);
    pusher.disconnect();
    pusher.disconnect();
    world.socket().close(1006);
    world.tick(20_000);
  });

  scenario('disconnect() between the opening and the greeting', ({ world, watched }) => {
    const pusher = watched();
    world.socket().open();
    pusher.disconnect();
    world.socket().handshake();
    world.socket().close(1005);
    world.tick(20_000);
  });

  scenario(
    'what a socket says after disconnect() counts for nothing',
    ({ world, connected, watch }) => {
      const pusher = watch(connected(), 'client');
      pusher.disconnect();
      world.socket().event('news', 1, 'a').error().close(4000);
      world.tick(20_000);
    },
  );

  scenario('disconnect() without a connection, again and again', ({ world, connected }) => {
    const pusher = connected();
    for (let i = 0; i < 3; i++) pusher.disconnect();
    world.tick(1000);
  });

  scenario('disconnect() in the unavailable state', ({ world, watched }) => {
    const pusher = watched();
    world.tick(11_000);
    pusher.disconnect();
    world.tick(60_000);
  });

  scenario('connect() on a connected client does nothing', ({ world, connected }) => {
    const pusher = connected();
    pusher.connect();
    pusher.connection.connect();
    world.tick(1000);
  });

  scenario('connect() while connecting does nothing', ({ world, watched }) => {
    const pusher = watched();
    pusher.connect();
    world.tick(500);
    pusher.connect();
    world.tick(500);
  });

  scenario('nothing answers: unavailable after ten seconds', ({ world, watched }) => {
    watched();
    world.tick(90_000);
  });

  scenario('unavailable, then the server comes', ({ world, watched }) => {
    watched({ unavailableTimeout: 2000 });
    world.tick(5000);
    world.socket().open().handshake();
  });

  scenario('no transport is left: failed', ({ watched, world, log }) => {
    const pusher = watched({ enabledTransports: ['wss'] });
    log('state', pusher.connection.state);
    pusher.connect();
    world.tick(5000);
    pusher.disconnect();
    pusher.connect();
  });

  scenario('the connection used by itself', ({ world, connected, attempt }) => {
    const { connection } = connected();
    attempt('send', () => connection.send('raw'));
    attempt('send_event', () => connection.send_event('a', { b: 1 }, 'c'));
    attempt('send_event', () => connection.send_event('a', { b: 1 }));
    world.turn();
    attempt('disconnect', () => connection.disconnect());
    attempt('send', () => connection.send('raw'));
    attempt('send_event', () => connection.send_event('a', {}));
    attempt('connect', () => connection.connect());
  });

  scenario('events that programs emit on the connection', ({ connected, log, on }) => {
    const { connection } = connected();
    on(connection, 'mine');
    log('returns itself', connection.emit('mine', { a: 1 }) === connection);
    connection.emit('error', { type: 'Mine' });
  });

  scenario('several clients side by side', ({ world, watched }) => {
    const a = watched({}, 'a');
    watched({}, 'b');
    world.socket(1).open().handshake('2.2');
    world.socket(0).open().handshake('1.1');
    a.disconnect();
    world.socket(1).close(4200);
    world.tick(100);
  });
});
