// Asking for permission: endpoints, what is sent along, and every way to be refused.

import assert from 'node:assert/strict';
import { ALL_BUILDS, suite } from '../support/browser/harness.mjs';

/** Inside the page: subscribes and gives the error with the channel's flags. */
async function refused({ options, fault, name = 'private-room' }) {
  if (fault) await t.fault(...fault);
  const pusher = await t.connected(options);
  const channel = pusher.subscribe(t.unique(name));
  const error = await t.event(channel, 'pusher:subscription_error');
  return { error, pending: channel.subscriptionPending, subscribed: channel.subscribed };
}

suite('authorization', (check) => {
  check(
    'a refusal by status',
    { builds: ALL_BUILDS, needs: ['faults'] },
    async ({ run, server }) => {
      const { error, pending, subscribed } = await run(refused, {
        fault: ['auth', { status: 403, body: 'no' }],
      });
      assert.equal(error.type, 'AuthError');
      assert.equal(error.status, 403);
      assert.ok(
        error.error.includes('403') && error.error.includes(`${server.url}/pusher/auth`),
        error.error,
      );
      assert.deepEqual([pending, subscribed], [false, false]);
    },
  );

  check('status 200 without JSON', { needs: ['faults'] }, async ({ run }) => {
    const { error, pending } = await run(refused, {
      fault: ['auth', { status: 200, body: '<login>' }],
    });
    assert.deepEqual([error.type, error.status], ['AuthError', 200]);
    assert.ok(error.error.includes('<login>'), error.error);
    assert.equal(pending, false);
  });

  check('an endpoint out of reach has status 0', {}, async ({ run }) => {
    const { error } = await run(refused, { options: { authEndpoint: 'http://127.0.0.1:9/auth' } });
    assert.deepEqual([error.type, error.status], ['AuthError', 0]);
  });

  check('after a refusal subscribing again asks again', { needs: ['faults'] }, async ({ run }) => {
    const subscribed = await run(async () => {
      await t.fault('auth', { status: 500, times: 1 });
      const pusher = await t.connected();
      const channel = pusher.subscribe(t.unique('private-room'));
      await t.event(channel, 'pusher:subscription_error');
      return (await t.subscribe(pusher, channel.name)) === channel && channel.subscribed;
    });
    assert.equal(subscribed, true);
  });

  check(
    'a refusal by the server as a frame reaches the channel',
    { needs: ['faults'] },
    async ({ run }) => {
      const { error } = await run(refused, { fault: ['auth', { body: '{"auth":"key1:wrong"}' }] });
      assert.equal(error.type, 'AuthError');
      assert.equal(error.status, 401);
    },
  );

  check(
    'a refusal by a frame ends the waiting',
    { needs: ['faults'], deviation: 'channelless-4009' },
    async ({ run }) => {
      const { pending } = await run(refused, {
        fault: ['auth', { body: '{"auth":"key1:wrong"}' }],
      });
      assert.equal(pending, false);
    },
  );

  check(
    'a refusal without a channel (4009) ends the waiting',
    { needs: ['faults'], deviation: 'channelless-4009' },
    async ({ run }) => {
      await run(async () => {
        await t.fault('errors', { style: 'channel-less' });
        await t.fault('auth', { body: '{"auth":"key1:wrong"}' });
        const pusher = await t.connected();
        const channel = pusher.subscribe(t.unique('private-room'));
        await t.until(() => !channel.subscriptionPending);
      });
    },
  );

  check(
    'headers and params are read at each request',
    { builds: ALL_BUILDS },
    async ({ run, server }) => {
      await run(async () => {
        const headers = { 'X-Token': 'one' };
        const params = { who: 'ä&b', n: 1 };
        let calls = 0;
        const pusher = await t.connected({
          channelAuthorization: {
            endpoint: `${location.origin}/pusher/auth`,
            transport: 'ajax',
            headers,
            params,
            headersProvider: () => ({ 'X-Dynamic': String((calls += 1)) }),
            paramsProvider: () => ({ dynamic: `p${calls}` }),
          },
        });
        await t.subscribe(pusher, t.unique('private-one'));
        headers['X-Token'] = 'two';
        params.who = 'later';
        params.more = 'yes';
        await t.subscribe(pusher, t.unique('private-two'));
      });
      const [one, two] = server.requests;
      assert.deepEqual([one.headers['x-token'], one.headers['x-dynamic']], ['one', '1']);
      assert.deepEqual([two.headers['x-token'], two.headers['x-dynamic']], ['two', '2']);
      const own = ({ params }) => Object.fromEntries(Object.entries(params).slice(2));
      assert.deepEqual(own(one), { who: 'ä&b', n: '1', dynamic: 'p0' });
      assert.deepEqual(own(two), { who: 'later', n: '1', more: 'yes', dynamic: 'p1' });
    },
  );

  check('the older auth option is read at each request, too', {}, async ({ run, server }) => {
    await run(async () => {
      const auth = { headers: { Authorization: 'Bearer 1' }, params: { a: 'b' } };
      const pusher = await t.connected({ auth });
      await t.subscribe(pusher, t.unique('private-one'));
      auth.headers.Authorization = 'Bearer 2';
      await t.subscribe(pusher, t.unique('private-two'));
    });
    assert.deepEqual(
      server.requests.map(({ headers, params }) => [headers.authorization, params.a]),
      [
        ['Bearer 1', 'b'],
        ['Bearer 2', 'b'],
      ],
    );
  });

  check(
    'bad channel_data of a presence channel is a subscription error',
    { deviation: 'auth-failures', errors: true, needs: ['faults'] },
    async ({ run }) => {
      const { error, pending } = await run(refused, {
        fault: ['auth', { body: '{"auth":"key1:x","channel_data":"{broken"}' }],
        name: 'presence-room',
      });
      assert.equal(error.type, 'AuthError');
      assert.equal(pending, false);
    },
  );

  check(
    'JSONP: a script tag asks, the answer subscribes',
    { builds: ALL_BUILDS },
    async ({ run, server }) => {
      const subscribed = await run(async () => {
        const pusher = await t.connected({
          authTransport: 'jsonp',
          auth: { params: { a: 'b c' } },
        });
        return (await t.subscribe(pusher, t.unique('private-room'))).subscribed;
      });
      assert.equal(subscribed, true);
      const [{ method, headers, params }] = server.requests;
      assert.deepEqual([method, headers['sec-fetch-dest']], ['GET', 'script']);
      assert.deepEqual(Object.keys(params), ['callback', 'socket_id', 'channel_name', 'a']);
      assert.deepEqual([params.callback, params.a], ["Pusher.auth_callbacks['1']", 'b c']);
    },
  );

  check(
    'JSONP: it works for a module, whose class is a global from the first client on',
    { builds: [undefined], deviation: 'importing' },
    async ({ run }) => {
      const seen = await run(async () => {
        const { default: Class } = await import('/pkg/esm/pusher.js');
        const seen = [typeof window.Pusher];
        const pusher = new Class(t.key, t.options({ authTransport: 'jsonp' }));
        seen.push(window.Pusher === Class);
        await t.subscribe(pusher, t.unique('private-room'));
        pusher.disconnect();
        window.Pusher = 'of another script';
        new Class(t.key, t.options()).disconnect();
        return [...seen, window.Pusher];
      });
      assert.deepEqual(seen, ['undefined', true, 'of another script']);
    },
  );

  check(
    'JSONP: an endpoint out of reach is a subscription error',
    { deviation: 'jsonp-failures' },
    async ({ run }) => {
      const { error, pending } = await run(refused, {
        options: { authTransport: 'jsonp', authEndpoint: 'http://127.0.0.1:9/auth' },
      });
      assert.equal(error.type, 'AuthError');
      assert.equal(pending, false);
    },
  );

  check(
    'JSONP: an endpoint with a query gets no second question mark',
    { deviation: 'jsonp-failures' },
    async ({ run, server }) => {
      await run(async () => {
        const pusher = await t.connected({
          authTransport: 'jsonp',
          authEndpoint: `${location.origin}/pusher/auth?token=1`,
        });
        await t.subscribe(pusher, t.unique('private-room'));
      });
      assert.equal(server.requests[0].params.token, '1');
    },
  );
});
