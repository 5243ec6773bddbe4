// Going over to another app or cluster.

import assert from 'node:assert/strict';
import { eventually, suite } from '../support/browser/harness.mjs';

suite('switchCluster', (check) => {
  check('connects anew, with the key and cluster given', {}, async ({ page, run }) => {
    const seen = await run(async () => {
      const pusher = await t.connected();
      const channel = await t.subscribe(pusher, t.unique('news'));
      const before = pusher.connection.socket_id;
      const states = [];
      pusher.connection.bind('state_change', ({ current }) => states.push(current));
      const again = t.event(channel, 'pusher:subscription_succeeded');
      pusher.switchCluster({ appKey: t.key, cluster: 'eu' });
      await again;
      return {
        states,
        another: pusher.connection.socket_id !== before,
        cluster: pusher.config.cluster,
        options: pusher.options.cluster,
        authorizer: typeof pusher.config.channelAuthorizer,
      };
    });
    assert.deepEqual(seen, {
      states: ['connecting', 'connected'],
      another: true,
      cluster: 'eu',
      options: 'eu',
      authorizer: 'function',
    });
    await eventually(() => page.sockets.map(({ closed }) => closed), [true, false]);
  });

  check('goes to the other app', { needs: ['faults'] }, async ({ page, run }) => {
    const code = await run(async () => {
      const pusher = await t.connected();
      const error = t.event(pusher.connection, 'error');
      pusher.switchCluster({ appKey: 'another', cluster: '' });
      const { error: inner } = await error;
      await t.state(pusher, 'disconnected');
      return [inner.data.code, pusher.key, pusher.connection.key];
    });
    assert.deepEqual(code, [4001, 'another', 'another']);
    assert.match(page.sockets[1].url, /\/app\/another\?/);
  });

  check(
    'a client that was disconnected on purpose stays so',
    { deviation: 'switch-stays-away' },
    async ({ page, run }) => {
      const state = await run(async () => {
        const pusher = await t.connected();
        pusher.disconnect();
        pusher.switchCluster({ appKey: t.key, cluster: 'eu' });
        await t.wait(100);
        return pusher.connection.state;
      });
      assert.equal(state, 'disconnected');
      assert.equal(page.sockets.length, 1);
    },
  );
});
