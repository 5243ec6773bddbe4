// WebSockets that are none: what people put in their place in tests, which answer before `send` returns, throw,
// or call their listeners with nothing; and clients seen through a proxy.

import assert from 'node:assert/strict';
import { suite } from '../support/browser/harness.mjs';

/** Inside the page: a WebSocket whose server is the function `reply(frame, socket)`. */
function standIn(reply) {
  window.opened = [];
  window.WebSocket = class {
    constructor(url) {
      opened.push(url);
      setTimeout(() => {
        this.onopen?.({});
        const data = JSON.stringify({ socket_id: `1.${opened.length}`, activity_timeout: 120 });
        this.tell({ event: 'pusher:connection_established', data });
      });
    }

    tell(frame) {
      this.onmessage?.({ data: JSON.stringify(frame) });
    }

    send(text) {
      reply(JSON.parse(text), this);
    }

    close() {}
  };
}
const inline = `window.standIn = ${standIn}; window.opened = [];`;

suite('stand-ins', (check) => {
  check('a socket that answers before send returns', { inline }, async ({ run }) => {
    const seen = await run(async () => {
      standIn(({ event, data }, socket) => {
        if (event !== 'pusher:subscribe') return;
        socket.tell({
          event: 'pusher_internal:subscription_succeeded',
          channel: data.channel,
          data: '{}',
        });
        socket.tell({ event: 'hello', channel: data.channel, data: '1' });
      });
      const pusher = t.client();
      const seen = [];
      for (const name of ['a', 'b']) {
        pusher.subscribe(name).bind_global((event) => seen.push(`${name} ${event}`));
      }
      await t.until(() => seen.length === 4);
      return seen;
    });
    assert.deepEqual(seen, [
      'a pusher:subscription_succeeded',
      'a hello',
      'b pusher:subscription_succeeded',
      'b hello',
    ]);
  });

  check('a socket that closes before send returns', { inline }, async ({ run }) => {
    const states = await run(async () => {
      let closed = 0;
      standIn((_, socket) => {
        if (closed++ === 0) socket.onclose({ code: 4200, reason: '', wasClean: true });
      });
      const pusher = t.client();
      const channel = pusher.subscribe('a');
      const states = [];
      pusher.connection.bind('state_change', ({ current }) => states.push(current));
      await t.until(() => states.length === 3);
      return [states, channel.subscriptionPending, opened.length];
    });
    assert.deepEqual(states, [['connected', 'connecting', 'connected'], true, 2]);
  });

  check(
    'a close event that is none counts as a drop',
    { inline, deviation: 'stand-ins' },
    async ({ run }) => {
      const states = await run(async () => {
        standIn((_, socket) => socket.onclose());
        const pusher = t.client();
        const waits = [];
        pusher.connection.bind('connecting_in', (seconds) => waits.push(seconds));
        await t.until(() => pusher.connection.state === 'connected');
        pusher.send_event('client-x', {});
        await t.until(() => opened.length === 2);
        return waits;
      });
      assert.deepEqual(states, [1]);
    },
  );

  check('a constructor that throws is an attempt that failed', { inline }, async ({ run }) => {
    const seen = await run(async () => {
      const Real = WebSocket;
      window.WebSocket = class {
        constructor() {
          window.WebSocket = Real;
          throw new DOMException('not allowed', 'SecurityError');
        }
      };
      const pusher = t.client({ unavailableTimeout: 50 });
      await t.state(pusher, 'unavailable');
      window.dispatchEvent(new Event('online'));
      await t.state(pusher, 'connected');
      return pusher.connection.state;
    });
    assert.equal(seen, 'connected');
  });

  check(
    'a client seen through a proxy works, as in reactive state',
    { deviation: 'stand-ins' },
    async ({ run }) => {
      const seen = await run(async () => {
        // What Vue's reactive() does: every object that comes out is wrapped, too.
        const wrap = (object) =>
          new Proxy(object, {
            get(target, key, receiver) {
              const value = Reflect.get(target, key, receiver);
              return typeof value === 'object' && value !== null ? wrap(value) : value;
            },
          });
        const pusher = wrap(t.client());
        await t.until(() => pusher.connection.state === 'connected');
        const channel = pusher.subscribe(t.unique('presence-room'));
        await t.until(() => channel.subscribed);
        const count = channel.members.count;
        pusher.unsubscribe(channel.name);
        const gone = pusher.channel(channel.name);
        pusher.disconnect();
        return [count, gone, pusher.connection.state];
      });
      assert.deepEqual(seen, [1, undefined, 'disconnected']);
    },
  );

  check(
    'a page without crypto, as some test environments are',
    { blank: true, deviation: 'stand-ins' },
    async ({ open, settings }) => {
      const page = await open({ build: undefined });
      await page.evaluate(() => Object.defineProperty(window, 'crypto', { value: undefined }));
      await page.addScriptTag({ url: '/pkg/web/pusher.min.js' });
      const session = await page.evaluate(async () => {
        const pusher = await t.connected();
        return pusher.sessionID;
      });
      assert.ok(Number.isInteger(session) && session >= 0 && session < 1e9, settings.key);
    },
  );
});
