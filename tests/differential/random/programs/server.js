// What a server may say and an application's endpoints may answer, in any order: steps of a `Program`.

import { PLACES } from './names.js';

const USERS = ['1', '2', '3', 4, '', 'toString', 'ä\ud800'];
const INFOS = [{ name: 'x' }, undefined, null, 'text', 0, [1]];
const EVENTS = [
  'news',
  'x',
  'client-x',
  'online',
  '',
  'pushe',
  'pusher_internal',
  'ä\ud800',
  'y'.repeat(5000),
];
const PROTOCOL = [
  ...['pusher:cache_miss', 'pusher:odd', 'pusher:', 'pusher:ping', 'pusher:pong'],
  ...['pusher:signin_error'],
  ...['pusher:connection_established', 'pusher:member_added', 'pusher:subscription_succeeded'],
  ...['pusher_internal:odd', 'pusher_internal:', 'pusher:subscription_count'],
];
const DATA = [
  ...[
    '\ufeff1',
    '\u00a01',
    '\t1',
    '-',
    '-0',
    't',
    'true ',
    'nul',
    '1e5',
    '"\\ud800"',
    '\v1',
    'NaN',
  ],
  ...[undefined, null, 0, 1, -0, false, true, '', 'text', 'ä\ud800\udc00\ud800'],
  ...['{"broken":', ' 1', '"quoted"'],
  ...['null', '[1,2]', '{"a":{"b":"{\\"c\\":1}"}}', '{"__proto__":1}', {}, []],
  ...[{ a: { b: [null] } }],
];
const TEXTS = [
  '{"a":1}',
  '',
  'text',
  'null',
  '0',
  '"quoted"',
  'grüße 🎉',
  '{"broken":',
  '[1]',
  'x'.repeat(400),
];

/** Data is sent as it is, or as JSON, as servers do. */
const wrapped = ({ chance }, data) => (chance(0.5) ? data : JSON.stringify(data));

/** A frame on the connection's socket. */
function say(play, event, data, channel, more) {
  play.said = event;
  if (play.isConnected) play.socket.event(event, data, channel, more);
}

/** A frame that pusher-js chokes on. */
const sayMalformed = (play, ...frame) => play.quietly(() => say(play, ...frame));

const presenceOf = (play) =>
  play.channels.filter((channel) => channel.members && channel.subscribed);

/** The server's list of members: with more or less than it counts, or as PHP writes one that is empty. */
function list({ pick, chance }) {
  const ids = ['1', '2', '3', 'toString'].filter(() => chance(0.5));
  const hash = Object.fromEntries(ids.map((id) => [id, pick(INFOS) ?? null]));
  const count = chance(0.8) ? ids.length : pick([0, 1, 100]);
  return { presence: { ids, hash: chance(0.9) ? hash : [], count } };
}

export const server = {
  'an authorization is answered'(play) {
    if (play.asks.length) play.answer(play.dice.pick(play.asks));
  },
  'a confirmation'(play) {
    const { pusher, dice } = play;
    const asked = play.channels.filter(({ name }) => play.isAsked(name));
    const own = pusher.user.serverToUserChannel;
    if (own?.subscriptionPending) asked.push(own);
    if (!asked.length) return;
    const { name, members } = dice.pick(asked);
    const data = wrapped(dice, members ? list(dice) : dice.pick(DATA));
    say(play, 'pusher_internal:subscription_succeeded', data, name);
  },
  'a confirmation that nobody has asked for'(play) {
    const { dice } = play;
    const quiet = play.channels.filter((channel) => !channel.subscriptionPending);
    if (!quiet.length) return;
    const { name, members } = dice.pick(quiet);
    const data = members ? list(dice) : dice.pick(DATA);
    say(play, 'pusher_internal:subscription_succeeded', data, name);
  },
  'a change of mind'(play) {
    const { pusher, dice } = play;
    const pending = play.channels.filter(({ name }) => name && play.isAsked(name));
    if (!pending.length) return;
    const { name, members } = dice.pick(pending);
    pusher.unsubscribe(name);
    play.tell();
    if (dice.chance(0.5)) pusher.subscribe(name);
    else {
      const data = members ? list(dice) : dice.pick(DATA);
      say(play, 'pusher_internal:subscription_succeeded', data, name);
    }
  },
  'a member'(play) {
    const { dice } = play;
    const channels = dice.chance(0.9) ? presenceOf(play) : play.channels;
    if (!channels.length) return;
    const event = dice.pick(['member_added', 'member_removed']);
    const data = { user_id: dice.pick(USERS), user_info: dice.pick(INFOS) };
    const { name } = dice.pick(channels);
    say(play, `pusher_internal:${event}`, wrapped(dice, data), name);
    if (dice.chance(0.2)) say(play, `pusher_internal:${event}`, wrapped(dice, data), name);
  },
  'a count'(play) {
    const { dice } = play;
    const data = {
      subscription_count: dice.pick([0, 1, 5, -1, 1.5, '7', null, undefined, '', false]),
    };
    say(play, 'pusher_internal:subscription_count', wrapped(dice, data), dice.pick(PLACES));
  },
  'an event'(play) {
    const { dice } = play;
    const place =
      dice.chance(0.7) && play.channels.length ? dice.pick(play.channels).name : dice.pick(PLACES);
    const protocol = dice.chance(0.3);
    // What is sealed has a step of its own.
    const isSealed = typeof place === 'string' && place.startsWith('private-encrypted-');
    const event = dice.pick(protocol || isSealed ? PROTOCOL : EVENTS);
    const more = dice.pick([
      {},
      {},
      { user_id: '9' },
      { user_id: 0 },
      { user_id: '' },
      { extra: 1 },
    ]);
    say(play, event, dice.pick(DATA), place, more);
  },
  'an error'(play) {
    const { dice } = play;
    // 4009 is `channelless-4009`.
    const code = dice.pick([
      undefined,
      null,
      1000,
      1006,
      4000,
      4001,
      4100,
      4200,
      4301,
      9999,
      'x',
      -1,
    ]);
    const data = dice.pick([{ code, message: 'no' }, { code }, 'text', null, 7, []]);
    say(play, 'pusher:error', wrapped(dice, data), dice.pick([...PLACES, undefined, undefined]));
  },
  'a subscription error'(play) {
    const { dice } = play;
    // Of one that is under way: `channelless-4009`.
    const quiet = play.channels.filter((channel) => !channel.subscriptionPending);
    if (!quiet.length) return;
    const data = { type: 'AuthError', error: 'no', status: 401 };
    const { name } = dice.pick(quiet);
    // No callback begins one meanwhile.
    play.calmly(() => say(play, 'pusher:subscription_error', wrapped(dice, data), name));
  },
  'a sealed event'(play) {
    const { dice, tools } = play;
    const channels = play.channels.filter(({ name }) => name.startsWith('private-encrypted-'));
    if (!channels.length) return;
    const { name } = dice.pick(channels);
    const [isRotated, text] = [dice.chance(0.2), dice.pick(TEXTS)];
    const event = dice.pick(['news', 'client-x', 'x', 'pushe']);
    if (play.isRefreshing(name)) return;
    if (isRotated) play.changeKey(name);
    tools.log('sealed', text, isRotated);
    const data = wrapped(dice, play.sealed(name, text));
    const isByHand = dice.chance(0.2) && play.isUp && typeof data === 'object';
    play.whileRefreshing(name, () => {
      if (isByHand) play.pusher.channel(name).handleEvent({ event, channel: name, data });
      else say(play, event, data, name);
      tools.world.turn();
    });
  },
  'an event that should be sealed'(play) {
    const { dice } = play;
    const channels = play.channels.filter(({ name }) => name.startsWith('private-encrypted-'));
    if (!channels.length) return;
    const { name } = dice.pick(channels);
    const data = dice.pick([
      'text',
      7,
      {},
      [],
      true,
      { ciphertext: '', nonce: '' },
      { nonce: 'AAAA' },
    ]);
    if (!play.isRefreshing(name)) say(play, 'news', data, name);
  },
  'the watchlist'(play) {
    const { dice } = play;
    const event = () => ({
      name: dice.pick(['online', 'offline', 'x', '']),
      user_ids: dice.pick([['1', '2'], [], undefined, 'text']),
    });
    const events = dice.pick([[], [event()], [event(), event()]]);
    say(
      play,
      'pusher_internal:watchlist_events',
      wrapped(dice, { events }),
      dice.pick([undefined, '', 'a']),
    );
  },
  'an event for the user'(play) {
    const { dice, pusher } = play;
    const name = pusher.user.serverToUserChannel?.name ?? '#server-to-user-7';
    say(play, dice.pick([...EVENTS, ...PROTOCOL]), dice.pick(DATA), name);
  },
  'a malformed frame'(play) {
    const { dice } = play;
    const event = dice.pick([undefined, null, 7, {}, true]);
    const channel = dice.pick(PLACES);
    const frame = dice.pick([
      'null',
      '42',
      '"text"',
      'true',
      JSON.stringify({ event, channel, data: 'x' }),
    ]);
    if (!play.isConnected) return;
    // The frame after it keeps the connection awake, which it does not always do itself.
    play.quietly(() => play.socket.message(frame).event('pusher:pong'));
  },
  'a frame that is no JSON'(play) {
    const frame = play.dice.pick(['', 'garbage', '{"event":', '\ud800', '{"event":"x"} ']);
    if (play.isConnected) play.socket.message(frame);
  },
  'a frame that is no text'(play) {
    const data = play.dice.pick([new ArrayBuffer(2), undefined, new Blob(['{}']), {}, []]);
    const { socket } = play;
    if (play.isConnected)
      play.tools.world.act(() => socket.socket.onmessage?.({ type: 'message', data }));
  },
  'a sealed event that is none'(play) {
    const { dice } = play;
    const channels = play.channels.filter(({ name }) => name.startsWith('private-encrypted-'));
    if (!channels.length) return;
    const { name } = dice.pick(channels);
    const { nonce, ciphertext } = play.sealed(name, 'x');
    const data = dice.pick([
      ...[null, undefined, { nonce: '***', ciphertext }, { nonce, ciphertext: '***' }],
      { nonce: nonce + nonce, ciphertext },
    ]);
    if (!play.isRefreshing(name)) sayMalformed(play, 'news', data, name);
  },
  'a list that is none'(play) {
    const { dice } = play;
    const asked = play.channels.filter(
      ({ name, members }) => members?.count === 0 && play.isAsked(name),
    );
    if (!asked.length) return;
    const data = dice.pick([null, undefined, {}, { presence: null }, 'text', 7]);
    const { name } = dice.pick(asked);
    sayMalformed(play, 'pusher_internal:subscription_succeeded', data, name);
  },
  'another user'(play) {
    const { pusher, dice } = play;
    const { user_data } = pusher.user;
    // The same again: `signin-again`.
    const next = JSON.stringify({ id: user_data?.id === '7' ? '8' : '7' });
    if (user_data && dice.chance(0.5))
      say(play, 'pusher:signin_success', wrapped(dice, { user_data: next }));
  },
  'an odd channel'(play) {
    say(play, 'news', 1, play.dice.pick([{ a: 1 }, 1, -1, 1e21, ['none'], true]));
  },
  'a termination'(play) {
    const code = play.dice.pick([4000, 4001, 4009, 4009, 4099, 4300, 4999]);
    if (play.isConnected && play.dice.chance(0.5)) play.socket.close(code, 'because');
  },
  'malformed data'(play) {
    const { dice } = play;
    if (!play.channels.length) return;
    const { name, members } = dice.pick(play.channels);
    const none = dice.pick([null, undefined]);
    const what = dice.pick([
      'subscription_count',
      'watchlist_events',
      'member_added',
      'member_removed',
    ]);
    if (what === 'watchlist_events') {
      const data = dice.pick([none, {}, { events: 7 }, { events: [null] }]);
      sayMalformed(play, `pusher_internal:${what}`, data);
    } else if (members || what === 'subscription_count')
      sayMalformed(play, `pusher_internal:${what}`, none, name);
  },
  'a frame on the socket before'(play) {
    const { world } = play.tools;
    if (world.sockets.length < 2 || !play.isConnected) return;
    world.socket(world.sockets.length - 2).event('news', 1, play.dice.pick(PLACES));
  },
};

/** The server's word about a sign-in that has been granted, which follows at once: see `signin-again`. */
export function confirmSignin(play) {
  const { dice } = play;
  play.owesSignin = false;
  if (dice.chance(0.85))
    say(play, 'pusher:signin_success', wrapped(dice, { user_data: play.userData }));
  else {
    const user_data = dice.pick(['{}', '{"id":""}', '{"id":7}', 'x', undefined]);
    sayMalformed(play, 'pusher:signin_success', { user_data });
  }
}
