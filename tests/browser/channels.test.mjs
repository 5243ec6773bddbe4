// Channels of every kind between real clients: who hears what, who is present.

import assert from 'node:assert/strict';
import { ALL_BUILDS, suite, target, until } from '../support/browser/harness.mjs';

/** Inside a page: `window.pusher` connected as a user, `window.channel` subscribed. */
async function join({ channel, id, name }) {
  window.pusher = await t.connected({ auth: { params: { user_id: id, user_name: name } } });
  window.channel = await t.subscribe(pusher, t.unique(channel));
  return channel.name;
}

suite('channels', (check) => {
  check(
    'a public channel: subscribed, then events',
    { builds: ALL_BUILDS },
    async ({ page, run }) => {
      const { before, during, after, hello, succeeded } = await run(async () => {
        const pusher = await t.connected();
        const channel = pusher.subscribe(t.unique('room'));
        const flags = () => [
          channel.subscribed,
          channel.subscriptionPending,
          channel.subscriptionCancelled,
        ];
        const during = flags();
        const succeeded = await t.event(channel, 'pusher:subscription_succeeded');
        const after = flags();
        const hello = t.event(channel, 'hello');
        await t.trigger(channel.name, 'hello', { n: 1 });
        const early = t.client().subscribe('x');
        return {
          before: [early.subscribed, early.subscriptionPending, early.subscriptionCancelled],
          during,
          after,
          hello: await hello,
          succeeded,
        };
      });
      assert.deepEqual(
        { before, during, after },
        {
          before: [false, false, false],
          during: [false, true, false],
          after: [true, false, false],
        },
      );
      assert.deepEqual(hello, { n: 1 });
      assert.deepEqual(succeeded, {});
      const subscribe = JSON.parse(await until(() => page.sent('pusher:subscribe')[0]));
      assert.deepEqual(Object.keys(subscribe), ['event', 'data']);
      assert.equal(subscribe.data.auth, '');
      assert.match(subscribe.data.channel, /^room-/);
    },
  );

  check(
    'a private channel is signed by the auth endpoint',
    { builds: ALL_BUILDS },
    async ({ page, run, server, settings }) => {
      const { name, hello, id } = await run(async () => {
        const pusher = await t.connected();
        const channel = await t.subscribe(pusher, t.unique('private-room'));
        const hello = t.event(channel, 'hello');
        await t.trigger(channel.name, 'hello', 'text');
        return { name: channel.name, hello: await hello, id: pusher.connection.socket_id };
      });
      assert.equal(hello, 'text');
      const [request] = server.requests;
      assert.equal(request.headers['content-type'], 'application/x-www-form-urlencoded');
      assert.deepEqual(request.params, { socket_id: id, channel_name: name });
      const { data } = JSON.parse(await until(() => page.sent('pusher:subscribe')[0]));
      assert.ok(data.auth.startsWith(`${settings.key}:`));
    },
  );

  check('a presence channel knows its members', { builds: ALL_BUILDS }, async ({ page, open }) => {
    await page.evaluate(join, { channel: 'presence-room', id: 'ann', name: 'Ann' });
    const ben = await open();
    await ben.evaluate(join, { channel: 'presence-room', id: 'ben', name: 'Ben' });
    const seen = await ben.evaluate(() => {
      const { members } = channel;
      const each = [];
      members.each((member) => each.push(member));
      // In whose order the server lists them is its own affair.
      each.sort((a, b) => a.id.localeCompare(b.id));
      return {
        count: members.count,
        myID: members.myID,
        me: members.me,
        ann: members.get('ann'),
        nobody: members.get('nobody'),
        inherited: members.get('toString'),
        each,
        plain: Object.getPrototypeOf(members.members) === Object.prototype && members.members,
      };
    });
    assert.deepEqual(seen, {
      count: 2,
      myID: 'ben',
      me: { id: 'ben', info: { name: 'Ben' } },
      ann: { id: 'ann', info: { name: 'Ann' } },
      nobody: null,
      inherited: null,
      each: [
        { id: 'ann', info: { name: 'Ann' } },
        { id: 'ben', info: { name: 'Ben' } },
      ],
      plain: { ann: { name: 'Ann' }, ben: { name: 'Ben' } },
    });
  });

  check('subscription_succeeded of a presence channel carries its members', {}, async ({ run }) => {
    const seen = await run(async () => {
      const pusher = await t.connected({ auth: { params: { user_id: 'ann' } } });
      const channel = pusher.subscribe(t.unique('presence-room'));
      const members = await t.event(channel, 'pusher:subscription_succeeded');
      return { same: members === channel.members, count: members.count, me: members.me.id };
    });
    assert.deepEqual(seen, { same: true, count: 1, me: 'ann' });
  });

  check('members are told of those who come and go', {}, async ({ page, open }) => {
    await page.evaluate(join, { channel: 'presence-room', id: 'ann', name: 'Ann' });
    await page.evaluate(() => {
      window.log = [];
      for (const name of ['pusher:member_added', 'pusher:member_removed']) {
        channel.bind(name, (member) => log.push([name, member, channel.members.count]));
      }
    });
    const ben = await open();
    await ben.evaluate(join, { channel: 'presence-room', id: 'ben', name: 'Ben' });
    await page.evaluate(() => t.until(() => log.length === 1));
    await ben.evaluate(() => {
      pusher.unsubscribe(channel.name);
      return t.subscribe(pusher, channel.name).then((again) => (window.channel = again) && true);
    });
    await page.evaluate(() => t.until(() => log.length === 3));
    await ben.evaluate(() => pusher.disconnect());
    const log = await page.evaluate(() => t.until(() => log.length === 4 && log));
    const member = { id: 'ben', info: { name: 'Ben' } };
    assert.deepEqual(log, [
      ['pusher:member_added', member, 2],
      ['pusher:member_removed', member, 1],
      ['pusher:member_added', member, 2],
      ['pusher:member_removed', member, 1],
    ]);
  });

  check('disconnecting empties the members', {}, async ({ run }) => {
    await run(join, { channel: 'presence-room', id: 'ann' });
    const seen = await run(() => {
      pusher.disconnect();
      const { count, me, myID, members } = channel.members;
      return { count, me, myID, members, subscribed: channel.subscribed };
    });
    assert.deepEqual(seen, { count: 0, me: null, myID: null, members: {}, subscribed: false });
  });

  for (const kind of ['private', 'presence']) {
    check(
      `client events pass between the pages of a ${kind} channel`,
      {},
      async ({ page, open }) => {
        const other = await open();
        await page.evaluate(join, { channel: `${kind}-room`, id: 'ann' });
        await other.evaluate(join, { channel: `${kind}-room`, id: 'ben' });
        const heard = other.evaluate(() => t.args(channel, 'client-wave'));
        await other.evaluate(() => 0);
        const { sent, own } = await page.evaluate(async () => {
          const own = t.record({ channel });
          const sent = channel.trigger('client-wave', { hand: 'left' });
          await t.wait(100);
          return { sent, own: own.filter(({ name }) => name === 'client-wave') };
        });
        assert.equal(sent, true);
        assert.deepEqual(own, [], 'the sender does not hear it');
        assert.deepEqual(await heard, [
          { hand: 'left' },
          kind === 'presence' && target.can.includes('user ids on client events')
            ? { user_id: 'ann' }
            : {},
        ]);
      },
    );
  }

  check('trigger needs a name that begins with client-', {}, async ({ run }) => {
    const thrown = await run(() => {
      try {
        t.client().subscribe('private-x').trigger('wave', {});
      } catch (error) {
        return { isError: error instanceof Error, message: error.message };
      }
    });
    assert.equal(thrown?.isError, true);
    assert.match(thrown.message, /wave.*client-|client-.*wave/);
  });

  check('trigger says false without a connection', {}, async ({ run }) => {
    assert.equal(
      await run(() => t.client().subscribe('private-x').trigger('client-wave', {})),
      false,
    );
  });

  check('send_event of client and connection write a frame', {}, async ({ page, run }) => {
    const sent = await run(async () => {
      const pusher = await t.connected();
      return [
        pusher.send_event('client-a', { n: 1 }, 'private-x'),
        pusher.connection.send_event('client-b', [1]),
      ];
    });
    assert.deepEqual(sent, [true, true]);
    await until(() => page.sent('client-b').length);
    assert.deepEqual(page.sent('client-a').map(JSON.parse), [
      { event: 'client-a', data: { n: 1 }, channel: 'private-x' },
    ]);
    assert.deepEqual(page.sent('client-b').map(JSON.parse), [{ event: 'client-b', data: [1] }]);
  });

  for (const name of ['cache-room', 'private-cache-room', 'presence-cache-room']) {
    const needs = name.startsWith('presence-') ? ['cache misses on presence channels'] : [];
    check(
      `${name}: a miss, then the last event for who comes later`,
      { needs },
      async ({ run }) => {
        const seen = await run(async (name) => {
          const pusher = await t.connected();
          const channel = pusher.subscribe(t.unique(name));
          const miss = await t.args(channel, 'pusher:cache_miss');
          const price = t.event(channel, 'price');
          await t.trigger(channel.name, 'price', { eur: 5 });
          await price;
          const later = await t.connected({ auth: { params: { user_id: 'later' } } });
          return {
            miss: miss.length,
            cached: await t.event(later.subscribe(channel.name), 'price'),
          };
        }, name);
        assert.deepEqual(seen, { miss: 2, cached: { eur: 5 } });
      },
    );
  }

  check('subscription_count is told and kept', { needs: ['faults'] }, async ({ run }) => {
    const seen = await run(async () => {
      await t.fault('counts', { on: true });
      const [one, two] = [await t.connected(), await t.connected()];
      const channel = one.subscribe(t.unique('room'));
      const counts = [];
      channel.bind('pusher:subscription_count', (data) =>
        counts.push([data, channel.subscriptionCount]),
      );
      await t.until(() => counts.length === 1);
      await t.subscribe(two, channel.name);
      await t.until(() => counts.length === 2);
      two.unsubscribe(channel.name);
      await t.until(() => counts.length === 3);
      return counts;
    });
    assert.deepEqual(
      seen,
      [1, 2, 1].map((count) => [{ subscription_count: count }, count]),
    );
  });

  check(
    'user_id of the sender is the metadata of a presence event',
    { needs: ['faults'] },
    async ({ run }) => {
      const seen = await run(async () => {
        const pusher = await t.connected();
        const presence = await t.subscribe(pusher, t.unique('presence-room'));
        const open = await t.subscribe(pusher, t.unique('room'));
        const seen = [];
        for (const channel of [presence, open]) channel.bind('e', (...args) => seen.push(args));
        await t.frame({ event: 'e', channel: presence.name, data: '1', user_id: 'ann' });
        await t.frame({ event: 'e', channel: presence.name, data: '2' });
        await t.frame({ event: 'e', channel: open.name, data: '3', user_id: 'ann' });
        await t.until(() => seen.length === 3);
        return seen;
      });
      assert.deepEqual(seen, [
        [1, { user_id: 'ann' }],
        [2, {}],
        [3, {}],
      ]);
    },
  );

  check('the global callbacks of a channel get name and data only', {}, async ({ run }) => {
    const seen = await run(async () => {
      const pusher = await t.connected();
      const channel = await t.subscribe(pusher, t.unique('room'));
      const seen = [];
      channel.bind_global((...args) => seen.push(args));
      await t.trigger(channel.name, 'e', { n: 1 });
      await t.until(() => seen.length);
      return seen;
    });
    assert.deepEqual(seen, [['e', { n: 1 }]]);
  });

  check('an event for everyone but its sender', {}, async ({ run }) => {
    const heard = await run(async () => {
      const [one, two] = [await t.connected(), await t.connected()];
      const name = t.unique('room');
      const heard = [];
      (await t.subscribe(one, name)).bind('e', (data) => heard.push(['one', data]));
      (await t.subscribe(two, name)).bind('e', (data) => heard.push(['two', data]));
      await t.trigger(name, 'e', 1, one.connection.socket_id);
      await t.trigger(name, 'e', 2, two.connection.socket_id);
      await t.until(() => heard.length === 2);
      return heard;
    });
    assert.deepEqual(heard, [
      ['two', 1],
      ['one', 2],
    ]);
  });

  check('an event nobody asked for harms nobody', { needs: ['faults'] }, async ({ run }) => {
    const state = await run(async () => {
      const pusher = await t.connected();
      await t.frame({
        event: 'pusher_internal:subscription_succeeded',
        channel: 'never',
        data: '{}',
      });
      await t.frame({ event: 'pusher_internal:unheard_of', channel: 'never', data: '{}' });
      const heard = t.event(pusher, 'e');
      await t.frame({ event: 'e', channel: 'never', data: '{}' });
      await heard;
      return pusher.connection.state;
    });
    assert.equal(state, 'connected');
  });
});
