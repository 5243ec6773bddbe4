// WebAssembly that traps, which it never should: the client says so, once, and a new one works.

// What the page defines:
/* global connected, breakIt, thrown */

import assert from 'node:assert/strict';
import { suite } from '../support/browser/harness.mjs';
import { wired } from '../support/browser/wired.mjs';

/** The reference has no WebAssembly. */
const OURS = { blank: true, deviation: 'traps', needs: ['WebAssembly'] };
const UNCAUGHT = { ...OURS, errors: true };

/** In the page: a client, what it has said, and a way to break the instance that it lives in. */
const BREAK = `
window.connected = async () => {
  const pusher = new Pusher('key', { cluster: 'mt1' });
  const channel = pusher.subscribe('news');
  await Promise.resolve();
  const said = [];
  pusher.connection.bind_global((name, data) => {
    if (name !== 'message') said.push(name === 'error' ? [name, data.type, data.error?.name] : [name, data]);
  });
  return { pusher, channel, said, socket: wire.last };
};
window.breakIt = () => void (wire.instances.at(-1).broken = true);
/** What a call threw. */
window.thrown = (call) => {
  try {
    call();
  } catch (error) {
    return error.name;
  }
};
`;

/** What a client says when its WebAssembly is lost. */
const LAST_WORDS = [
  ['error', 'PusherError', 'RuntimeError'],
  ['state_change', { previous: 'connected', current: 'failed' }],
  ['failed', undefined],
];

/** What calls into WebAssembly: the application, a socket, a timer. */
const CALLS = {
  'pusher.connect()': ({ pusher }) => pusher.connect(),
  'pusher.disconnect()': ({ pusher }) => pusher.disconnect(),
  'pusher.subscribe()': ({ pusher }) => pusher.subscribe('private-other'),
  'pusher.unsubscribe()': ({ pusher }) => pusher.unsubscribe('news'),
  'pusher.signin()': ({ pusher }) => pusher.signin(),
  'channel.trigger()': ({ channel }) => channel.trigger('client-x', {}),
  'an event': ({ socket }) => socket.tell('{"event":"hello","channel":"news","data":"{}"}'),
  'a message of the protocol': ({ socket }) => socket.tell('{"event":"pusher:ping","data":"{}"}'),
  'a malformed message': ({ socket }) => socket.tell('{'),
  'the end of a socket': ({ socket }) => socket.end(1006),
  'the network': () => dispatchEvent(new Event('offline')),
};

suite('traps', (check) => {
  for (const [what, call] of Object.entries(CALLS)) {
    check(`a trap in ${what}`, UNCAUGHT, async ({ open }) => {
      const page = await wired(open);
      await page.addScriptTag({ content: BREAK });
      const seen = await page.evaluate(async (source) => {
        const one = await connected();
        const other = await connected();
        breakIt();
        const threw = thrown(() => eval(source)(one));
        return {
          threw,
          said: [one.said, other.said],
          states: [one, other].map(({ pusher }) => pusher.connection.state),
          sockets: [one, other].map(({ socket }) => [socket.readyState, socket.onmessage]),
          subscribed: [one, other].map(({ channel }) => channel.subscribed),
        };
      }, String(call));
      const threw = what === 'the network' ? undefined : 'RuntimeError';
      assert.deepEqual(seen, {
        threw,
        said: [LAST_WORDS, LAST_WORDS],
        states: ['failed', 'failed'],
        sockets: [
          [3, null],
          [3, null],
        ],
        subscribed: [false, false],
      });
    });
  }

  check('a memory that is garbage', UNCAUGHT, async ({ open }) => {
    const page = await wired(open);
    await page.addScriptTag({ content: BREAK });
    const seen = await page.evaluate(async () => {
      const { pusher, said } = await connected();
      new Uint8Array(wire.memory().buffer).fill(0xee);
      return { threw: thrown(() => pusher.subscribe('private-other')), said };
    });
    assert.deepEqual(seen, { threw: 'RuntimeError', said: LAST_WORDS });
  });

  check('a trap in a timer', UNCAUGHT, async ({ open }) => {
    const page = await wired(open);
    await page.addScriptTag({ content: BREAK });
    const said = await page.evaluate(async () => {
      const { said, socket } = await connected();
      socket.end(4100);
      said.length = 0;
      breakIt();
      await t.until(() => said.length);
      return said;
    });
    assert.deepEqual(said[0], LAST_WORDS[0]);
    assert.ok(page.errors.length === 1, page.errors.join());
  });

  check('a client that has crashed does no harm', OURS, async ({ open }) => {
    const page = await wired(open);
    await page.addScriptTag({ content: BREAK });
    const seen = await page.evaluate(async () => {
      const { pusher, channel, said, socket } = await connected();
      breakIt();
      thrown(() => pusher.connect());
      said.length = 0;
      const room = pusher.subscribe('presence-room');
      const calls = {
        subscribe: said.splice(0),
        members: room.members.count,
        again: pusher.subscribe('news') === channel,
      };
      pusher.connect();
      calls.connect = said.splice(0);
      pusher.signin();
      calls.signin = said.splice(0);
      pusher.switchCluster({ appKey: 'key', cluster: 'eu' });
      calls.switchCluster = said.splice(0);
      calls.send = pusher.send_event('client-x', {}, 'news');
      pusher.unsubscribe('news');
      pusher.unsubscribe('presence-room');
      channel.cancelSubscription();
      channel.handleEvent({ event: 'hello', data: {} });
      channel.authorize('1.1', () => {});
      pusher.channels.remove('news');
      pusher.disconnect();
      socket.tell('{"event":"hello","channel":"news","data":"{}"}');
      socket.end();
      for (const event of ['online', 'offline']) dispatchEvent(new Event(event));
      calls.rest = said;
      calls.state = pusher.connection.state;
      return calls;
    });
    const error = [LAST_WORDS[0]];
    assert.deepEqual(seen, {
      subscribe: error,
      members: 0,
      again: true,
      connect: error,
      signin: error,
      switchCluster: error,
      send: false,
      rest: [],
      state: 'failed',
    });
  });

  check('the next client works, and the one after', OURS, async ({ open }) => {
    const page = await wired(open);
    await page.addScriptTag({ content: BREAK });
    const seen = await page.evaluate(async () => {
      const resting = new Pusher('key', { cluster: 'mt1' });
      resting.disconnect();
      const first = await connected();
      breakIt();
      thrown(() => first.pusher.connect());
      const later = [await connected(), await connected()];
      return {
        resting: resting.connection.state,
        states: later.map(({ pusher }) => pusher.connection.state),
        subscribed: later.map(({ channel }) => channel.subscribed),
        first: first.said.length,
        instances: wire.instances.length,
      };
    });
    assert.deepEqual(seen, {
      resting: 'failed',
      states: ['connected', 'connected'],
      subscribed: [true, true],
      first: 3,
      instances: 2,
    });
  });

  check('a trap inside a callback ends the outer call too', UNCAUGHT, async ({ open }) => {
    const page = await wired(open);
    await page.addScriptTag({ content: BREAK });
    const seen = await page.evaluate(async () => {
      const { pusher, said, socket } = await connected();
      let next;
      pusher.connection.bind('error', ({ type }) => {
        if (type === 'PusherError') next ??= new Pusher('key', { cluster: 'mt1' });
      });
      pusher.bind('pusher:ping', () => {
        breakIt();
        pusher.subscribe('private-other');
      });
      const threw = thrown(() => socket.tell('{"event":"pusher:ping","data":"{}"}'));
      await Promise.resolve();
      return { threw, said, state: next.connection.state };
    });
    assert.deepEqual(seen, { threw: 'RuntimeError', said: LAST_WORDS, state: 'connected' });
  });

  check('no room for another client', OURS, async ({ open }) => {
    const page = await wired(open);
    await page.addScriptTag({ content: BREAK });
    const seen = await page.evaluate(async () => {
      const { said } = await connected();
      breakIt();
      const threw = thrown(() => new Pusher('key', { cluster: 'mt1' }));
      const { pusher } = await connected();
      return { threw, said, listed: Pusher.instances.length, state: pusher.connection.state };
    });
    assert.deepEqual(seen, {
      threw: 'RuntimeError',
      said: LAST_WORDS,
      listed: 2,
      state: 'connected',
    });
  });
});
