// trigger() and send_event().

import { area } from '../area.js';

export default area('client events', (scenario) => {
  scenario('trigger on a subscribed channel', ({ connected, subscribed, attempt }) => {
    const channel = subscribed(connected(), 'private-a');
    for (const data of [{ a: 1 }, 'text', 7, null, undefined, [1], '', true]) {
      attempt('trigger', () => channel.trigger('client-x', data));
    }
  });

  scenario('trigger before the subscription', ({ connected, attempt, world }) => {
    const channel = connected().subscribe('private-a');
    attempt('trigger', () => channel.trigger('client-x', {}));
    world.turn();
  });

  scenario('trigger without a connection', ({ client, attempt, connected, subscribed }) => {
    attempt('trigger', () => client().subscribe('private-a').trigger('client-x', {}));
    const pusher = connected();
    const channel = subscribed(pusher, 'private-a');
    pusher.disconnect();
    attempt('trigger', () => channel.trigger('client-x', {}));
  });

  scenario('names that are no client event’s', ({ connected, subscribed, attempt }) => {
    const channel = subscribed(connected(), 'private-a');
    for (const name of ['x', 'Client-x', '', 'client', 'xclient-', 'pusher:x']) {
      attempt(`trigger ${name}`, () => channel.trigger(name, {}));
    }
    attempt('trigger client-', () => channel.trigger('client-', {}));
    attempt('trigger without a name', () => channel.trigger());
  });

  scenario(
    'on public, presence and encrypted channels',
    ({ world, connected, subscribed, members, attempt }) => {
      const pusher = connected();
      attempt('public', () => subscribed(pusher, 'a').trigger('client-x', {}));
      attempt('presence', () =>
        subscribed(pusher, 'presence-a', members('1')).trigger('client-x', {}),
      );
      attempt('encrypted', () => pusher.subscribe('private-encrypted-a').trigger('client-x', {}));
      world.turn();
    },
  );

  scenario('send_event of the client and of the connection', ({ connected, attempt, world }) => {
    const pusher = connected();
    attempt('client', () => pusher.send_event('a', { b: 1 }, 'c'));
    attempt('client', () => pusher.send_event('a', undefined));
    attempt('client', () => pusher.send_event('a', 'x', ''));
    attempt('connection', () => pusher.connection.send_event('a', [1], 'c'));
    attempt('raw', () => pusher.connection.send('anything'));
    world.turn();
  });

  scenario('data with toJSON, dates, and what JSON leaves out', ({ connected, subscribed }) => {
    const channel = subscribed(connected(), 'private-a');
    channel.trigger('client-x', {
      date: new Date(0),
      own: { toJSON: () => 'mine' },
      fn() {},
      undef: undefined,
      nan: NaN,
    });
  });

  scenario('data that is circular', ({ connected, subscribed, attempt }) => {
    const channel = subscribed(connected(), 'private-a');
    const data = {};
    data.self = data;
    attempt('trigger', () => channel.trigger('client-x', data));
  });

  scenario('data that cannot be written, without a connection', ({ client, attempt, log }) => {
    const channel = client().subscribe('private-a');
    const data = { asked: 0, toJSON: () => data.asked++ };
    attempt('trigger', () => channel.trigger('client-x', 1n));
    attempt('trigger', () => channel.trigger('client-x', data));
    log('asked', data.asked);
  });

  scenario('data that has no JSON, while a log is kept', ({ Pusher, connected, log, attempt }) => {
    let lines = 0;
    Pusher.log = (line) => (lines += line.includes('client-x'));
    const pusher = connected();
    attempt('send_event', () => pusher.send_event('client-x', { big: 1n, more: 1 }, 'a'));
    log('lines', lines);
  });

  scenario('data that changes right after', ({ connected, subscribed, world }) => {
    const channel = subscribed(connected(), 'private-a');
    const data = { a: 1 };
    channel.trigger('client-x', data);
    data.a = 2;
    world.turn();
  });

  scenario('many at once, in order', ({ connected, subscribed }) => {
    const channel = subscribed(connected(), 'private-a');
    for (let i = 0; i < 20; i++) channel.trigger('client-x', i);
  });
});
