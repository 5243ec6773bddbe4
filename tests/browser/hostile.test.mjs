// Pages that behave badly: callbacks that throw, that disconnect, that change everything; and a great many channels.

import assert from 'node:assert/strict';
import { ALL_BUILDS, library, suite, until } from '../support/browser/harness.mjs';

// Where the page calls disconnect(): in the callback of `event` of `on`, after `cause`. With `row` the reference fails.
const DISCONNECTS = [
  { on: 'connection', event: 'state_change', when: 'connecting', row: true },
  { on: 'connection', event: 'connecting', row: true },
  { on: 'connection', event: 'state_change', when: 'connected', row: true },
  { on: 'connection', event: 'connected' },
  { on: 'channel', event: 'pusher:subscription_succeeded' },
  { on: 'channel', event: 'hello', cause: 'hello' },
  { on: 'pusher', event: 'hello', cause: 'hello' },
  { on: 'connection', event: 'message', cause: 'hello' },
  { on: 'connection', event: 'error', cause: 'drop' },
  { on: 'connection', event: 'error', cause: 4100 },
  { on: 'connection', event: 'error', cause: 4000 },
  { on: 'connection', event: 'connecting_in', cause: 'drop', row: true },
];

suite('hostile', (check) => {
  check(
    'ten thousand channels: subscribed, heard, dropped, back again',
    { needs: ['faults'], timeout: 90000 },
    async ({ run, diagnostic }) => {
      const took = await run(async () => {
        const count = 10000;
        const took = {};
        let start = performance.now();
        const lap = (name) => {
          took[name] = Math.round(performance.now() - start);
          start = performance.now();
        };
        const pusher = await t.connected();
        lap('connect');
        let confirmed = 0;
        const channels = [];
        for (let i = 0; i < count; i += 1) {
          channels.push(
            pusher
              .subscribe(`room-${i}`)
              .bind('pusher:subscription_succeeded', () => (confirmed += 1)),
          );
        }
        lap('subscribe');
        await t.until(() => confirmed === count, 30000);
        lap('confirmed');
        const hello = t.event(channels[7777], 'hello');
        await t.trigger('room-7777', 'hello', 1);
        await hello;
        lap('event');
        await t.fault('close', { code: 4200 });
        await t.until(() => confirmed === 2 * count, 30000);
        lap('again');
        if (!channels.every(({ subscribed }) => subscribed)) throw new Error('not all of them');
        for (const { name } of channels) pusher.unsubscribe(name);
        lap('unsubscribe');
        return { ...took, left: pusher.allChannels().length };
      });
      diagnostic(`${library}, 10,000 channels, ms: ${JSON.stringify(took)}`);
      console.log(`${library}, 10,000 channels, ms: ${JSON.stringify(took)}`);
      assert.equal(took.left, 0);
    },
  );

  for (const [what, source] of [
    ['a channel', '(pusher, channel) => channel'],
    ['the client', '(pusher) => pusher'],
    ['the connection', '(pusher) => pusher.connection'],
  ]) {
    check(
      `a callback of ${what} that throws silences nobody`,
      {
        builds: what === 'a channel' ? ALL_BUILDS : undefined,
        deviation: 'isolated-callbacks',
        errors: true,
      },
      async ({ page, run }) => {
        const heard = await run(async (source) => {
          const pusher = await t.connected();
          const channel = await t.subscribe(pusher, t.unique('room'));
          const emitter = eval(source)(pusher, channel);
          const event = emitter === pusher.connection ? 'message' : 'hello';
          const heard = [];
          const bad = (label) => () => {
            heard.push(label);
            throw new Error(`thrown by ${label}`);
          };
          emitter.bind_global(bad('global'));
          emitter.bind_global(() => heard.push('later global'));
          emitter.bind(event, bad('named'));
          emitter.bind(event, () => heard.push('later named'));
          await t.trigger(channel.name, 'hello', 1);
          await t.until(() => heard.length === 4, 2000);
          const other = t.event(channel, 'other');
          await t.trigger(channel.name, 'other', 1);
          await other;
          return { heard: heard.slice(0, 4), state: pusher.connection.state };
        }, source);
        assert.deepEqual(heard, {
          heard: ['global', 'later global', 'named', 'later named'],
          state: 'connected',
        });
        assert.ok(
          page.errors.some((text) => text.includes('thrown by global')),
          page.errors.join(),
        );
        assert.ok(
          page.errors.some((text) => text.includes('thrown by named')),
          page.errors.join(),
        );
      },
    );
  }

  check(
    'a callback of a state that throws does not stop the connection',
    { deviation: 'isolated-callbacks', errors: true, needs: ['faults'] },
    async ({ page, run }) => {
      const seen = await run(async () => {
        const pusher = t.client();
        for (const event of ['state_change', 'connected', 'connecting', 'error', 'connecting_in']) {
          pusher.connection.bind(event, () => {
            throw new Error(`thrown in ${event}`);
          });
        }
        const channel = pusher.subscribe('room');
        await t.until(() => channel.subscribed);
        await t.fault('drop');
        await t.until(() => !channel.subscribed);
        await t.until(() => channel.subscribed);
        return pusher.connection.state;
      });
      assert.equal(seen, 'connected');
      assert.ok(page.errors.some((text) => text.includes('thrown in state_change')));
    },
  );

  for (const { on, event, when, cause, row } of DISCONNECTS) {
    const title = [`disconnect() inside ${event} of the ${on}`, when, cause && `after ${cause}`]
      .filter(Boolean)
      .join(' ');
    const needs = cause && cause !== 'hello' ? ['faults'] : [];
    check(title, { needs, deviation: row && 'last-word' }, async ({ page, run }) => {
      const seen = await run(
        async ({ on, event, when, cause }) => {
          const early = !cause && on === 'connection';
          const pusher = t.client();
          const channel = pusher.subscribe(t.unique('room'));
          if (early) pusher.disconnect();
          else if (cause) await t.until(() => channel.subscribed);
          let called = 0;
          const log = t.record({ connection: pusher.connection });
          const emitter = { connection: pusher.connection, pusher, channel }[on];
          emitter.bind(event, (data) => {
            if (called || (when && data.current !== when)) return;
            called += 1;
            pusher.disconnect();
          });
          if (early) pusher.connect();
          if (cause === 'hello') await t.trigger(channel.name, 'hello', 1);
          if (cause === 'drop') await t.fault('drop');
          if (Number(cause)) await t.fault('close', { code: cause });
          await t.until(() => called);
          await t.wait(1300);
          return {
            state: pusher.connection.state,
            subscribed: channel.subscribed,
            last: log.at(-1).name,
          };
        },
        { on, event, when, cause },
      );
      assert.deepEqual(seen, { state: 'disconnected', subscribed: false, last: 'disconnected' });
      await until(
        () => page.sockets.every(({ closed }) => closed),
        2000,
        'every socket to be closed',
      );
    });
  }

  check('connect() inside disconnected connects again', {}, async ({ run }) => {
    const seen = await run(async () => {
      const pusher = await t.connected();
      pusher.connection.bind('disconnected', () => pusher.connect());
      pusher.disconnect();
      return t.state(pusher, 'connected');
    });
    assert.equal(seen, 'connected');
  });

  check(
    'subscribing and unsubscribing inside callbacks',
    { builds: ALL_BUILDS },
    async ({ run }) => {
      const seen = await run(async () => {
        const pusher = t.client();
        const log = [];
        const [one, two] = [t.unique('one'), t.unique('two')];
        pusher.connection.bind('connected', () => {
          pusher.subscribe(one).bind('pusher:subscription_succeeded', () => {
            log.push('one');
            pusher.subscribe(two).bind('pusher:subscription_succeeded', () => {
              log.push('two');
              pusher.unsubscribe(one);
              pusher.unsubscribe(two);
              log.push(pusher.allChannels().length);
              pusher.subscribe(two).bind('hello', () => {
                log.push('hello');
                pusher.unsubscribe(two);
              });
            });
          });
        });
        await t.until(() => log.length === 3 && pusher.channel(two)?.subscribed);
        await t.trigger(two, 'hello', 1);
        await t.until(() => log.length === 4);
        return [...log, pusher.allChannels().length];
      });
      assert.deepEqual(seen, ['one', 'two', 0, 'hello', 0]);
    },
  );

  check('a new client inside a callback of another', {}, async ({ run }) => {
    const state = await run(async () => {
      let other;
      const pusher = t.client();
      pusher.connection.bind('connected', () => (other = t.client()));
      await t.until(() => other);
      return t.state(other, 'connected');
    });
    assert.equal(state, 'connected');
  });

  check(
    'changing the options afterwards does not lead the connection astray',
    {},
    async ({ run }) => {
      const state = await run(async () => {
        const options = t.options();
        const pusher = new Pusher(t.key, options);
        await t.state(pusher, 'connected');
        for (const name of Object.keys(options)) options[name] = null;
        pusher.disconnect();
        pusher.connect();
        return t.state(pusher, 'connected');
      });
      assert.equal(state, 'connected');
    },
  );

  check('frozen options and options without a prototype are options', {}, async ({ run }) => {
    const states = await run(async () => {
      const bare = Object.assign(Object.create(null), t.options());
      const clients = [new Pusher(t.key, Object.freeze(t.options())), new Pusher(t.key, bare)];
      return Promise.all(clients.map((pusher) => t.state(pusher, 'connected')));
    });
    assert.deepEqual(states, ['connected', 'connected']);
  });

  check('half a megabyte in one event', { needs: ['faults'] }, async ({ run }) => {
    const length = await run(async () => {
      const pusher = await t.connected();
      const channel = await t.subscribe(pusher, 'room');
      const big = t.event(channel, 'big');
      await t.frame({
        event: 'big',
        channel: 'room',
        data: JSON.stringify({ text: 'ü'.repeat(250000) }),
      });
      return (await big).text.length;
    });
    assert.equal(length, 250000);
  });

  check(
    'a flood of events loses none and keeps their order',
    { needs: ['faults'] },
    async ({ run, server }) => {
      await run(async () => {
        window.pusher = await t.connected();
        window.channel = await t.subscribe(pusher, 'room');
        window.got = [];
        channel.bind('n', (n) => got.push(n));
      });
      for (let n = 0; n < 5000; n += 1)
        server.faults.frame({ text: `{"event":"n","channel":"room","data":${n}}` });
      const ordered = await run(async () => {
        await t.until(() => got.length >= 5000);
        return got.every((n, i) => n === i);
      });
      assert.equal(ordered, true);
    },
  );

  check(
    'a log function that throws is reported, and nothing else suffers',
    { deviation: 'isolated-callbacks', errors: true },
    async ({ page, run }) => {
      const state = await run(async () => {
        Pusher.log = () => {
          throw new Error('no log');
        };
        const pusher = t.client();
        const channel = pusher.subscribe(t.unique('presence-room'));
        await t.until(() => channel.subscribed);
        return [pusher.connection.state, channel.members.count];
      });
      assert.deepEqual(state, ['connected', 1]);
      assert.ok(page.errors.includes('no log'), page.errors.join());
    },
  );

  check(
    'a handler may throw, or reject with, what has no text',
    { deviation: 'auth-failures' },
    async ({ run }) => {
      const seen = await run(async () => {
        const textless = Object.create(null);
        const bad = () => {
          throw textless;
        };
        const wild = new Proxy({}, new Proxy({}, { get: () => bad }));
        const seen = [];
        for (const fail of [
          () => {
            throw textless;
          },
          () => Promise.reject(textless),
          () => {
            throw wild;
          },
          (_, callback) => callback(null, wild),
        ]) {
          const pusher = await t.connected({ channelAuthorization: { customHandler: fail } });
          const channel = pusher.subscribe('private-room');
          if (channel.subscriptionPending) await t.event(channel, 'pusher:subscription_error');
          seen.push(channel.subscriptionPending);
          seen.push((await t.subscribe(pusher, t.unique('room'))).subscribed);
        }
        return seen;
      });
      assert.deepEqual(seen, Array(4).fill([false, true]).flat());
    },
  );

  check(
    'a replaced `emit` that throws is reported, and the client goes on',
    { deviation: 'isolated-callbacks', errors: true },
    async ({ page, run }) => {
      const subscribed = await run(async () => {
        const pusher = t.client();
        const [one, two] = ['one', 'two'].map((name) => pusher.subscribe(t.unique(name)));
        one.emit = () => {
          throw new Error('emit is ours');
        };
        await t.until(() => two.subscribed);
        return one.subscribed;
      });
      assert.equal(subscribed, true);
      assert.deepEqual(page.errors, ['emit is ours']);
    },
  );

  check(
    'a message on a channel whose name is no text',
    { deviation: 'malformed-messages', needs: ['faults'] },
    async ({ run }) => {
      const heard = await run(async () => {
        const pusher = await t.connected();
        const channel = await t.subscribe(pusher, 'room');
        const heard = [];
        pusher.bind('odd', () => heard.push('odd'));
        const hello = t.event(channel, 'hello');
        await t.frame({ event: 'odd', channel: { toString: 1 }, data: '{}' });
        await t.frame({ event: 'hello', channel: 'room', data: '{}' });
        await hello;
        return heard;
      });
      assert.deepEqual(heard, ['odd']);
    },
  );
});
