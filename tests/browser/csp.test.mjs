// Pages whose Content-Security-Policy forbids something, and browsers without WebAssembly: the client says so in one
// error that names the way out, and `compat` works all the same.
//
// The page under the policy is a frame of another one: what drives browsers needs what policies forbid.

// What the page defines:
/* global strict */

import assert from 'node:assert/strict';
import { suite } from '../support/browser/harness.mjs';

const SCRIPTS = ['/pkg/web/pusher.min.js', '/pkg/web/pusher-with-encryption.js'];
const COMPAT = ['/pkg/web/pusher-compat.js', '/pkg/web/pusher-compat.min.js'];
const MODULE = '/pkg/esm/pusher-compat.min.js';

const NO_WASM = "default-src 'none'; script-src 'self'; connect-src *";
const WITH_WASM = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src *";
const NONCE = "default-src 'none'; script-src 'nonce-abc' 'wasm-unsafe-eval'; connect-src *";

/** The reference is plain JavaScript, and has no nonces. */
const OURS = { blank: true, deviation: 'needs-webassembly' };
const WASM = { ...OURS, needs: ['WebAssembly'] };

/** A page with such a frame in it, whose window is `strict` there. */
async function strictPage(open, file, csp) {
  const page = await open({ build: undefined });
  const address = `/strict.html?${new URLSearchParams({ file, csp, nonce: 'abc' })}`;
  await page.evaluate(async (src) => {
    const frame = document.createElement('iframe');
    const loaded = new Promise((done) => (frame.onload = done));
    frame.src = src;
    document.body.append(frame);
    await loaded;
    window.strict = frame.contentWindow;
    strict.uncaught = [];
    for (const name of ['error', 'unhandledrejection']) {
      strict.addEventListener(name, (event) =>
        strict.uncaught.push(String(event.message ?? event.reason)),
      );
    }
    await t.until(() => strict.Pusher);
  }, address);
  return page;
}

/** In the page: what making a client throws, and what that leaves behind. */
async function attempt() {
  const sockets = [];
  const { WebSocket } = strict;
  strict.WebSocket = class extends WebSocket {
    constructor(url) {
      super(url);
      sockets.push(url);
    }
  };
  const thrown = [];
  for (const again of [false, true]) {
    try {
      new strict.Pusher(t.key, t.options());
    } catch (error) {
      thrown.push({
        error: error instanceof strict.Error,
        message: error.message,
        cause: error.cause?.name,
        again,
      });
    }
  }
  await t.wait(100);
  return { thrown, listed: strict.Pusher.instances.length, sockets, uncaught: strict.uncaught };
}

/** The one error, twice, and nothing else. */
function assertRefused(seen, cause) {
  const [{ message }] = seen.thrown;
  assert.match(message, /'wasm-unsafe-eval'.*script-src.*pusher-wasm\/compat/);
  assert.deepEqual(seen, {
    thrown: [false, true].map((again) => ({ error: true, message, cause, again })),
    listed: 0,
    sockets: [],
    uncaught: [],
  });
}

/** In the page: every kind of channel, and once more after a drop. */
async function everything() {
  const pusher = new strict.Pusher(t.key, t.options());
  await t.state(pusher, 'connected');
  const names = ['room', 'private-room', 'presence-room', 'private-encrypted-room'].map(t.unique);
  const channels = [];
  for (const name of names) channels.push(await t.subscribe(pusher, name));
  const said = [];
  const listen = async (what) => {
    for (const channel of channels) {
      const heard = t.event(channel, 'hello');
      await t.trigger(channel.name, 'hello', { what, text: 'ünïcode 🦀' });
      const data = await heard;
      said.push(data.what + data.text);
    }
  };
  await listen('first');
  const back = Promise.all(
    channels.map((channel) => t.event(channel, 'pusher:subscription_succeeded', 10000)),
  );
  await t.fault('drop');
  await back;
  await listen('then');
  const { count } = pusher.channel(names[2]).members;
  pusher.disconnect();
  return { said, members: count, state: pusher.connection.state, uncaught: strict.uncaught };
}

const EVERYTHING = {
  said: [...Array(4).fill('firstünïcode 🦀'), ...Array(4).fill('thenünïcode 🦀')],
  members: 1,
  state: 'disconnected',
  uncaught: [],
};

suite('a CSP that forbids WebAssembly', (check) => {
  for (const file of SCRIPTS) {
    check(`${file} says what to do, each time`, WASM, async ({ open }) => {
      const page = await strictPage(open, file, NO_WASM);
      assertRefused(await page.evaluate(attempt), 'CompileError');
    });

    check(`${file} works once it is allowed`, OURS, async ({ open }) => {
      const page = await strictPage(open, file, WITH_WASM);
      const connect = () => t.state(new strict.Pusher(t.key, t.options()), 'connected');
      assert.equal(await page.evaluate(connect), 'connected');
    });
  }

  for (const file of COMPAT) {
    check(`${file} works`, { ...OURS, needs: ['faults'] }, async ({ open }) => {
      const page = await strictPage(open, file, NO_WASM);
      assert.deepEqual(await page.evaluate(everything), EVERYTHING);
    });
  }
});

suite('no WebAssembly', (check) => {
  check('the client says what to do, and works when there is some', WASM, async ({ open }) => {
    const page = await strictPage(open, SCRIPTS[0], WITH_WASM);
    await page.evaluate(() => {
      window.kept = strict.WebAssembly;
      delete strict.WebAssembly;
    });
    assertRefused(await page.evaluate(attempt), 'ReferenceError');
    const state = await page.evaluate(async () => {
      strict.WebAssembly = window.kept;
      return t.state(new strict.Pusher(t.key, t.options()), 'connected');
    });
    assert.equal(state, 'connected');
  });

  for (const file of [...COMPAT, MODULE]) {
    check(`${file} works`, { ...OURS, needs: ['faults'] }, async ({ open }) => {
      const script = file === MODULE ? `/take.js?file=${file}` : file;
      const page = await strictPage(open, script, NO_WASM);
      await page.evaluate(() => void delete strict.WebAssembly);
      assert.deepEqual(await page.evaluate(everything), EVERYTHING);
    });
  }

  check(
    'compat: the end of memory is a trap, and the next client works',
    { ...OURS, errors: true },
    async ({ open }) => {
      const page = await open({ build: undefined });
      await page.evaluate(() => {
        // Grows no more once `full`.
        const { ArrayBuffer } = window;
        window.ArrayBuffer = new Proxy(ArrayBuffer, {
          construct(target, args, newTarget) {
            if (window.full) throw new RangeError('Array buffer allocation failed');
            return Reflect.construct(target, args, newTarget);
          },
        });
      });
      await page.evaluate((file) => t.script(file), COMPAT[1]);
      const seen = await page.evaluate(async () => {
        const pusher = t.client();
        await t.state(pusher, 'connected');
        const said = [];
        pusher.connection.bind_global((name, data) => said.push([name, data?.error?.name ?? data]));
        window.full = true;
        let thrown;
        try {
          for (let n = 0; n < 100_000; n += 1) pusher.subscribe(`channel-${n}`);
        } catch (error) {
          thrown = error.name;
        }
        window.full = false;
        const next = t.client();
        await t.state(next, 'connected');
        return { thrown, said, state: pusher.connection.state };
      });
      assert.deepEqual(seen, {
        thrown: 'RuntimeError',
        said: [
          ['error', 'RuntimeError'],
          ['state_change', { previous: 'connected', current: 'failed' }],
          ['failed', undefined],
        ],
        state: 'failed',
      });
    },
  );
});

suite('a CSP that knows scripts by a nonce', (check) => {
  /** In the page: what becomes of a private channel that is authorized by script tag. */
  async function authorize(nonce) {
    const options = t.options({ authTransport: 'jsonp', nonce });
    const channel = new strict.Pusher(t.key, options).subscribe(t.unique('private-room'));
    return Promise.race([
      t.event(channel, 'pusher:subscription_succeeded').then(() => 'granted'),
      t.event(channel, 'pusher:subscription_error').then(({ type }) => type),
    ]);
  }

  check('JSONP: with the option nonce it asks', OURS, async ({ open }) => {
    const page = await strictPage(open, SCRIPTS[0], NONCE);
    assert.equal(await page.evaluate(authorize, 'abc'), 'granted');
  });

  check(
    'JSONP: without it, or with another, that is a subscription error',
    OURS,
    async ({ open }) => {
      const page = await strictPage(open, SCRIPTS[0], NONCE);
      assert.equal(await page.evaluate(authorize), 'AuthError');
      assert.equal(await page.evaluate(authorize, 'xyz'), 'AuthError');
    },
  );

  check(
    'SockJS: with the option nonce it is loaded',
    { ...OURS, needs: ['faults'] },
    async ({ open }) => {
      const page = await strictPage(open, SCRIPTS[0], NONCE);
      const transport = await page.evaluate(async () => {
        const sockjsUrl = `${location.origin}/sockjs.js`;
        const options = t.options({ enabledTransports: ['sockjs'], sockjsUrl, nonce: 'abc' });
        const pusher = new strict.Pusher(t.key, options);
        await t.state(pusher, 'connected', 20000);
        return pusher.connection.connection.transport.name;
      });
      assert.equal(transport, 'sockjs');
    },
  );

  check(
    'SockJS: without it that is an error, and another transport takes over',
    { ...OURS, needs: ['faults'] },
    async ({ open, server }) => {
      const page = await strictPage(open, SCRIPTS[0], NONCE);
      server.faults.refuse();
      const message = await page.evaluate(async () => {
        const sockjsUrl = `${location.origin}/sockjs.js`;
        const options = t.options({ enabledTransports: ['ws', 'sockjs'], sockjsUrl });
        window.pusher = new strict.Pusher(t.key, options);
        return t.until(
          () =>
            new Promise((done) => {
              pusher.connection.bind('error', ({ error }) => done(error.message));
            }),
          20000,
        );
      });
      assert.match(message, /sockjs\.js/);
      server.faults.refuse({ on: false });
      const transport = await page.evaluate(async () => {
        await t.state(pusher, 'connected', 20000);
        return pusher.connection.connection.transport.name;
      });
      assert.equal(transport, 'ws');
    },
  );

  check('reports: with the option nonce they are sent', OURS, async ({ open }) => {
    const page = await strictPage(open, SCRIPTS[0], NONCE);
    const nonces = await page.evaluate(async () => {
      const seen = [];
      const watch = (records) => {
        for (const { addedNodes } of records) for (const { nonce } of addedNodes) seen.push(nonce);
      };
      new strict.MutationObserver(watch).observe(strict.document.head, { childList: true });
      new strict.Pusher(
        t.key,
        t.options({ enableStats: true, statsHost: location.host, nonce: 'abc' }),
      );
      await t.until(() => seen.length);
      return seen;
    });
    assert.deepEqual(nonces, ['abc']);
  });
});
