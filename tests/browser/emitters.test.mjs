// Callbacks: binding and letting go, who is told in which order, what the data looks like.

import assert from 'node:assert/strict';
import { ALL_BUILDS, suite } from '../support/browser/harness.mjs';

suite('emitters', (check) => {
  check(
    'a server event reaches channel, client, connection, in that order',
    { builds: ALL_BUILDS },
    async ({ run }) => {
      const order = await run(async () => {
        const pusher = await t.connected();
        const channel = await t.subscribe(pusher, t.unique('room'));
        const order = [];
        const heard = (name) => () => order.push(name);
        pusher.connection.bind(
          'message',
          ({ event }) => event === 'news' && order.push('connection message'),
        );
        pusher.bind('news', heard('client'));
        pusher.bind_global((name) => name === 'news' && order.push('client global'));
        channel.bind('news', heard('channel'));
        channel.bind_global((name) => name === 'news' && order.push('channel global'));
        await t.trigger(channel.name, 'news', {});
        await t.until(() => order.length >= 5);
        return order;
      });
      assert.deepEqual(order, [
        'channel global',
        'channel',
        'client global',
        'client',
        'connection message',
      ]);
    },
  );

  check('internal events stay off the client emitter; pusher: ones do not', {}, async ({ run }) => {
    const { names, message, channelNames } = await run(async () => {
      const pusher = await t.connected();
      const all = t.record({ client: pusher });
      const messages = t.record({ connection: pusher.connection });
      const channel = pusher.subscribe(t.unique('room'));
      const own = t.record({ channel });
      await t.event(channel, 'pusher:subscription_succeeded');
      const end = t.event(channel, 'end');
      await t.trigger(channel.name, 'end', 1);
      await end;
      await t.until(() => all.length);
      return {
        names: all.map(({ name }) => name),
        message: messages[0].data,
        channelNames: own
          .map(({ name }) => name)
          .filter((name) => name !== 'pusher:subscription_count'),
      };
    });
    assert.deepEqual(
      names.filter((name) => name !== 'pusher:subscription_count'),
      ['end'],
    );
    assert.equal(message.event, 'pusher_internal:subscription_succeeded');
    assert.deepEqual(channelNames, ['pusher:subscription_succeeded', 'end']);
  });

  check('every channel of the client is heard by bind on the client', {}, async ({ run }) => {
    const heard = await run(async () => {
      const pusher = await t.connected();
      const [one, two] = [
        await t.subscribe(pusher, t.unique('one')),
        await t.subscribe(pusher, t.unique('two')),
      ];
      const heard = [];
      pusher.bind('x', (data) => heard.push(data));
      await t.trigger(one.name, 'x', 1);
      await t.trigger(two.name, 'x', 2);
      await t.until(() => heard.length === 2);
      return heard;
    });
    assert.deepEqual(heard, [1, 2]);
  });

  check('unbind narrows by name, function and context', { builds: ALL_BUILDS }, async ({ run }) => {
    const heard = await run(() => {
      const channel = t.client().subscribe('x');
      const [one, two] = [{ id: 1 }, { id: 2 }];
      const heard = {};
      let round;
      function f() {
        heard[round].push(`f${this?.id ?? ''}`);
      }
      function g() {
        heard[round].push(`g${this?.id ?? ''}`);
      }
      const all = () => {
        channel.unbind_all();
        channel
          .bind('a', f, one)
          .bind('a', f, two)
          .bind('a', g, one)
          .bind('b', f, one)
          .bind('b', g, two);
      };
      const say = (name, change) => {
        all();
        round = name;
        heard[round] = [];
        change();
        channel.emit('a');
        channel.emit('b');
      };
      say('all', () => {});
      say('name', () => channel.unbind('a'));
      say('name and function', () => channel.unbind('a', f));
      say('name, function, context', () => channel.unbind('a', f, two));
      say('function', () => channel.unbind(null, f));
      say('context', () => channel.unbind(null, null, one));
      say('name and context', () => channel.unbind('a', null, one));
      say('nothing', () => channel.unbind());
      say('unknown', () => channel.unbind('c').unbind('a', () => {}));
      return heard;
    });
    assert.deepEqual(heard, {
      all: ['f1', 'f2', 'g1', 'f1', 'g2'],
      name: ['f1', 'g2'],
      'name and function': ['g1', 'f1', 'g2'],
      'name, function, context': ['f1', 'g1', 'f1', 'g2'],
      function: ['g1', 'g2'],
      context: ['f2', 'g2'],
      'name and context': ['f2', 'f1', 'g2'],
      nothing: [],
      unknown: ['f1', 'f2', 'g1', 'f1', 'g2'],
    });
  });

  check('unbind_global and unbind_all', {}, async ({ run }) => {
    const heard = await run(() => {
      const pusher = t.client();
      const heard = [];
      for (const [label, emitter] of Object.entries({
        channel: pusher.subscribe('x'),
        connection: pusher.connection,
        user: pusher.user,
      })) {
        const one = (name) => heard.push(`${label} one ${name}`);
        const two = (name) => heard.push(`${label} two ${name}`);
        emitter
          .bind_global(one)
          .bind_global(two)
          .bind('e', () => heard.push(`${label} e`));
        emitter.emit('e');
        emitter.unbind_global(one).emit('e');
        emitter.unbind_global().emit('e');
        emitter.bind_global(one).unbind_all().emit('e');
      }
      return heard;
    });
    const expected = (label) => [
      `${label} one e`,
      `${label} two e`,
      `${label} e`,
      `${label} two e`,
      `${label} e`,
      `${label} e`,
    ];
    assert.deepEqual(heard, [
      ...expected('channel'),
      ...expected('connection'),
      ...expected('user'),
    ]);
  });

  check('bind and friends give the object back', {}, async ({ run }) => {
    const wrong = await run(() => {
      const pusher = t.client();
      const f = () => {};
      const wrong = [];
      for (const emitter of [
        pusher,
        pusher.connection,
        pusher.subscribe('x'),
        pusher.user,
        pusher.user.watchlist,
      ]) {
        for (const [method, ...args] of [
          ['bind', 'e', f],
          ['unbind', 'e', f],
          ['bind_global', f],
          ['unbind_global', f],
          ['unbind_all'],
        ]) {
          if (emitter[method](...args) !== emitter) wrong.push(method);
        }
      }
      return wrong;
    });
    assert.deepEqual(wrong, []);
  });

  check('without a context, this is the window', {}, async ({ run }) => {
    const same = await run(() => {
      const channel = t.client().subscribe('x');
      let same;
      channel.bind('e', function () {
        same = this === window;
      });
      channel.emit('e');
      return same;
    });
    assert.equal(same, true);
  });

  check(
    'the same function bound twice is called twice, and unbound at once',
    {},
    async ({ run }) => {
      const counts = await run(() => {
        const channel = t.client().subscribe('x');
        let count = 0;
        const f = () => (count += 1);
        channel.bind('e', f).bind('e', f).emit('e');
        const counts = [count];
        channel.unbind('e', f).emit('e');
        return [...counts, count];
      });
      assert.deepEqual(counts, [2, 2]);
    },
  );

  check('event names like those of Object.prototype are ordinary names', {}, async ({ run }) => {
    const heard = await run(() => {
      const channel = t.client().subscribe('x');
      const heard = [];
      for (const name of ['toString', '__proto__', 'constructor', 'hasOwnProperty']) {
        channel.emit(name, 0);
        channel.bind(name, (data) => heard.push([name, data]));
        channel.emit(name, 1);
      }
      return heard;
    });
    assert.deepEqual(heard, [
      ['toString', 1],
      ['__proto__', 1],
      ['constructor', 1],
      ['hasOwnProperty', 1],
    ]);
  });

  check(
    'data of every JSON type arrives as that type',
    { builds: ALL_BUILDS, needs: ['faults'] },
    async ({ run }) => {
      const values = await run(async () => {
        const pusher = await t.connected();
        const channel = await t.subscribe(pusher, t.unique('room'));
        const values = [];
        const count = { of: 0 };
        channel.bind('e', (...args) =>
          values.push(args.length ? [typeof args[0], args[0]] : ['none']),
        );
        pusher.connection.bind('message', ({ event }) => event === 'e' && (count.of += 1));
        const raw = [
          '"text"',
          '"{\\"a\\":[1,{\\"b\\":null}]}"',
          '{"a":[1,{"b":null}]}',
          '"12"',
          '7',
          '"not {json"',
          '"\\"quoted\\""',
          '"null"',
          'null',
          'true',
          '"ü😀 "',
          '""',
          '[]',
        ];
        for (const data of raw)
          await t.frame(`{"event":"e","channel":${JSON.stringify(channel.name)},"data":${data}}`);
        await t.until(() => count.of === raw.length);
        return values.map(([type, value]) => (value === undefined ? [type] : [type, value]));
      });
      assert.deepEqual(values, [
        ['string', 'text'],
        ['object', { a: [1, { b: null }] }],
        ['object', { a: [1, { b: null }] }],
        ['number', 12],
        ['number', 7],
        ['string', 'not {json'],
        ['string', 'quoted'],
        ['object', null],
        ['object', null],
        ['boolean', true],
        ['string', 'ü😀 '],
        ['string', ''],
        ['object', []],
      ]);
    },
  );

  check(
    'data can be cloned, stringified and changed; all callbacks get the same object',
    {},
    async ({ run }) => {
      const seen = await run(async () => {
        const pusher = await t.connected();
        const channel = await t.subscribe(pusher, t.unique('room'));
        const got = [];
        channel.bind('e', (data) => got.push(data));
        channel.bind('e', (data) => got.push(data));
        pusher.bind('e', (data) => got.push(data));
        await t.trigger(channel.name, 'e', { list: [1, 2] });
        await t.until(() => got.length === 3);
        got[0].list.push(3);
        return {
          text: JSON.stringify(structuredClone(got[0])),
          same: got[0] === got[1] && got[1] === got[2],
        };
      });
      assert.deepEqual(seen, { text: '{"list":[1,2,3]}', same: true });
    },
  );

  check(
    'what a callback binds is heard this time when it goes to the end of the same list',
    {},
    async ({ run }) => {
      const heard = await run(() => {
        const channel = t.client().subscribe('x');
        const heard = [];
        channel.bind('e', () => {
          heard.push('first');
          if (heard.length === 1) channel.bind('e', () => heard.push('late'));
        });
        channel.emit('e');
        return heard;
      });
      assert.deepEqual(heard, ['first', 'late']);
    },
  );

  check('unbinding oneself inside a callback lets the others be heard', {}, async ({ run }) => {
    const heard = await run(() => {
      const channel = t.client().subscribe('x');
      const heard = [];
      channel.bind('e', function once() {
        heard.push('once');
        channel.unbind('e', once);
      });
      channel.bind('e', () => heard.push('always'));
      channel.emit('e').emit('e');
      return heard;
    });
    assert.deepEqual(heard, ['once', 'always', 'always']);
  });

  check(
    'something else in the table of channels gets its own events only',
    { needs: ['faults'] },
    async ({ run }) => {
      const seen = await run(async () => {
        const pusher = await t.connected();
        const first = await t.subscribe(pusher, t.unique('news'));
        const seen = [];
        first.bind_global((event) => seen.push(`first ${event}`));
        pusher.channels.channels.mine = {
          emit: (event) => seen.push(`mine ${event}`),
          handleEvent: ({ event }) => seen.push(`mine ${event}`),
          callbacks: { get: () => [1] },
          global_callbacks: [],
        };
        const heard = t.event(pusher, 'hello');
        await t.frame({ event: 'pusher:cache_miss', channel: 'mine', data: '{}' });
        await t.frame({ event: 'hello', channel: 'mine', data: '1' });
        await heard;
        return [seen.includes('mine hello'), seen.filter((line) => line.startsWith('first'))];
      });
      assert.deepEqual(seen, [true, []]);
    },
  );
});
