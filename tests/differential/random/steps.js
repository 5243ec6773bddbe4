// What a program, its server and its network may do next, in any order. A step that makes no sense now does nothing.
// Where DEVIATIONS.md lets the libraries go apart, steps keep away, so that every trace must be equal: no subscription
// is given up while it is under way (`cancelled-stays-cancelled`), nobody connects during a retry wait (`one-timer`),
// answers are for the present connection (`late-auth`), and a sign-in is asked for once and answered (`signin-again`).

export const NAMES = [
  ...['a', 'b', 'cache-a', 'private-a', 'private-b', 'private-cache-a'],
  ...['presence-a', 'presence-b', 'private-encrypted-a'],
];
const USER = JSON.stringify({ id: '7' });
const SECRET = 'A'.repeat(43) + '=';

/** How a socket ends that had been connected. Others leave pusher-js with two retry timers (`one-timer`). */
const LOSSES = [1000, 1001, 1006, 4200, 4250];
const PAUSES = [
  ...[1, 10, 500, 999, 1000, 1001, 2000, 5000, 9999, 10_000, 15_000, 20_000],
  ...[30_000, 60_000, 119_999, 120_000],
];

/** What an authorization endpoint answers for a channel. */
export function grant(name, { pick }) {
  const answer = { auth: 'k:s' };
  if (name.startsWith('presence-')) answer.channel_data = `{"user_id":"${pick(['1', '2'])}"}`;
  if (name.includes('encrypted')) answer.shared_secret = SECRET;
  return answer;
}

/** What goes on in one play. */
export class Play {
  /**
   * @param {ReturnType<typeof import('../page/vocabulary.js').vocabulary>} tools
   * @param {ReturnType<typeof import('./dice.js').dice>} dice
   */
  constructor(tools, dice, pusher) {
    Object.assign(this, { tools, dice, pusher });
    this.answered = new Set();
    this.watched = new Set();
    /** Confirmations, by the number of the socket and the name. */
    this.confirmed = {};
    this.handshakes = 0;
  }

  get socket() {
    return this.tools.world.socket();
  }

  get isConnected() {
    const { state, connection } = this.pusher.connection;
    return state === 'connected' && connection !== null;
  }

  /** Listens to the channels that are new. */
  watch() {
    for (const channel of this.pusher.allChannels()) {
      if (this.watched.has(channel)) continue;
      this.watched.add(channel);
      this.tools.watch(channel, channel.name);
    }
  }

  unsubscribe(name) {
    if (!this.pusher.channel(name)?.subscriptionPending) this.pusher.unsubscribe(name);
  }

  /** Whether the server owes this channel a confirmation. */
  isAsked(name) {
    const asked = this.socket.sent.filter(
      (frame) =>
        frame.startsWith('{"event":"pusher:subscribe"') && frame.endsWith(`"channel":"${name}"}}`),
    );
    return asked.length > (this.confirmed[this.socket.name + name] ?? 0);
  }
}

const say = (play, event, data, channel, more) =>
  play.isConnected && play.socket.event(event, data, channel, more);

/** A step each, by name: functions of a `Play`. */
export const steps = {
  subscribe: ({ pusher, dice }) => void pusher.subscribe(dice.pick(NAMES)),
  unsubscribe: (play) => play.unsubscribe(play.dice.pick(NAMES)),
  trigger({ pusher, dice, tools }) {
    const channel = pusher.channel(dice.pick(NAMES));
    if (channel && !channel.name.includes('encrypted'))
      tools.attempt('trigger', () => channel.trigger('client-x', { a: 1 }));
  },
  signin: ({ pusher }) => pusher.user.signin_requested || pusher.signin(),
  connect: (play) => {
    const { pusher } = play;
    if (play.isConnected || pusher.connection.state === 'disconnected') pusher.connect();
  },
  disconnect: ({ pusher, dice }) => dice.chance(0.4) && pusher.disconnect(),
  switchCluster: (play) => {
    const { pusher, dice } = play;
    if (play.isConnected && dice.chance(0.2))
      pusher.switchCluster({ appKey: 'other', cluster: dice.pick(['eu', 'mt1']) });
  },
  unbind: ({ pusher, dice }) => dice.chance(0.2) && pusher.channel(dice.pick(NAMES))?.unbind_all(),
  'the socket opens': (play) => {
    const { tools, dice } = play;
    if (!tools.world.sockets.length || play.socket.socket.readyState !== 0) return;
    play.socket.open().handshake(`${++play.handshakes}.1`, dice.pick([30, 60, 120]));
  },
  'the socket fails': (play) => {
    if (play.tools.world.sockets.length && play.socket.socket.readyState === 0)
      play.socket.error().close(1006);
  },
  'the connection is lost': (play) =>
    play.isConnected && play.socket.close(play.dice.pick(LOSSES), 'because'),
  'the network goes': (play) => play.isConnected && play.tools.world.offline(),
  'the network is back': (play) => play.isConnected && play.tools.world.online(),
  'time passes': ({ tools, dice }) => tools.world.tick(dice.pick(PAUSES)),
  'an endpoint answers': answer,
  'a confirmation': (play) => {
    if (!play.isConnected) return;
    const { pusher, dice } = play;
    const asked = NAMES.filter(
      (name) => pusher.channel(name)?.subscriptionPending && play.isAsked(name),
    );
    if (!asked.length) return;
    const name = dice.pick(asked);
    const key = play.socket.name + name;
    play.confirmed[key] = (play.confirmed[key] ?? 0) + 1;
    const presence = { ids: ['1', '2'], hash: { 1: { n: 1 }, 2: null }, count: 2 };
    const data = name.startsWith('presence-')
      ? { presence }
      : dice.pick(['{}', undefined, { x: 1 }]);
    say(play, 'pusher_internal:subscription_succeeded', data, name);
  },
  'an event': (play) => {
    const { pick, chance } = play.dice;
    const channel = pick([...NAMES, undefined, '#server-to-user-7']);
    const protocol = ['pusher:cache_miss', 'pusher:x', 'pusher:ping', 'pusher:pong'];
    // What is sealed has scenarios of its own.
    const own = channel?.includes('encrypted') ? [] : ['news', 'client-x'];
    const data = pick([{ a: 1 }, '{"b":2}', 'text', undefined, null, 0]);
    say(play, pick([...protocol, ...own]), data, channel, chance(0.3) ? { user_id: '9' } : {});
  },
  'a member': (play) => {
    const { pick } = play.dice;
    const event = pick(['member_added', 'member_removed']);
    const data = {
      user_id: pick(['1', '2', '3', 4]),
      user_info: pick([{ x: 1 }, undefined, null]),
    };
    say(play, `pusher_internal:${event}`, data, pick(['presence-a', 'presence-b']));
  },
  'a count': (play) => {
    const { pick } = play.dice;
    const data = { subscription_count: pick([0, 1, 5]) };
    say(play, 'pusher_internal:subscription_count', data, pick(NAMES));
  },
  'an error': (play) =>
    say(play, 'pusher:error', { code: play.dice.pick([4301, null, 4000, 4100]), message: 'no' }),
  'all is told': ({ pusher, tools: { flags, log } }) => {
    for (const channel of pusher.allChannels()) {
      flags(channel);
      log('members and count', channel.members, channel.subscriptionCount);
    }
    log('user', pusher.user.user_data, pusher.user.serverToUserChannel?.name);
  },
};

/** A request is answered, if it was made for the present connection; what a sign-in brings about follows at once. */
function answer(play) {
  const { tools, dice, pusher, answered } = play;
  const open = tools.world.requests.filter((request) => !answered.has(request));
  if (!open.length) return;
  const request = dice.pick(open);
  answered.add(request);
  const asked = new URLSearchParams(request.body);
  if (!play.isConnected || asked.get('socket_id') !== pusher.connection.socket_id) return;
  const name = asked.get('channel_name');
  if (!dice.chance(0.75)) request.respond(dice.pick([403, 500, 0]), 'no');
  else if (name) request.respond(200, grant(name, dice));
  else {
    request.respond(200, { auth: 'k:s', user_data: USER });
    say(play, 'pusher:signin_success', { user_data: USER });
  }
}
