// The first frame on a socket.

import { area } from '../area.js';

const FIRST = {
  'a number as activity timeout': { socket_id: '1.1', activity_timeout: 30 },
  'a text as activity timeout': { socket_id: '1.1', activity_timeout: '30' },
  'a fraction as activity timeout': { socket_id: '1.1', activity_timeout: 0.5 },
  'an empty socket id': { socket_id: '', activity_timeout: 30 },
  'more than is needed': { socket_id: '1.1', activity_timeout: 30, extra: [1] },
};

const BAD = {
  'not JSON': 'hello',
  'another event': { event: 'news', data: {} },
  'no activity timeout': { event: 'pusher:connection_established', data: { socket_id: '1.1' } },
  'an activity timeout of 0': {
    event: 'pusher:connection_established',
    data: { socket_id: '1.1', activity_timeout: 0 },
  },
  'no data': { event: 'pusher:connection_established' },
  'an empty frame': '',
  null: 'null',
  'pusher:error without a code': { event: 'pusher:error', data: { code: null, message: 'x' } },
  'pusher:error 1000': { event: 'pusher:error', data: { code: 1000, message: 'x' } },
  'pusher:error 1006': { event: 'pusher:error', data: { code: 1006, message: 'x' } },
};

export default area('handshake', (scenario) => {
  for (const [title, data] of Object.entries(FIRST)) {
    scenario(title, ({ world, watched, log }) => {
      const pusher = watched();
      world.socket().open().event('pusher:connection_established', data);
      log('id', pusher.connection.socket_id);
      log('sent', pusher.send_event('news', 1));
      world.tick(31_000);
    });
  }

  for (const code of [4000, 4001, 4100, 4200, 4300, 1002]) {
    scenario(
      `pusher:error ${code} as the first frame`,
      {
        deviation: 'remembered-transport',
        ours: (trace, assert) => assert.ok(!trace.has('pusherTransport')),
      },
      ({ world, watched }) => {
        watched();
        world.socket().open().event('pusher:error', { code, message: 'because' });
        world.socket().close(1005);
        world.tick(500);
      },
    );
  }

  for (const [title, frame] of Object.entries(BAD)) {
    scenario(
      `no greeting: ${title}`,
      {
        deviation: 'bad-handshake',
        ours: (trace, assert) => {
          // 1000 says that nothing is wrong.
          assert.ok(title.endsWith('1000') || trace.has('connection error'));
          assert.ok(trace.order('connection connecting_in 1', 'socket 1 opens'));
          assert.ok(trace.order('socket 1 opens', 'connection connected'));
        },
      },
      ({ world, watched }) => {
        watched();
        world.socket().open().message(frame);
        world.tick(1500);
        if (world.sockets.length > 1) world.socket().open().handshake('2.2');
      },
    );
  }

  scenario('the data as an object, not as text', ({ world, watched }) => {
    watched();
    world
      .socket()
      .open()
      .event('pusher:connection_established', { socket_id: '9.9', activity_timeout: 7 });
    world.tick(8000);
  });

  scenario('a second greeting is a message like others', ({ world, connected, log }) => {
    const pusher = connected();
    world.socket().handshake('2.2');
    log('id', pusher.connection.socket_id);
  });
});
