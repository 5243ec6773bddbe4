// Subscribing and letting go, in every order: what is sent, what is kept, what comes back.

import assert from 'node:assert/strict';
import { ALL_BUILDS, eventually, suite } from '../support/browser/harness.mjs';

const events = (page) =>
  page.sockets.map(({ sent }) =>
    sent.map((text) => JSON.parse(text).event).filter((event) => /subscribe$/.test(event)),
  );

suite('subscriptions', (check) => {
  check('channel and subscribe give the same object', { builds: ALL_BUILDS }, async ({ run }) => {
    const seen = await run(async () => {
      const pusher = t.client();
      const absent = [pusher.channel('x'), pusher.channels.find('x')];
      const channel = pusher.subscribe('x');
      const same = [
        pusher.subscribe('x'),
        pusher.channel('x'),
        pusher.channels.find('x'),
        pusher.channels.channels.x,
        pusher.channels.all()[0],
        pusher.allChannels()[0],
        pusher.channels.add('x', pusher),
      ];
      await t.until(() => channel.subscribed);
      same.push(pusher.channel('x'), pusher.subscribe('x'));
      pusher.unsubscribe('x');
      return {
        absent: absent.map(String),
        same: same.every((one) => one === channel),
        gone: String(pusher.channel('x')),
        name: channel.name,
        owner: channel.pusher === pusher,
      };
    });
    assert.deepEqual(seen, {
      absent: ['undefined', 'undefined'],
      same: true,
      gone: 'undefined',
      name: 'x',
      owner: true,
    });
  });

  check('subscribing twice sends one request', {}, async ({ page, run }) => {
    await run(async () => {
      const pusher = await t.connected();
      pusher.subscribe('x');
      await t.subscribe(pusher, 'x');
      pusher.subscribe('x');
      await t.subscribe(pusher, 'y');
    });
    await eventually(() => events(page), [['pusher:subscribe', 'pusher:subscribe']]);
  });

  check(
    'what was subscribed before the connection is asked for in that order',
    {},
    async ({ page, run }) => {
      const names = ['b', 'a', 'private-c'];
      await run(async (names) => {
        const pusher = t.client();
        const channels = names.map((name) => pusher.subscribe(name));
        pusher.subscribe('left');
        pusher.unsubscribe('left');
        await t.until(() => channels.every(({ subscribed }) => subscribed));
      }, names);
      await eventually(
        () => page.sent('pusher:subscribe').map((text) => JSON.parse(text).data.channel),
        names,
      );
    },
  );

  check('unsubscribing tells the server and forgets the channel', {}, async ({ page, run }) => {
    const seen = await run(async () => {
      const pusher = await t.connected();
      const channel = await t.subscribe(pusher, t.unique('room'));
      channel.bind('e', () => {});
      pusher.unsubscribe(channel.name);
      const gone = pusher.channel(channel.name) === undefined;
      const fresh = await t.subscribe(pusher, channel.name);
      return { gone, was: channel.subscribed, other: fresh !== channel, now: fresh.subscribed };
    });
    assert.deepEqual(seen, { gone: true, was: false, other: true, now: true });
    await eventually(
      () => events(page),
      [['pusher:subscribe', 'pusher:unsubscribe', 'pusher:subscribe']],
    );
    const [left] = page.sent('pusher:unsubscribe').map(JSON.parse);
    assert.deepEqual(Object.keys(left.data), ['channel']);
  });

  check('unsubscribing what was never subscribed is nothing', {}, async ({ page, run }) => {
    await run(async () => {
      const pusher = await t.connected();
      pusher.unsubscribe('never');
      await t.subscribe(pusher, 'x');
    });
    await eventually(() => events(page), [['pusher:subscribe']]);
  });

  check(
    'unsubscribing while pending takes effect when the server confirms',
    { needs: ['faults'], builds: ALL_BUILDS },
    async ({ page, run, server }) => {
      const seen = await run(async () => {
        await t.fault('confirm', { delay: 100 });
        const pusher = await t.connected();
        const channel = pusher.subscribe('room');
        const told = t.record({ channel });
        pusher.unsubscribe('room');
        const during = [
          pusher.channel('room') === channel,
          channel.subscriptionPending,
          channel.subscriptionCancelled,
        ];
        await t.until(() => !pusher.channel('room'));
        return { during, told, after: [channel.subscribed, channel.subscriptionPending] };
      });
      assert.deepEqual(seen, { during: [true, true, true], told: [], after: [false, false] });
      await eventually(() => server.channels(), []);
      await eventually(() => events(page), [['pusher:subscribe', 'pusher:unsubscribe']]);
    },
  );

  check(
    'subscribing again while pending reinstates',
    { needs: ['faults'] },
    async ({ page, run }) => {
      const seen = await run(async () => {
        await t.fault('confirm', { delay: 100 });
        const pusher = await t.connected();
        const channel = pusher.subscribe('room');
        const told = t.record({ channel });
        pusher.unsubscribe('room');
        const same = pusher.subscribe('room') === channel;
        const cancelled = channel.subscriptionCancelled;
        await t.until(() => channel.subscribed);
        await t.wait(50);
        return {
          same,
          cancelled,
          told: told.map(({ name }) => name),
          kept: pusher.channel('room') === channel,
        };
      });
      assert.deepEqual(seen, {
        same: true,
        cancelled: false,
        told: ['pusher:subscription_succeeded'],
        kept: true,
      });
      await eventually(() => events(page), [['pusher:subscribe']]);
    },
  );

  check(
    'a thousand changes of mind end in the last one: yes',
    { builds: ALL_BUILDS },
    async ({ run }) => {
      const seen = await run(async () => {
        const pusher = await t.connected();
        const name = t.unique('room');
        for (let i = 0; i < 1000; i += 1) {
          pusher.subscribe(name);
          pusher.unsubscribe(name);
          if (i % 100 === 0) await t.wait(1);
        }
        const channel = await t.subscribe(pusher, name);
        const hello = t.event(channel, 'hello');
        await t.trigger(name, 'hello', 1);
        return {
          hello: await hello,
          same: pusher.channel(name) === channel,
          subscribed: channel.subscribed,
        };
      });
      assert.deepEqual(seen, { hello: 1, same: true, subscribed: true });
    },
  );

  check(
    'a thousand changes of mind end in the last one: no',
    { needs: ['faults'] },
    async ({ run, server }) => {
      const gone = await run(async () => {
        const pusher = await t.connected();
        for (let i = 0; i < 1000; i += 1) {
          pusher.subscribe('room');
          pusher.unsubscribe('room');
          if (i % 100 === 0) await t.wait(1);
        }
        await t.until(() => !pusher.channel('room'));
        await t.subscribe(pusher, 'other');
        return pusher.channel('room') === undefined;
      });
      assert.equal(gone, true);
      await eventually(() => server.channels(), ['other']);
    },
  );

  check(
    'after a drop every channel is back, the same objects with their callbacks',
    { builds: ALL_BUILDS, needs: ['faults'] },
    async ({ run }) => {
      const seen = await run(async () => {
        const pusher = await t.connected({ auth: { params: { user_id: 'ann' } } });
        const channels = await Promise.all(
          ['room', 'private-room', 'presence-room'].map((name) => t.subscribe(pusher, name)),
        );
        const hello = [];
        for (const channel of channels) channel.bind('hello', () => hello.push(channel.name));
        const flags = () => channels.map(({ subscribed }) => subscribed);
        let during;
        pusher.connection.bind('connecting', () => (during = flags()));
        await t.fault('close', { code: 4200 });
        await t.state(pusher, 'connecting');
        await t.until(() => flags().every(Boolean));
        for (const { name } of channels) await t.trigger(name, 'hello', 1);
        await t.until(() => hello.length === 3);
        return {
          during,
          hello,
          same: channels.every((channel) => pusher.channel(channel.name) === channel),
          me: channels[2].members.me?.id,
        };
      });
      assert.deepEqual(seen, {
        during: [false, false, false],
        hello: ['room', 'private-room', 'presence-room'],
        same: true,
        me: 'ann',
      });
    },
  );

  check('disconnect and connect bring the channels back, too', {}, async ({ run }) => {
    const seen = await run(async () => {
      const pusher = await t.connected();
      const channel = await t.subscribe(pusher, t.unique('room'));
      pusher.disconnect();
      const between = channel.subscribed;
      pusher.connect();
      await t.event(channel, 'pusher:subscription_succeeded');
      return [between, channel.subscribed];
    });
    assert.deepEqual(seen, [false, true]);
  });

  check(
    'an unsubscription while disconnected holds',
    { needs: ['faults'] },
    async ({ run, server }) => {
      await run(async () => {
        const pusher = await t.connected();
        await t.subscribe(pusher, 'room');
        pusher.disconnect();
        pusher.unsubscribe('room');
        pusher.connect();
        await t.state(pusher, 'connected');
        await t.subscribe(pusher, 'other');
      });
      await eventually(() => server.channels(), ['other']);
    },
  );

  check(
    'unsubscribed while pending, then a drop: it does not come back',
    { needs: ['faults'], deviation: 'cancelled-stays-cancelled' },
    async ({ run, server }) => {
      const seen = await run(async () => {
        await t.fault('confirm', { delay: 1000 });
        const pusher = await t.connected();
        pusher.subscribe('room');
        pusher.unsubscribe('room');
        await t.fault('close', { code: 4200 });
        await t.state(pusher, 'connecting');
        await t.fault('confirm', { delay: 0 });
        await t.state(pusher, 'connected');
        await t.subscribe(pusher, 'other');
        return pusher.channel('room') === undefined;
      });
      assert.equal(seen, true);
      await eventually(() => server.channels(), ['other']);
    },
  );

  for (const name of ['toString', '__proto__', 'constructor', 'hasOwnProperty']) {
    check(
      `a channel may be named ${name}`,
      { needs: ['faults'], deviation: 'odd-names' },
      async ({ run }) => {
        const seen = await run(async (name) => {
          const pusher = await t.connected();
          const before = pusher.channel(name) === undefined;
          const channel = await t.subscribe(pusher, name);
          const hello = t.event(channel, 'hello');
          await t.trigger(name, 'hello', 1);
          const result = {
            before,
            hello: await hello,
            same: pusher.channel(name) === channel,
            all: pusher.allChannels().length,
          };
          pusher.unsubscribe(name);
          return { ...result, after: pusher.channel(name) === undefined };
        }, name);
        assert.deepEqual(seen, { before: true, hello: 1, same: true, all: 1, after: true });
      },
    );
  }

  check('a name that begins with # is refused', { builds: ALL_BUILDS }, async ({ run }) => {
    const thrown = await run(() => {
      const pusher = t.client();
      try {
        pusher.subscribe('#x');
      } catch (error) {
        return {
          isError: error instanceof Error,
          message: error.message,
          kept: pusher.allChannels().length,
        };
      }
    });
    assert.deepEqual([thrown?.isError, thrown?.kept], [true, 0]);
    assert.match(thrown.message, /#x/);
  });

  check(
    'channels.remove takes a channel out without a word to the server',
    {},
    async ({ page, run }) => {
      const seen = await run(async () => {
        const pusher = await t.connected();
        const channel = await t.subscribe(pusher, t.unique('room'));
        const same = pusher.channels.remove(channel.name) === channel;
        await t.subscribe(pusher, t.unique('other'));
        return [same, pusher.channel(channel.name) === undefined];
      });
      assert.deepEqual(seen, [true, true]);
      await eventually(() => events(page), [['pusher:subscribe', 'pusher:subscribe']]);
    },
  );
});
