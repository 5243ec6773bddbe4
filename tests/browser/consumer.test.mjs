// laravel-echo 2.5, taken as it is: our class must be all it needs.

import assert from 'node:assert/strict';
import { ALL_BUILDS, suite, until } from '../support/browser/harness.mjs';

/** Inside the page: `window.echo`, connected as a user. `how` says where Echo finds the class. */
async function connect({ broadcaster, id, name, how = 'option' }) {
  const { default: Echo } = await import('/vendor/laravel-echo/echo.js');
  const options = {
    ...t.options(),
    broadcaster,
    key: t.key,
    auth: { headers: {}, params: { user_id: id, user_name: name } },
    ...(how === 'option' && { Pusher: window.Pusher }),
    ...(how === 'client' && { client: new Pusher(t.key, t.options()) }),
  };
  if (broadcaster === 'reverb') delete options.cluster;
  window.echo = new Echo(options);
  await t.state(echo.connector.pusher, 'connected');
  return {
    id: echo.socketId(),
    status: echo.connectionStatus(),
    ours: echo.connector.pusher instanceof Pusher,
  };
}

/** Inside the page: joins the lobby and logs what Echo tells of it. */
async function join() {
  window.log = [];
  const names = (users) => users.map(({ name }) => name).sort();
  window.lobby = echo
    .join(t.unique('lobby'))
    .here((users) => log.push(['here', names(users)]))
    .joining((user) => log.push(['joining', user.name]))
    .leaving((user) => log.push(['leaving', user.name]))
    .listenForWhisper('typing', (data) => log.push(['typing', data]));
  await t.until(() => log.length);
}

suite('consumer', (check) => {
  for (const broadcaster of ['pusher', 'reverb']) {
    const builds = broadcaster === 'pusher' ? ALL_BUILDS : undefined;

    check(`Echo (${broadcaster}) connects`, { builds }, async ({ run }) => {
      const { id, status, ours } = await run(connect, { broadcaster, id: 'ann', name: 'Ann' });
      assert.match(id, /^\d+\.\d+$/);
      assert.deepEqual([status, ours], ['connected', true]);
    });

    check(
      `Echo (${broadcaster}): here, joining, leaving, whispers between two pages`,
      { builds },
      async ({ page, open }) => {
        const other = await open();
        await page.evaluate(connect, { broadcaster, id: 'ann', name: 'Ann' });
        await other.evaluate(connect, { broadcaster, id: 'ben', name: 'Ben' });
        await page.evaluate(join);
        await other.evaluate(join);
        await page.evaluate(() => t.until(() => log.length === 2));
        await other.evaluate(() => lobby.whisper('typing', { text: 'hi' }) && 0);
        await page.evaluate(() => t.until(() => log.length === 3));
        await page.evaluate(() => lobby.whisper('typing', { text: 'ho' }) && 0);
        await other.evaluate(() => t.until(() => log.length === 2));
        assert.deepEqual(await other.evaluate(() => log), [
          ['here', ['Ann', 'Ben']],
          ['typing', { text: 'ho' }],
        ]);
        await other.evaluate(() => echo.leave(t.unique('lobby')));
        const log = await page.evaluate(() => t.until(() => log.length === 4 && log));
        assert.deepEqual(log, [
          ['here', ['Ann']],
          ['joining', 'Ben'],
          ['typing', { text: 'hi' }],
          ['leaving', 'Ben'],
        ]);
      },
    );
  }

  for (const how of ['window', 'client']) {
    check(`Echo takes the class from ${how}`, {}, async ({ run }) => {
      const { status, ours } = await run(connect, { broadcaster: 'pusher', id: 'ann', how });
      assert.deepEqual([status, ours], ['connected', true]);
    });
  }

  check('listen, stopListening, listenToAll, subscribed', {}, async ({ run }) => {
    await run(connect, { broadcaster: 'pusher', id: 'ann' });
    const log = await run(async () => {
      const log = [];
      const name = t.unique('orders');
      const stopped = () => log.push('never');
      const channel = echo
        .channel(name)
        .subscribed(() => log.push('subscribed'))
        .listen('OrderShipped', ({ id }) => log.push(`shipped ${id}`))
        .listen('.plain', ({ id }) => log.push(`plain ${id}`))
        .listen('OrderShipped', stopped)
        .stopListening('OrderShipped', stopped)
        .listenToAll((event) => log.push(`all ${event}`));
      await t.until(() => log.includes('subscribed'));
      await t.trigger(name, 'App\\Events\\OrderShipped', { id: 7 });
      await t.trigger(name, 'plain', { id: 8 });
      await t.until(() => log.includes('plain 8'));
      channel.stopListening('.plain').stopListeningToAll();
      await t.trigger(name, 'plain', { id: 9 });
      await t.trigger(name, 'App\\Events\\OrderShipped', { id: 10 });
      await t.until(() => log.includes('shipped 10'));
      return log;
    });
    assert.deepEqual(log, [
      'subscribed',
      'all OrderShipped',
      'shipped 7',
      'all .plain',
      'plain 8',
      'shipped 10',
    ]);
  });

  check(
    'a private channel carries the token; a refusal reaches error()',
    { needs: ['faults'] },
    async ({ run, server }) => {
      await run(connect, { broadcaster: 'pusher', id: 'ann' });
      const status = await run(async () => {
        echo.connector.options.auth.headers.Authorization = 'Bearer later';
        const fine = echo.private('fine');
        await t.until(() => fine.subscription.subscribed);
        await t.fault('auth', { status: 403, times: 1 });
        let status;
        echo.private('secret').error((error) => (status = error.status));
        await t.until(() => status);
        return status;
      });
      assert.equal(status, 403);
      assert.equal(server.requests[0].headers.authorization, 'Bearer later');
    },
  );

  check('onConnectionChange tells, until it is told to stop', {}, async ({ run }) => {
    await run(connect, { broadcaster: 'pusher', id: 'ann' });
    const seen = await run(async () => {
      const seen = [];
      const stop = echo.connector.onConnectionChange((status) => seen.push(status));
      echo.disconnect();
      stop();
      echo.connector.pusher.connect();
      await t.state(echo.connector.pusher, 'connected');
      return seen;
    });
    assert.deepEqual(seen, ['disconnected', 'disconnected']);
  });

  check('leaving all channels unsubscribes them', {}, async ({ page, run }) => {
    await run(connect, { broadcaster: 'pusher', id: 'ann' });
    const left = await run(async () => {
      const channels = [
        echo.channel(t.unique('a')),
        echo.private(t.unique('b')),
        echo.join(t.unique('c')),
      ];
      await t.until(() => channels.every(({ subscription }) => subscription.subscribed));
      echo.leaveAllChannels();
      return echo.connector.pusher.allChannels().length;
    });
    assert.equal(left, 0);
    await until(() => page.sent('pusher:unsubscribe').length === 3);
  });
});
