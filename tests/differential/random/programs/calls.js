// What a program may ask of its client and its channels, in any order: steps of a `Program`.

import { NAMES, WRONG_NAMES } from './names.js';

const circular = {};
circular.self = circular;
const DATA = [
  ...[undefined, null, 0, -0, NaN, 1e300, true, '', 'text', '{"a":1}', 'ä\ud800', []],
  ...[[undefined, () => {}]],
  ...[{ a: { b: [1, { c: null }] } }, { a: undefined, b() {}, date: new Date(0) }],
  ...[{ toJSON: () => 'own' }],
  ...[circular, 1n, Symbol('x'), () => {}],
];
// The same for both libraries.
DATA.forEach(Object.freeze);
const EVENTS = [
  'client-x',
  'client-x',
  'client-',
  'client-ä\ud800',
  'client',
  'x',
  '',
  'pusher:ping',
  'Client-x',
];
const INTERNAL = [
  ...['subscription_succeeded', 'subscription_count', 'member_added', 'member_removed', 'odd'],
];
const MESSAGES = ['news', 'client-x', 'pusher:cache_miss', 'pusher:odd', 'pusher_internal:odd', ''];

function someChannel({ channels, dice }) {
  return channels.length ? dice.pick(channels) : undefined;
}

/** Steps that are as good inside callbacks. */
export const calls = {
  subscribe({ pusher, dice, tools }) {
    tools.attempt('subscribe', () => void pusher.subscribe(dice.pick(NAMES)));
  },
  unsubscribe: (play) => {
    const channel = someChannel(play);
    if (channel) play.unsubscribe(channel.name);
  },
  trigger(play) {
    const { pusher, dice, tools, watched } = play;
    const [event, data] = [dice.pick(EVENTS), dice.pick(DATA)];
    // Also one that is gone.
    const channel = watched.size ? dice.pick([...watched]) : pusher.subscribe('private-a');
    tools.attempt(`trigger on ${channel.name.slice(0, 30)}`, () => channel.trigger(event, data));
  },
  send_event({ pusher, dice, tools }) {
    const sender = dice.pick([pusher, pusher.connection]);
    const event = dice.pick([...EVENTS, undefined, null, 7]);
    const args = [event, dice.pick(DATA), dice.pick(['a', '', undefined, null, 7, 'nobody'])];
    tools.attempt('send_event', () => sender.send_event(...args));
  },
  handleEvent(play) {
    const { dice, tools } = play;
    const channel = someChannel(play);
    if (!channel) return;
    const isSealed = channel.name.startsWith('private-encrypted-');
    const event = dice.pick(
      isSealed ? MESSAGES.filter((name) => name.startsWith('pusher')) : MESSAGES,
    );
    const message = {
      event,
      channel: channel.name,
      data: dice.pick(DATA),
      user_id: dice.pick(['9', undefined]),
    };
    tools.attempt('handleEvent', () => channel.handleEvent(message));
  },
  'handleEvent of the protocol'(play) {
    const { dice, tools } = play;
    const channel = someChannel(play);
    if (!channel || !play.isUp) return;
    const [kind, user_id] = [dice.pick(INTERNAL), dice.pick(['1', '9'])];
    const presence = { hash: { 1: 'one' }, count: 1 };
    const data = { presence, user_id, user_info: { x: 1 }, subscription_count: 3 };
    const event = { event: `pusher_internal:${kind}`, channel: channel.name, data };
    tools.attempt('handleEvent', () => channel.handleEvent(event));
  },
  'look at channels'({ pusher, dice, tools: { log, attempt } }) {
    const name = dice.pick([...NAMES, ...WRONG_NAMES]);
    attempt('channel', () => pusher.channel(name));
    attempt('find', () => pusher.channels.find(name));
    log('all', pusher.allChannels(), pusher.channels.all(), Object.keys(pusher.channels.channels));
    log('own', Object.hasOwn(pusher.channels.channels, name ?? ''));
  },
  'look at members'(play) {
    const { dice, tools } = play;
    const channels = play.channels.filter((channel) => channel.members);
    if (!channels.length) return;
    const { members } = dice.pick(channels);
    const id = dice.pick(['1', 2, 'toString', undefined, null, '']);
    tools.attempt('get', () => members.get(id));
    tools.attempt('each', () => members.each((...args) => tools.log('member', ...args)));
    tools.log('keys', Object.keys(members.members), Object.keys(members));
  },
  'look at the user': ({ pusher: { user }, tools }) =>
    tools.log('user', user.user_data, user.signin_requested, user.serverToUserChannel),
};

/** Where callbacks may do more: they tell of messages, and no message that the client acts upon comes after. */
const TOLD = ['an event', 'an event for the user', 'handleEvent', 'emit'];

/** Steps that are not. */
export const rarer = {
  'a name that no channel can have'({ pusher, dice, tools }) {
    const name = dice.pick(WRONG_NAMES);
    tools.attempt('subscribe', () => pusher.subscribe(name));
    tools.attempt('unsubscribe', () => pusher.unsubscribe(name));
  },
  'subscribe to all': ({ pusher }) => pusher.subscribeAll(),
  'add a channel'({ pusher, dice, tools }) {
    tools.attempt('add', () => void pusher.channels.add(dice.pick(NAMES), pusher));
  },
  'remove a channel'({ pusher, dice, tools }) {
    tools.attempt('remove', () => pusher.channels.remove(dice.pick(NAMES)));
  },
  'delete a channel'(play) {
    const channel = someChannel(play);
    if (!channel || !play.dice.chance(0.4)) return;
    play.deleted.add(channel);
    delete play.pusher.channels.channels[channel.name];
  },
  'an older command'(play) {
    const { dice } = play;
    const channel = someChannel(play);
    const command = dice.pick(Object.keys(commands));
    play.tools.log(command, channel?.name.slice(0, 30));
    if (channel) commands[command](channel, play);
  },
  'channels.disconnect'(play) {
    if (!play.dice.chance(0.2)) return;
    play.forgetRefreshes(play.channels);
    play.pusher.channels.disconnect();
  },
  signin(play) {
    const { pusher, tools, isUp, depth, word } = play;
    const { user } = pusher;
    // Within the turn in which a sign-in ends, promises go their own ways.
    if (depth && !TOLD.includes(word)) return;
    // After a failure ours tries again (`signin-again`).
    const isUnderWay = play.asks.some((ask) => !ask.name && play.isCurrent(ask));
    if (user.signin_requested && isUp && !user.user_data && !isUnderWay) return;
    tools.attempt('signin', () => pusher.signin());
  },
  'change members'(play) {
    const channels = play.channels.filter((channel) => channel.members && channel.subscribed);
    if (!channels.length) return;
    const { members } = play.dice.pick(channels);
    const id = play.dice.pick(['1', '2', '9']);
    if (play.dice.chance(0.5)) members.members[id] = 'by hand';
    else delete members.members[id];
  },
  'replace a method'(play) {
    const { pusher, dice, tools } = play;
    const channel = someChannel(play) ?? pusher.subscribe('a');
    const [object, name] = dice.pick([
      ...[
        [channel, 'emit'],
        [channel, 'trigger'],
        [pusher, 'send_event'],
        [pusher.user, 'emit'],
      ],
      ...[
        [pusher.global_emitter, 'emit'],
        [pusher.user.watchlist, 'emit'],
      ],
      ...[
        [pusher.config, 'channelAuthorizer'],
        [pusher.config, 'userAuthenticator'],
      ],
      // Nobody has to be asked about a public one, and nobody is.
      [channel, channel.name.startsWith('pr') ? 'authorize' : 'emit'],
    ]);
    const original = object[name];
    let times = 10;
    object[name] = function (...args) {
      // The client's own frames go another way (`own-work`).
      const isOwn = typeof args[0] === 'string' && args[0].startsWith('pusher:');
      if (!(isOwn && name === 'send_event') && times-- > 0 && !play.isMuted)
        tools.log(name, this === object, args.length, args[0]);
      return original.apply(this, args);
    };
  },
  'put a method back'(play) {
    const { pusher, dice } = play;
    const objects = [...play.watched, pusher, pusher.user, pusher.user.watchlist];
    for (const name of ['emit', 'authorize', 'trigger', 'send_event'])
      if (dice.chance(0.3)) for (const object of objects) delete object[name];
  },
  'send raw': ({ pusher, dice, tools }) =>
    tools.attempt('send', () =>
      pusher.connection.send(dice.pick(['raw', '', '{"event":"x"}', 'ä\ud800'])),
    ),
};

/** Where the libraries agree about them: see `cancelled-stays-cancelled`. */
const commands = {
  subscribe: (channel, { isUp }) => isUp && channel.subscribe(),
  unsubscribe: (channel) => channel.subscribed && channel.unsubscribe(),
  cancelSubscription: (channel, { depth }) =>
    channel.subscriptionPending || depth || channel.cancelSubscription(),
  reinstateSubscription: (channel) => channel.reinstateSubscription(),
  disconnect: (channel, play) => {
    play.forgetRefreshes([channel]);
    channel.disconnect();
  },
};

/** Steps for callbacks alone. */
export const inside = {
  'leave inside'({ pusher, dice, tools, word, said, isConnected }) {
    if (!TOLD.includes(word) || said?.startsWith('pusher') || !isConnected) return;
    // What was sent just before would be lost (`sent-at-once`).
    tools.world.turn();
    tools.log('leave');
    if (dice.chance(0.7)) pusher.disconnect();
    else {
      pusher.disconnect();
      pusher.connect();
    }
  },
};
