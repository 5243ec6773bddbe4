// The page's own way of asking for permission: `customHandler`, the older `authorizer`, and how they can go wrong.

import assert from 'node:assert/strict';
import { ALL_BUILDS, eventually, suite, until } from '../support/browser/harness.mjs';

suite('auth handlers', (check) => {
  check('the older authorizer option', { builds: ALL_BUILDS }, async ({ run }) => {
    const seen = await run(async () => {
      const seen = {};
      const headers = { h: '1' };
      const authorizer = (channel, options) => {
        seen.options = JSON.parse(JSON.stringify(options));
        seen.held = options.auth.headers === headers;
        return {
          authorize(socketId, callback) {
            seen.same = channel === pusher.channel(channel.name);
            seen.id = socketId === pusher.connection.socket_id;
            fetch('/pusher/auth', {
              method: 'POST',
              body: new URLSearchParams({ socket_id: socketId, channel_name: channel.name }),
            })
              .then((reply) => reply.json())
              .then((data) => callback(null, data));
          },
        };
      };
      const pusher = await t.connected({ authorizer, authEndpoint: '/mine', auth: { headers } });
      seen.subscribed = (await t.subscribe(pusher, t.unique('private-room'))).subscribed;
      return seen;
    });
    assert.deepEqual(seen, {
      options: { authTransport: 'ajax', authEndpoint: '/mine', auth: { headers: { h: '1' } } },
      held: true,
      same: true,
      id: true,
      subscribed: true,
    });
  });

  for (const [title, wrap] of [
    ['a synchronous handler', 'call => call()'],
    ['an asynchronous handler', 'call => setTimeout(call, 20)'],
  ]) {
    check(`customHandler: ${title}`, {}, async ({ run }) => {
      const seen = await run(async (source) => {
        const later = eval(source);
        const sign = async (socketId, channelName) =>
          (
            await fetch('/pusher/auth', {
              method: 'POST',
              body: new URLSearchParams({ socket_id: socketId, channel_name: channelName }),
            })
          ).json();
        let ready;
        const asked = [];
        const pusher = await t.connected({
          channelAuthorization: {
            customHandler(params, callback) {
              asked.push(params);
              later(() => callback(null, ready));
            },
          },
        });
        const name = t.unique('private-room');
        ready = await sign(pusher.connection.socket_id, name);
        const channel = await t.subscribe(pusher, name);
        const { socketId, channelName } = asked[0];
        return [
          channel.subscribed,
          asked.length,
          socketId === pusher.connection.socket_id,
          channelName === name,
        ];
      }, wrap);
      assert.deepEqual(seen, [true, 1, true, true]);
    });
  }

  check('customHandler: an error', {}, async ({ run }) => {
    const { error, pending } = await run(async () => {
      const pusher = await t.connected({
        channelAuthorization: {
          customHandler: (_, callback) => setTimeout(() => callback(new Error('not you'), null)),
        },
      });
      const channel = pusher.subscribe(t.unique('private-room'));
      return {
        error: await t.event(channel, 'pusher:subscription_error'),
        pending: channel.subscriptionPending,
      };
    });
    assert.deepEqual(error, { type: 'AuthError', error: 'not you' });
    assert.equal(pending, false);
  });

  for (const [title, source] of [
    ['throws', "() => { throw new Error('broken'); }"],
    ['answers null', '(_, callback) => callback(null, null)'],
    ['rejects', "async () => { throw new Error('broken'); }"],
    [
      'gives a promise that rejects over and over',
      `() =>
        new (class extends Promise {
          then(_, reject) {
            for (const time of [1, 2, 30]) setTimeout(() => reject(new Error('broken')), time);
          }
        })(() => {})`,
    ],
  ]) {
    check(
      `customHandler: one that ${title} is a subscription error, and others still subscribe`,
      { deviation: 'auth-failures', errors: true },
      async ({ run }) => {
        const seen = await run(async (source) => {
          const bad = eval(source);
          const pusher = t.client({ channelAuthorization: { customHandler: bad } });
          const channel = pusher.subscribe(t.unique('private-room'));
          const other = pusher.subscribe(t.unique('room'));
          const error = t.event(channel, 'pusher:subscription_error', 3000);
          await t.until(() => other.subscribed, 2000, 'the other channel');
          const { type } = await error;
          await new Promise((resolve) => setTimeout(resolve, 60));
          return { type, pending: channel.subscriptionPending, state: pusher.connection.state };
        }, source);
        assert.deepEqual(seen, { type: 'AuthError', pending: false, state: 'connected' });
      },
    );
  }

  check(
    'a late answer for an earlier socket is not sent on the new one',
    { needs: ['faults'], deviation: 'late-auth' },
    async ({ page, run }) => {
      const seen = await run(async () => {
        const answers = [];
        const pusher = t.client({
          channelAuthorization: {
            async customHandler({ socketId, channelName }, callback) {
              const body = new URLSearchParams({ socket_id: socketId, channel_name: channelName });
              const data = await (await fetch('/pusher/auth', { method: 'POST', body })).json();
              answers.push(() => callback(null, data));
            },
          },
        });
        const channel = pusher.subscribe(t.unique('private-room'));
        const told = t.record({ channel });
        await t.until(() => answers.length === 1);
        await t.fault('close', { code: 4200 });
        await t.until(() => answers.length === 2);
        answers[0]();
        answers[1]();
        await t.until(() => channel.subscribed);
        return told.map(({ name }) => name);
      });
      assert.deepEqual(seen, ['pusher:subscription_succeeded']);
      await until(() => page.sockets.length === 2);
      await eventually(
        () => page.sockets[1].sent.filter((text) => text.includes('pusher:subscribe"')).length,
        1,
      );
    },
  );
});
