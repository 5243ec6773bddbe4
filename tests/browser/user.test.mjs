// Signing in: who the user is, what reaches them, what happens when it fails.

import assert from 'node:assert/strict';
import { ALL_BUILDS, eventually, suite } from '../support/browser/harness.mjs';

/** Inside the page: options that sign in as `id`. */
function as(id) {
  return {
    userAuthentication: {
      endpoint: `${location.origin}/pusher/user-auth`,
      transport: 'ajax',
      params: { user_id: id, user_name: 'Ann' },
    },
  };
}
const inline = `window.as = ${as}`;

suite('user', (check) => {
  check(
    'signin before the connection: user data, then events',
    { inline, builds: ALL_BUILDS },
    async ({ page, run }) => {
      const seen = await run(async () => {
        const id = t.unique('ann');
        const pusher = t.client(as(id));
        const { user } = pusher;
        const before = [user.signin_requested, user.user_data];
        pusher.signin();
        const requested = user.signin_requested;
        await user.signinDonePromise;
        const poke = t.event(user, 'poke');
        await t.until(() => pusher.connection.state === 'connected');
        const again = setInterval(
          () => t.toUser(id, 'poke', { how: 'gently' }).catch(() => {}),
          50,
        );
        const data = await poke;
        clearInterval(again);
        return {
          before,
          requested,
          isAnn: user.user_data.id === id,
          info: user.user_data.user_info,
          data,
        };
      });
      assert.deepEqual(seen, {
        before: [false, null],
        requested: true,
        isAnn: true,
        info: { name: 'Ann' },
        data: { how: 'gently' },
      });
      await eventually(
        () => page.sent('pusher:signin').map((text) => Object.keys(JSON.parse(text).data).sort()),
        [['auth', 'user_data']],
      );
      await eventually(
        () =>
          page.sent('pusher:subscribe').map((text) => JSON.parse(text).data.channel.slice(0, 20)),
        ['#server-to-user-ann-'],
      );
    },
  );

  check('signing in twice asks once', { inline }, async ({ run, server }) => {
    await run(async () => {
      const pusher = await t.connected(as('ann'));
      pusher.signin();
      pusher.signin();
      await pusher.user.signinDonePromise;
    });
    assert.deepEqual(
      server.requests.map(({ path }) => path),
      ['/pusher/user-auth'],
    );
  });

  check(
    'after a reconnect the user is signed in again',
    { inline, needs: ['faults'] },
    async ({ page, run }) => {
      const seen = await run(async () => {
        const pusher = await t.connected(as('ann'));
        pusher.signin();
        await pusher.user.signinDonePromise;
        await t.fault('close', { code: 4200 });
        await t.state(pusher, 'connecting');
        const between = pusher.user.user_data;
        await t.until(() => pusher.user.user_data);
        return [between, pusher.user.user_data.id];
      });
      assert.deepEqual(seen, [null, 'ann']);
      await eventually(() => page.sent('pusher:signin').length, 2);
    },
  );

  check(
    'a refusal by status is a signin_error',
    { inline, needs: ['faults'] },
    async ({ run, server }) => {
      const seen = await run(async () => {
        await t.fault('auth', { status: 403, times: 1 });
        const pusher = await t.connected(as('ann'));
        const error = t.event(pusher.user, 'pusher:signin_error');
        pusher.signin();
        const { type, status, error: message } = await error;
        await pusher.user.signinDonePromise;
        return { type, status, message, data: pusher.user.user_data };
      });
      assert.deepEqual([seen.type, seen.status, seen.data], ['AuthError', 403, null]);
      assert.ok(
        seen.message.includes('403') && seen.message.includes(`${server.url}/pusher/user-auth`),
        seen.message,
      );
    },
  );

  check(
    'after a failed sign-in signin() tries again',
    { inline, needs: ['faults'], deviation: 'signin-again' },
    async ({ run }) => {
      const id = await run(async () => {
        await t.fault('auth', { status: 403, times: 1 });
        const pusher = await t.connected(as('ann'));
        const error = t.event(pusher.user, 'pusher:signin_error');
        pusher.signin();
        await error;
        pusher.signin();
        await t.until(() => pusher.user.user_data, 2000);
        return pusher.user.user_data.id;
      });
      assert.equal(id, 'ann');
    },
  );

  check('a custom handler signs in', { inline }, async ({ run }) => {
    const seen = await run(async () => {
      const asked = [];
      const pusher = await t.connected({
        userAuthentication: {
          async customHandler(params, callback) {
            asked.push(params);
            const body = new URLSearchParams({ socket_id: params.socketId, user_id: 'ben' });
            callback(
              null,
              await (await fetch('/pusher/user-auth', { method: 'POST', body })).json(),
            );
          },
        },
      });
      pusher.signin();
      await pusher.user.signinDonePromise;
      return [
        asked.length,
        asked[0].socketId === pusher.connection.socket_id,
        pusher.user.user_data.id,
      ];
    });
    assert.deepEqual(seen, [1, true, 'ben']);
  });

  check('a custom handler may fail', { inline }, async ({ run }) => {
    const error = await run(async () => {
      const pusher = await t.connected({
        userAuthentication: {
          customHandler: (_, callback) => setTimeout(() => callback(new Error('not you'), null)),
        },
      });
      const error = t.event(pusher.user, 'pusher:signin_error');
      pusher.signin();
      return error;
    });
    assert.deepEqual(error, { type: 'AuthError', error: 'not you' });
  });

  check(
    'watchlist events are emitted by their names',
    { inline, needs: ['faults'] },
    async ({ run }) => {
      const seen = await run(async () => {
        const pusher = await t.connected();
        const seen = [];
        pusher.user.watchlist
          .bind('online', (event) => seen.push(event))
          .bind('offline', (event) => seen.push(event));
        await t.frame({
          event: 'pusher_internal:watchlist_events',
          data: JSON.stringify({
            events: [
              { name: 'online', user_ids: ['a', 'b'] },
              { name: 'offline', user_ids: ['c'] },
            ],
          }),
        });
        await t.until(() => seen.length === 2);
        return seen;
      });
      assert.deepEqual(seen, [
        { name: 'online', user_ids: ['a', 'b'] },
        { name: 'offline', user_ids: ['c'] },
      ]);
    },
  );

  check('disconnecting signs out', { inline }, async ({ run }) => {
    const data = await run(async () => {
      const pusher = await t.connected(as('ann'));
      pusher.signin();
      await pusher.user.signinDonePromise;
      pusher.disconnect();
      return pusher.user.user_data;
    });
    assert.equal(data, null);
  });
});
