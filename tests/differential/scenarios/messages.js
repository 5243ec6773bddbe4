// Messages on their way in.

import { area } from '../area.js';

const DATA = {
  'an object': { a: 1, b: [true, null, 'x'] },
  'an object as text': '{"a":1,"b":[true,null,"x"]}',
  'a text': 'hello',
  'a text that is a number': '42',
  'a text that is null': 'null',
  'a text that is a text': '"quoted"',
  'a text with spaces around': '  {"a": 1}\n',
  'an empty text': '',
  'broken JSON': '{"a":',
  'a number': 42,
  zero: 0,
  false: false,
  true: true,
  null: null,
  nothing: undefined,
  'an array': [1, 2],
  'an array as text': '[1,2]',
  deep: '{"a":{"b":{"c":{"d":1}}}}',
  'a text in UTF-16': 'grüße 🎉',
  '-1 and words': '-1',
  'words like literals': 'truth',
  'not a number': 'NaN',
};

export default area('messages', (scenario) => {
  for (const [title, data] of Object.entries(DATA)) {
    scenario(`data: ${title}`, ({ world, connected, subscribed, on, watch }) => {
      const pusher = watch(connected(), 'client');
      on(pusher, 'news', 'client news');
      on(subscribed(pusher, 'a'), 'news');
      world.socket().event('news', data, 'a');
    });
  }

  scenario('the order in which everybody hears', ({ world, client, log }) => {
    const pusher = client();
    pusher.connection.bind_global((event) => log('connection global', event));
    pusher.connection.bind('message', ({ event }) => log('connection bound', event));
    pusher.bind_global((event) => log('client global', event));
    pusher.bind('news', () => log('client bound'));
    const channel = pusher.subscribe('a');
    channel.bind_global((event) => log('channel global', event));
    channel.bind('news', () => log('channel bound 1'));
    channel.bind('news', () => log('channel bound 2'));
    world.socket().open().handshake();
    world.socket().event('pusher_internal:subscription_succeeded', '{}', 'a');
    world.socket().event('news', 1, 'a');
    world.socket().event('pusher:error', { code: 4301, message: 'x' });
  });

  scenario('metadata: how many arguments callbacks get', ({ world, connected, log }) => {
    const pusher = connected();
    const count =
      (label) =>
      (...args) =>
        log(label, args.length, ...args);
    for (const name of ['a', 'private-a', 'presence-a']) {
      const channel = pusher.subscribe(name);
      channel.bind('news', count(`${name} bound`));
      channel.bind_global(count(`${name} global`));
    }
    pusher.bind('news', count('client bound'));
    pusher.bind_global(count('client global'));
    for (const name of ['a', 'private-a', 'presence-a']) {
      world.socket().event('news', 'x', name, { user_id: '7' });
      world.socket().event('news', '', name);
    }
  });

  scenario('a message without a channel, and one for nobody', ({ world, connected, watch }) => {
    watch(connected(), 'client');
    world.socket().event('news', '{"a":1}').event('news', '{"a":1}', 'elsewhere');
  });

  scenario('a message before the subscription is confirmed', ({ world, connected, watch }) => {
    const pusher = connected();
    watch(pusher.subscribe('a'), 'a');
    world.socket().event('news', 1, 'a');
  });

  scenario('events of the protocol on a channel', ({ world, connected, subscribed, watch }) => {
    const pusher = watch(connected(), 'client');
    subscribed(pusher, 'a');
    for (const event of [
      'pusher:cache_miss',
      'pusher:odd',
      'pusher_internal:odd',
      'pusher_odd',
      'pusher',
    ]) {
      world.socket().event(event, '{"a":1}', 'a');
    }
  });

  scenario('events of the protocol on no channel', ({ world, connected, watch }) => {
    watch(connected(), 'client');
    for (const event of ['pusher:odd', 'pusher_internal:odd', 'pusher:pong', 'pusher:cache_miss']) {
      world.socket().event(event, '{"a":1}');
    }
  });

  scenario('pusher:error in its forms', ({ world, connected, watch }) => {
    watch(connected(), 'client');
    const data = { code: 4301, message: 'too fast' };
    world.socket().event('pusher:error', data).event('pusher:error', JSON.stringify(data));
    world.socket().event('pusher:error', 'a text').event('pusher:error');
    world.socket().event('pusher:error', data, 'a');
  });

  for (const frame of ['', 'garbage', '{"event":', 'undefined', '<html>']) {
    scenario(`a frame that is no JSON: ${frame || 'empty'}`, ({ world, connected, watch }) => {
      watch(connected(), 'client');
      world.socket().message(frame).event('news', 1);
    });
  }

  for (const frame of [
    'null',
    '42',
    '"text"',
    '[]',
    '{}',
    'true',
    '{"event":null}',
    '{"event":7,"data":"x"}',
    '{"data":"x","channel":"a"}',
  ]) {
    scenario(
      `a frame without an event name: ${frame}`,
      {
        deviation: 'malformed-messages',
        ours: (trace, assert) => {
          assert.ok(trace.has('connection error { type: "MessageParseError"'));
          assert.ok(trace.has('client news 1'));
          assert.ok(!trace.has('uncaught'));
        },
      },
      ({ world, connected, watch }) => {
        watch(connected(), 'client');
        world.socket().message(frame).event('news', 1);
      },
    );
  }

  scenario('more in the envelope than is needed', ({ world, connected, watch }) => {
    watch(connected(), 'client');
    world.socket().message({ event: 'news', data: 1, user_id: 'u', extra: true, channel: 7 });
    world.socket().message({ event: 'news', data: 1, user_id: 0, channel: '' });
    world.socket().message({ event: '', data: 1 });
  });

  scenario('data is the callback’s to change', ({ world, connected, subscribed, log }) => {
    const pusher = connected();
    const channel = subscribed(pusher, 'a');
    channel.bind('news', (data) => (data.changed = true));
    channel.bind('news', (data) => log('second', data));
    pusher.bind('news', (data) => log('client', data));
    world.socket().event('news', '{"a":1}', 'a');
  });

  scenario('data survives structuredClone and JSON', ({ world, connected, subscribed, log }) => {
    const channel = subscribed(connected(), 'a');
    channel.bind('news', (data) => log('copies', structuredClone(data), JSON.stringify(data)));
    world.socket().event('news', '{"a":[1,{"b":null}]}', 'a');
  });
});
