// Dedicated, shared and service workers, classic ones and modules: the client works there as in a page.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { eventually, suite } from '../support/browser/harness.mjs';

const KINDS = ['dedicated', 'shared', 'service'];
const FILES = {
  classic: ['/pkg/web/pusher.min.js', '/pkg/web/pusher-with-encryption.js'],
  module: ['/pkg/esm/pusher.js', '/pkg/slim/pusher.min.js'],
};

/** Inside the page: runs `code`, a function, in a worker of its own. Gives what it returns. */
async function inWorker({ kind, type, file, code, argument }) {
  const url = `/worker.js?file=${file}`;
  let worker;
  if (kind === 'dedicated') worker = new Worker(url, { type });
  else if (kind === 'shared') worker = new SharedWorker(url, { type }).port;
  else {
    await navigator.serviceWorker.register(url, { type });
    worker = (await navigator.serviceWorker.ready).active;
  }
  window.worker = worker;
  window.ask = async (code, argument) => {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
    worker.postMessage({ code, argument, key: t.key, options: t.options() }, [port2]);
    const { result, error, errors } = await answer;
    if (error ?? errors.length) throw new Error(error ?? errors.join());
    return result;
  };
  return window.ask(code, argument);
}

const MODULE = { type: 'module', file: '/pkg/esm/pusher.js' };

/** A test whose `work(fn, argument)` runs a function in a worker: the same one each time. */
function checkWorker(check, title, options, body) {
  const { kind, type = 'classic', file = '/pkg/web/pusher.min.js', ...others } = options;
  check(title, { builds: [undefined], ...others }, async (context) => {
    let begun = false;
    const work = (fn, argument) => {
      const code = String(fn);
      if (begun)
        return context.run(([code, argument]) => window.ask(code, argument), [code, argument]);
      begun = true;
      return context.run(inWorker, { kind, type, file, code, argument });
    };
    await body({ ...context, work });
  });
}

suite('workers', (check) => {
  for (const kind of KINDS) {
    for (const [type, files] of Object.entries(FILES)) {
      for (const file of files) {
        const title = `${kind} worker, ${type}, ${file}: messages on every kind of channel`;
        checkWorker(check, title, { kind, type, file }, async ({ work, run, server }) => {
          const encrypts = !file.startsWith('/pkg/web/pusher.');
          // Of this test alone: the server may be one for all of them.
          const own = randomUUID();
          const names = [
            `news-${own}`,
            `private-${own}`,
            `presence-${own}`,
            ...(encrypts ? [`private-encrypted-${own}`] : []),
          ];
          const id = await work(async (names) => {
            const pusher = t.client();
            self.got = {};
            self.members = undefined;
            const channels = names.map((name) => pusher.subscribe(name));
            for (const channel of channels) {
              channel.bind('greeting', ({ to }) => (self.got[channel.name] = to));
            }
            await t.until(() => channels.every(({ subscribed }) => subscribed));
            self.pusher = pusher;
            return pusher.connection.socket_id;
          }, names);
          assert.match(id, /^\d+\.\d+$/);
          assert.deepEqual(
            server.requests.map(({ params }) => [params.socket_id, params.channel_name]).sort(),
            names
              .filter((name) => !name.startsWith('news'))
              .map((name) => [id, name])
              .sort(),
          );
          for (const name of names)
            await run((name) => t.trigger(name, 'greeting', { to: name }), name);
          const { got, count } = await work(async (names) => {
            await t.until(() => names.every((name) => self.got[name]));
            return { got: self.got, count: self.pusher.channel(names[2]).members.count };
          }, names);
          assert.deepEqual(got, Object.fromEntries(names.map((name) => [name, name])));
          assert.equal(count, 1);
          await work(() => self.pusher.disconnect());
          await eventually(() => server.sockets, 0);
        });
      }
    }
  }

  for (const kind of KINDS) {
    checkWorker(
      check,
      `${kind} worker: what the client finds there`,
      { kind, ...MODULE, deviation: 'one-build' },
      async ({ work }) => {
        const found = await work(() => {
          const { Runtime } = self.Pusher;
          return {
            xhr: Boolean(Runtime.getXHRAPI()),
            document: Boolean(Runtime.getDocument()),
            storage: Boolean(Runtime.getLocalStorage()),
            protocol: Runtime.getProtocol(),
            online: Runtime.getNetwork().isOnline(),
            supported: Object.keys(Runtime.Transports).filter((name) =>
              Runtime.Transports[name].isSupported({}),
            ),
          };
        });
        const xhr = kind !== 'service';
        assert.deepEqual(found, {
          xhr,
          document: false,
          storage: false,
          protocol: 'http:',
          online: true,
          supported: ['ws', ...(xhr ? ['xhr_streaming', 'xhr_polling'] : [])],
        });
      },
    );

    checkWorker(
      check,
      `${kind} worker: a refusal, headers, and a connection that is lost`,
      { kind, needs: ['faults'] },
      async ({ work, server }) => {
        server.faults.auth({ status: 403, times: 1 });
        const refused = await work(async () => {
          const headers = { Authorization: 'Bearer token' };
          self.pusher = t.client({ auth: { headers, params: { more: 'a b&c' } } });
          let refused;
          self.pusher
            .subscribe('private-a')
            .bind('pusher:subscription_error', (error) => (refused = error));
          await t.until(() => refused);
          return [refused.type, refused.status];
        });
        assert.deepEqual(refused, ['AuthError', 403]);
        const [{ headers, params }] = server.requests;
        assert.deepEqual(
          [headers.authorization, headers['content-type'], params.more],
          ['Bearer token', 'application/x-www-form-urlencoded', 'a b&c'],
        );
        const first = await work(() => self.pusher.connection.socket_id);
        server.faults.drop();
        await work(async (first) => {
          await t.until(() => self.pusher.connection.socket_id !== first);
          await t.until(() => self.pusher.channel('private-a').subscribed);
        }, first);
      },
    );
  }

  for (const [kind, state] of Object.entries({ dedicated: 'connected', service: 'failed' })) {
    checkWorker(
      check,
      `${kind} worker: over HTTP alone it is ${state}`,
      { kind, needs: ['faults'], deviation: kind === 'service' ? 'one-build' : undefined },
      async ({ work }) => {
        const reached = await work(async (state) => {
          const pusher = t.client({ enabledTransports: ['xhr_streaming', 'xhr_polling'] });
          await t.state(pusher, state);
          pusher.disconnect();
          return true;
        }, state);
        assert.equal(reached, true);
      },
    );
  }

  checkWorker(
    check,
    'dedicated worker: when the network goes it asks the server at once',
    { kind: 'dedicated', deviation: 'one-build', needs: ['faults'] },
    async ({ work, server }) => {
      await work(async () => {
        const pusher = t.client();
        await t.state(pusher, 'connected');
        self.dispatchEvent(new Event('offline'));
      });
      const sent = () => server.frames.map(({ text }) => JSON.parse(text).event);
      await eventually(sent, ['pusher:ping']);
    },
  );

  checkWorker(
    check,
    'shared worker: two pages, one client',
    { kind: 'shared', needs: ['faults'] },
    async ({ work, page, open, server }) => {
      const subscribe = async () => {
        self.pusher ??= t.client();
        const channel = self.pusher.subscribe('private-a');
        await t.until(() => channel.subscribed);
        return self.pusher.connection.socket_id;
      };
      const id = await work(subscribe);
      const other = await open({ context: page.context() });
      const code = String(subscribe);
      const argument = { kind: 'shared', type: 'classic', file: '/pkg/web/pusher.min.js', code };
      assert.equal(await other.evaluate(inWorker, argument), id);
      assert.equal(server.sockets, 1);
    },
  );
});
