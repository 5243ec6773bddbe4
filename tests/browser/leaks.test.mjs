// What is done with leaves nothing behind: not in JavaScript's heap, and not in WebAssembly's memory.

// What the page defines:
/* global lives, collected, heard:writable, back, reconnect, ask */

import assert from 'node:assert/strict';
import { COMPAT, library, suite } from '../support/browser/harness.mjs';
import { wired } from '../support/browser/wired.mjs';

/** The reference holds on to every client, and has no WebAssembly to look at. */
const OURS = { blank: true, timeout: 90000, deviation: 'at-rest' };
const KB = 1024;
/** What a heap may have grown by without a leak: compiled code, caches of the engine. */
const NOISE = 300 * KB;

/** Bytes in use, after everything has been collected that can be. */
async function measure(page) {
  page.cdp ??= await page.context().newCDPSession(page);
  for (let i = 0; i < 4; i += 1) {
    await page.cdp.send('HeapProfiler.collectGarbage');
    // Finalizers run in tasks of their own, and free what the next collection finds.
    await page.evaluate(() => new Promise((done) => setTimeout(done, 20)));
  }
  const { usedSize, embedderHeapUsedSize = 0 } = await page.cdp.send('Runtime.getHeapUsage');
  // Without WebAssembly there is only the heap.
  const wasm = library === COMPAT ? 0 : await page.evaluate(() => wire.memory().buffer.byteLength);
  return { heap: usedSize + embedderHeapUsedSize, wasm };
}

/** Does `work(times)` to warm up, then `times` times; says what that has left behind. */
async function growth(page, diagnostic, { title, times, warmUp = times / 5, work }) {
  await page.evaluate(work, warmUp);
  const before = await measure(page);
  const began = performance.now();
  await page.evaluate(work, times);
  const took = Math.round(performance.now() - began);
  const after = await measure(page);
  const grown = { heap: after.heap - before.heap, wasm: after.wasm - before.wasm };
  const line = `${times} × ${title}: ${took} ms, heap ${before.heap} ${signed(grown.heap)} bytes, wasm ${before.wasm} ${signed(grown.wasm)} bytes`;
  diagnostic(line);
  console.log(line);
  return grown;
}

const signed = (number) => (number < 0 ? '− ' : '+ ') + Math.abs(number);

function assertFlat({ heap, wasm }) {
  assert.ok(heap < NOISE, `the heap has grown by ${heap} bytes`);
  assert.equal(wasm, 0, 'the memory of WebAssembly has grown');
}

/** In the page: makes clients, uses them, disconnects them; takes them out of Pusher.instances unless `keep`. */
const LIFE = `
window.collected = 0;
const done = new FinalizationRegistry(() => (window.collected += 1));
window.lives = async (times, keep) => {
  for (let i = 0; i < times; i += 1) {
    const pusher = new Pusher('key', {
      cluster: 'mt1',
      channelAuthorization: {
        // Leads back to the client, as applications' functions do.
        customHandler: (_, callback) =>
          callback(null, { auth: pusher.key + ':s', channel_data: '{"user_id":"me"}' }),
      },
    });
    const channels = ['news', 'private-a', 'presence-a'].map((name) => pusher.subscribe(name));
    let heard = 0;
    for (const channel of channels) channel.bind('hello', () => (heard += 1));
    await Promise.resolve();
    await Promise.resolve();
    for (const { name } of channels) wire.tell({ event: 'hello', channel: name, data: '{}' });
    if (heard !== 3) throw new Error('heard ' + heard);
    pusher.disconnect();
    done.register(pusher);
    if (!keep) Pusher.instances.splice(Pusher.instances.indexOf(pusher), 1);
  }
};`;

suite('leaks', (check) => {
  check('clients that are done with are collected', OURS, async ({ open, diagnostic }) => {
    const page = await wired(open);
    await page.addScriptTag({ content: LIFE });
    assertFlat(
      await growth(page, diagnostic, {
        title: 'new Pusher, subscribe, disconnect',
        times: 1000,
        warmUp: 1000,
        work: (times) => lives(times),
      }),
    );
    assert.equal(await page.evaluate(() => collected), 2000, 'clients that were collected');
  });

  check('a client that nobody holds comes back all the same', OURS, async ({ open }) => {
    const page = await wired(open);
    await page.evaluate(() => {
      const pusher = new Pusher('key', { cluster: 'mt1' });
      Pusher.instances.pop();
      pusher.subscribe('news').bind('pusher:subscription_succeeded', () => (window.back = true));
    });
    await page.evaluate(() => {
      window.back = false;
      wire.last.end(4100);
      wire.last = undefined;
    });
    // While it waits for its second to pass, unless this machine is very slow.
    await measure(page);
    await page.evaluate(() => t.until(() => back));
  });

  check(
    'a client that stays in Pusher.instances costs little',
    // Without, what is there goes on JavaScript's heap.
    { ...OURS, needs: ['WebAssembly'] },
    async ({ open, diagnostic }) => {
      const page = await wired(open);
      await page.addScriptTag({ content: LIFE });
      const { heap, wasm } = await growth(page, diagnostic, {
        title: 'clients kept in Pusher.instances',
        times: 1000,
        work: (times) => lives(times, true),
      });
      assert.ok(heap < 1000 * 4 * KB, `a client costs ${heap / 1000} bytes of heap`);
      assert.ok(wasm < 1000 * 3 * KB, `a client costs ${wasm / 1000} bytes of WebAssembly`);
    },
  );

  check('a million messages', OURS, async ({ open, diagnostic }) => {
    const page = await wired(open);
    await page.evaluate(() => {
      window.pusher = new Pusher('key', { cluster: 'mt1' });
      window.heard = 0;
      pusher.subscribe('news').bind('hello', () => (heard += 1));
    });
    assertFlat(
      await growth(page, diagnostic, {
        title: 'message to a handler',
        times: 1_000_000,
        warmUp: 20_000,
        work: (times) => {
          for (let n = 0; n < times; n += 1) {
            wire.last.tell('{"event":"hello","channel":"news","data":"{\\"n\\":' + n + '}"}');
          }
        },
      }),
    );
    assert.equal(await page.evaluate(() => heard), 1_020_000);
  });

  check('a hundred thousand channels come and go', OURS, async ({ open, diagnostic }) => {
    const page = await wired(open);
    await page.evaluate(() => void (window.pusher = new Pusher('key', { cluster: 'mt1' })));
    assertFlat(
      await growth(page, diagnostic, {
        title: 'subscribe, unsubscribe',
        times: 100_000,
        warmUp: 5_000,
        work: (times) => {
          for (let n = 0; n < times; n += 1) {
            const name = `room-${(wire.rooms = (wire.rooms ?? 0) + 1)}`;
            if (!pusher.subscribe(name).bind('hello', () => {}).subscribed) throw new Error(name);
            pusher.unsubscribe(name);
          }
        },
      }),
    );
  });

  check('ten thousand reconnections', OURS, async ({ open, diagnostic }) => {
    const page = await wired(open);
    await page.evaluate(() => {
      // Browsers make timers that set timers wait for 4 ms.
      const { setTimeout } = window;
      const { port1, port2 } = new MessageChannel();
      const due = [];
      port1.onmessage = () => due.shift()();
      window.setTimeout = (fn, ms) =>
        ms > 0 ? setTimeout(fn, ms) : (due.push(fn), port2.postMessage(0));
      window.pusher = new Pusher('key', { cluster: 'mt1' });
      window.channel = pusher.subscribe('news');
      window.reconnect = async (times) => {
        for (let n = 0; n < times; n += 1) {
          const connected = new Promise((done) =>
            channel.bind('pusher:subscription_succeeded', done),
          );
          if (n % 2) wire.last.end(4200);
          else {
            pusher.disconnect();
            pusher.connect();
          }
          await connected;
          channel.unbind_all();
        }
      };
    });
    assertFlat(
      await growth(page, diagnostic, {
        title: 'reconnection',
        times: 10_000,
        work: (times) => reconnect(times),
      }),
    );
  });

  check('authorization requests leave nothing behind', OURS, async ({ open, diagnostic }) => {
    const page = await wired(open);
    await page.evaluate(() => {
      // The browser's own requests leave entries in its list of timings.
      Pusher.Runtime.createXHR = () => ({
        open() {},
        setRequestHeader() {},
        send() {
          setTimeout(() => {
            Object.assign(this, { readyState: 4, status: 200, responseText: '{"auth":"k:s"}' });
            this.onreadystatechange();
          });
        },
        responseText: '',
      });
    });
    await authorizations(page, diagnostic, 'ajax', 1000);
  });

  check('requests of a polling connection are collected', OURS, async ({ open }) => {
    const page = await wired(open);
    await page.evaluate(async () => {
      window.gone = 0;
      const done = new FinalizationRegistry(() => (window.gone += 1));
      let polls = 0;
      // An XMLHttpRequest whose server sends a heartbeat, five hundred times.
      Pusher.Runtime.getXHRAPI = () =>
        class {
          readyState = 0;
          withCredentials = false;
          status = 200;
          responseText = '';
          open() {
            done.register(this);
          }
          setRequestHeader() {}
          send() {
            polls += 1;
            if (polls > 500) return;
            this.responseText = polls > 1 ? 'h\n' : 'o\n';
            queueMicrotask(() => {
              this.readyState = 4;
              this.onreadystatechange?.();
            });
          }
          abort() {
            this.readyState = 0;
          }
        };
      window.pusher = new Pusher(t.key, { cluster: 'mt1', enabledTransports: ['xhr_polling'] });
      await t.until(() => polls > 500);
    });
    await measure(page);
    const gone = await page.evaluate(() => gone);
    assert.ok(gone >= 495, `${gone} of 500 requests were collected`);
  });

  check('neither do those by script tag', OURS, async ({ open, diagnostic }) => {
    const page = await wired(open);
    await page.evaluate(() => {
      performance.setResourceTimingBufferSize(0);
      // For the memory of its WebAssembly, which is measured too.
      new Pusher(t.key, { cluster: 'mt1' }).disconnect();
    });
    // What the browser itself keeps of scripts that it has run, however they are asked for.
    const { heap: bare } = await growth(page, diagnostic, {
      title: 'a script tag that does nothing',
      times: 300,
      work: async (times) => {
        window.answer = () => {};
        for (let n = 0; n < times; n += 1) {
          const query = `callback=answer&socket_id=1.1&channel_name=private-room&n=${Math.random()}`;
          await t.script(`/pusher/auth?${query}`);
          document.head.lastChild.remove();
        }
      },
    });
    await authorizations(page, diagnostic, 'jsonp', 300, Math.max(bare, 0));
    assert.deepEqual(
      await page.evaluate(() => [
        Object.keys(Pusher.auth_callbacks),
        document.querySelectorAll('script[src*=callback]').length,
      ]),
      [[], 0],
    );
  });
});

async function authorizations(page, diagnostic, transport, times, allowed = 0) {
  await page.evaluate((transport) => {
    const endpoint = '/pusher/auth';
    window.pusher = new Pusher(t.key, {
      cluster: 'mt1',
      channelAuthorization: { endpoint, transport },
    });
    window.ask = async (times) => {
      for (let n = 0; n < times; n += 1) {
        const channel = pusher.subscribe('private-room');
        if (!channel.subscribed) await t.event(channel, 'pusher:subscription_succeeded');
        pusher.unsubscribe('private-room');
      }
    };
  }, transport);
  const title = `authorization by ${transport}`;
  const { heap, wasm } = await growth(page, diagnostic, {
    title,
    times,
    work: (times) => ask(times),
  });
  assertFlat({ heap: heap - allowed, wasm });
}
