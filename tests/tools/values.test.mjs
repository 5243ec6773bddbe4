// What the Rust side has made of texts that are JavaScript's.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { toFrame } from '../../src/js/values.js';

test('frames are what pusher-js would write', () => {
  const none = undefined;
  assert.equal(
    toFrame('subscribe', 'k:s', '{}', none, 'a'),
    '{"event":"pusher:subscribe","data":{"auth":"k:s","channel_data":"{}","channel":"a"}}',
  );
  assert.equal(
    toFrame('subscribe', none, none, none, 'a'),
    '{"event":"pusher:subscribe","data":{"channel":"a"}}',
  );
  assert.equal(
    toFrame('signin', 'k:s', none, '{}', none),
    '{"event":"pusher:signin","data":{"auth":"k:s","user_data":"{}"}}',
  );
  assert.equal(toFrame('signin', none, none, none, none), '{"event":"pusher:signin","data":{}}');
  assert.equal(
    toFrame('unsubscribe', none, none, none, 'a'),
    '{"event":"pusher:unsubscribe","data":{"channel":"a"}}',
  );
});

test('what has no JSON text keeps nothing else out of a frame', () => {
  const cycle = {};
  cycle.cycle = cycle;
  assert.equal(
    toFrame('subscribe', cycle, undefined, undefined, 'a'),
    '{"event":"pusher:subscribe","data":{"channel":"a"}}',
  );
});
