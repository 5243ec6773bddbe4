// Taking the library in: synchronous, whole, strict about what it is given.

import assert from 'node:assert/strict';
import { ALL_BUILDS, library, suite, until } from '../support/browser/harness.mjs';

suite('start', (check) => {
  check(
    'new Pusher, subscribe and bind work in the very next statement',
    {
      builds: ALL_BUILDS,
      inline: `
        window.pusher = new Pusher(t.key, t.options());
        window.first = { state: pusher.connection.state };
        const channel = pusher.subscribe(t.unique('early'));
        first.same = channel === pusher.channel(t.unique('early'));
        first.subscribed = channel.subscribed;
        first.returned = channel.bind('hello', (data) => (window.hello = data)) === channel;`,
    },
    async ({ run }) => {
      assert.deepEqual(await run(() => window.first), {
        state: 'connecting',
        same: true,
        subscribed: false,
        returned: true,
      });
      const hello = await run(async () => {
        await t.until(() => pusher.channel(t.unique('early')).subscribed);
        await t.trigger(t.unique('early'), 'hello', { to: 'you' });
        return t.until(() => window.hello);
      });
      assert.deepEqual(hello, { to: 'you' });
    },
  );

  check(
    'in the head it waits for a body, then connects by itself',
    {
      builds: ['script', 'script.min'],
      place: 'head',
      inline: `
        window.pusher = new Pusher(t.key, t.options());
        window.log = t.record({ connection: pusher.connection });
        window.before = [Pusher.isReady, pusher.connection.state];`,
    },
    async ({ run }) => {
      assert.deepEqual(await run(() => window.before), [false, 'initialized']);
      const log = await run(async () => {
        await t.state(pusher, 'connected');
        return t.pairs(log);
      });
      assert.deepEqual(log.slice(0, 3), [
        ['state_change', { previous: 'initialized', current: 'connecting' }],
        ['connecting'],
        ['state_change', { previous: 'connecting', current: 'connected' }],
      ]);
    },
  );

  check('the script sets window.Pusher to the class', { builds: ALL_BUILDS }, async ({ run }) => {
    const seen = await run(() => ({
      type: typeof Pusher,
      name: new Pusher(t.key, t.options()) instanceof Pusher,
      ready: Pusher.isReady,
      instances: Pusher.instances.length,
      statics: ['logToConsole', 'Runtime', 'auth_callbacks'].filter((name) => !(name in Pusher)),
    }));
    assert.deepEqual(seen, {
      type: 'function',
      name: true,
      ready: true,
      instances: 1,
      statics: [],
    });
  });

  check(
    'a page without a client opens no socket',
    { builds: ALL_BUILDS },
    async ({ page, run }) => {
      await run(() => t.wait(100));
      assert.deepEqual(page.sockets, []);
    },
  );

  check(
    'missing key, options or cluster throw strings',
    { builds: ALL_BUILDS },
    async ({ run }) => {
      const thrown = await run(() => {
        const attempt = (...args) => {
          try {
            new Pusher(...args);
            return 'nothing';
          } catch (error) {
            return error;
          }
        };
        return [
          attempt(null, { cluster: 'eu' }),
          attempt(undefined, { cluster: 'eu' }),
          attempt('key'),
          attempt('key', null),
          attempt('key', {}),
          attempt('key', { cluster: null }),
        ];
      });
      const key = 'You must pass your app key when you instantiate Pusher.';
      const options = 'You must pass an options object';
      const cluster = 'Options object must provide a cluster';
      assert.deepEqual(thrown, [key, key, options, options, cluster, cluster]);
    },
  );

  check('an unknown auth transport throws a string', {}, async ({ run }) => {
    const thrown = await run(() =>
      [
        { authTransport: 'pigeon' },
        { channelAuthorization: { transport: 'pigeon' } },
        { userAuthentication: { transport: 'pigeon' } },
      ].map((extra) => {
        try {
          t.client(extra);
        } catch (error) {
          return error;
        }
      }),
    );
    assert.deepEqual(thrown, Array(3).fill("'pigeon' is not a recognized auth transport"));
  });

  check('an empty cluster is accepted', {}, async ({ run }) => {
    assert.equal(
      await run(async () => t.state(await t.client({ cluster: '' }), 'connected')),
      'connected',
    );
  });

  check('unknown options are ignored', {}, async ({ run }) => {
    const state = await run(() =>
      t.state(
        t.client({
          encrypted: true,
          wssHost: 'nowhere',
          namespace: 'App',
          broadcaster: 'x',
          key: 'other',
          csrfToken: null,
          deep: { er: [] },
        }),
        'connected',
      ),
    );
    assert.equal(state, 'connected');
  });

  check('ports may be strings of digits', {}, async ({ run }) => {
    const state = await run(() =>
      t.state(
        t.client({ wsPort: String(t.settings.port), wssPort: String(t.settings.port) }),
        'connected',
      ),
    );
    assert.equal(state, 'connected');
  });

  check('options that are undefined count as absent', {}, async ({ run }) => {
    const state = await run(() =>
      t.state(
        t.client({
          wsPath: undefined,
          activityTimeout: undefined,
          channelAuthorization: undefined,
          enabledTransports: undefined,
        }),
        'connected',
      ),
    );
    assert.equal(state, 'connected');
  });

  for (const [name, value] of [
    ['activityTimeout', '({})'],
    ['enabledTransports', "'ws'"],
  ]) {
    check(
      `an option of the wrong type names itself: ${name}`,
      { deviation: 'option-types' },
      async ({ run }) => {
        const thrown = await run(
          ([option, source]) => {
            try {
              t.client({ [option]: eval(source) });
              return null;
            } catch (error) {
              return { isError: error instanceof Error, message: error.message };
            }
          },
          [name, value],
        );
        assert.equal(thrown?.isError, true);
        assert.match(thrown.message, new RegExp(name));
      },
    );
  }

  check('the options object is kept as it is', {}, async ({ run }) => {
    const seen = await run(() => {
      const options = t.options({ mine: 1 });
      const pusher = new Pusher(t.key, options);
      return [
        pusher.options === options,
        pusher.key === t.key,
        pusher.config.wsHost === options.wsHost,
        typeof pusher.sessionID,
      ];
    });
    assert.deepEqual(seen, [true, true, true, 'number']);
  });

  check('shouldUseTLS and isUsingTLS follow forceTLS', {}, async ({ run }) => {
    const seen = await run(() =>
      [undefined, true, false].map((forceTLS) => {
        const pusher = t.client({ forceTLS, enabledTransports: [] });
        return [pusher.shouldUseTLS(), pusher.connection.isUsingTLS(), pusher.connection.state];
      }),
    );
    assert.deepEqual(seen, [
      [true, true, 'failed'],
      [true, true, 'failed'],
      [false, false, 'failed'],
    ]);
  });

  check('two clients in one page do not know of each other', {}, async ({ run }) => {
    const seen = await run(async () => {
      const [one, two] = [t.client(), t.client()];
      await Promise.all([t.state(one, 'connected'), t.state(two, 'connected')]);
      const ids = [one.connection.socket_id, two.connection.socket_id];
      one.disconnect();
      return {
        different: ids[0] !== ids[1],
        states: [one.connection.state, two.connection.state],
        known: Pusher.instances.length,
      };
    });
    assert.deepEqual(seen, { different: true, states: ['disconnected', 'connected'], known: 2 });
  });

  check('logToConsole writes to the console, Pusher.log takes over', {}, async ({ page, run }) => {
    const lines = await run(async () => {
      Pusher.logToConsole = true;
      const pusher = await t.connected();
      const lines = [];
      Pusher.log = (message) => lines.push(message);
      pusher.disconnect();
      return lines;
    });
    await until(() =>
      page.logs.some((line) => line.startsWith('Pusher : ') && line.includes('State changed')),
    );
    assert.ok(
      lines.some(
        (line) => line.includes('State changed') && line.includes('connected -> disconnected'),
      ),
      lines.join('\n'),
    );
  });

  check(
    'an overridden Pusher.Runtime.createXHR is used for later requests',
    {},
    async ({ run }) => {
      const seen = await run(async () => {
        let created = 0;
        Pusher.Runtime.createXHR = () => {
          created += 1;
          const xhr = new XMLHttpRequest();
          xhr.withCredentials = true;
          return xhr;
        };
        const pusher = await t.connected();
        const channel = await t.subscribe(pusher, t.unique('private-xhr'));
        return [created, channel.subscribed];
      });
      assert.deepEqual(seen, [1, true]);
    },
  );

  check('the version in the address is a version', {}, async ({ page, run }) => {
    await run(() => t.connected().then(() => true));
    const version = new URL((await until(() => page.sockets[0])).url).searchParams.get('version');
    assert.match(version, library === 'pusher-js' ? /^8\.6\.0$/ : /^\d+\.\d+\.\d+/);
  });
});
