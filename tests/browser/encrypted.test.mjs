// Channels whose events the server cannot read.

import assert from 'node:assert/strict';
import {
  ALL_BUILDS,
  WITH_ENCRYPTION,
  eventually,
  library,
  suite,
} from '../support/browser/harness.mjs';

// pusher-js makes people choose; our module carries encryption.
const builds = library === 'pusher-js' ? WITH_ENCRYPTION : [...WITH_ENCRYPTION, 'esm'];
const one = WITH_ENCRYPTION.slice(-1);

suite('encrypted', (check) => {
  check('events arrive opened', { builds }, async ({ run, page }) => {
    const seen = await run(async () => {
      const pusher = await t.connected();
      const channel = await t.subscribe(pusher, t.unique('private-encrypted-room'));
      const args = t.args(channel, 'secret');
      const sealed = t.args(pusher, 'secret');
      await t.trigger(channel.name, 'secret', { of: 'ünïcode 🦀' });
      const [data] = await sealed;
      return { args: await args, sealed: Object.keys(data).sort() };
    });
    assert.deepEqual(seen, { args: [{ of: 'ünïcode 🦀' }], sealed: ['ciphertext', 'nonce'] });
    await eventually(
      () => page.sent('pusher:subscribe').map((text) => Object.keys(JSON.parse(text).data)),
      [['auth', 'channel']],
    );
  });

  check('text that is no JSON arrives as text', { builds: one }, async ({ run }) => {
    const data = await run(async () => {
      const pusher = await t.connected();
      const channel = await t.subscribe(pusher, t.unique('private-encrypted-room'));
      const event = t.event(channel, 'note');
      await t.trigger(channel.name, 'note', 'plain words');
      return event;
    });
    assert.equal(data, 'plain words');
  });

  check(
    'a changed key is fetched once, and no event is lost or overtakes another',
    { builds: one, deviation: 'one-new-key' },
    async ({ run, server }) => {
      const seen = await run(async () => {
        let wrong = true;
        const pusher = await t.connected({
          channelAuthorization: {
            async customHandler({ socketId, channelName }, callback) {
              const body = new URLSearchParams({ socket_id: socketId, channel_name: channelName });
              const response = await fetch('/pusher/auth', { method: 'POST', body });
              const grant = await response.json();
              if (wrong) grant.shared_secret = btoa('0'.repeat(32));
              wrong = false;
              callback(null, grant);
            },
          },
        });
        const channel = await t.subscribe(pusher, t.unique('private-encrypted-room'));
        const got = [];
        channel.bind('count', (n) => got.push(n));
        for (let n = 1; n <= 5; n++) await t.trigger(channel.name, 'count', n);
        await t.until(() => got.length === 5);
        return got;
      });
      assert.deepEqual(seen, [1, 2, 3, 4, 5]);
      assert.equal(server.requests.length, 2);
    },
  );

  check('client events cannot be triggered', { builds: one }, async ({ run }) => {
    const thrown = await run(async () => {
      const pusher = await t.connected();
      const channel = await t.subscribe(pusher, t.unique('private-encrypted-room'));
      try {
        channel.trigger('client-a', {});
        return false;
      } catch (error) {
        return error instanceof Error;
      }
    });
    assert.equal(thrown, true);
  });

  check(
    'an authorization without a secret is a subscription error',
    { builds: one },
    async ({ run }) => {
      const seen = await run(async () => {
        const pusher = await t.connected({
          channelAuthorization: {
            customHandler: (_, callback) => setTimeout(() => callback(null, { auth: 'k:s' })),
          },
        });
        const channel = pusher.subscribe(t.unique('private-encrypted-room'));
        const { type, error } = await t.event(channel, 'pusher:subscription_error');
        return [type, typeof error, channel.subscriptionPending];
      });
      assert.deepEqual(seen, ['AuthError', 'string', false]);
    },
  );

  check(
    'builds without encryption say so',
    { builds: ['script', 'script.min'], needs: ['lite'] },
    async ({ run }) => {
      const message = await run(() => {
        try {
          t.client().subscribe('private-encrypted-room');
          return 'nothing';
        } catch (error) {
          return error.message;
        }
      });
      assert.match(message, /private-encrypted-/);
    },
  );
});

// Every build is named in one of the two lists above.
assert.deepEqual(ALL_BUILDS, ['script', 'script.min', 'esm']);
