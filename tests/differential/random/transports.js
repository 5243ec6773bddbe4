// What may happen to a connection that is sought, had and lost, whatever it is made of. Where DEVIATIONS.md lets the
// libraries go apart, steps keep away, so that every trace must be equal:
// - Nobody connects or comes online during a retry wait, nor disconnects during one for which pusher-js has two timers
//   (`one-timer`). switchCluster() waits until a connection is wanted (`switch-stays-away`).
// - What was turned away is forgotten in both, and latencies stay below half a minute (`remembered-transport`).
// - First frames are greetings, or errors with codes (`bad-handshake`), lines are frames (`malformed-messages`).
// - The library of SockJS comes within half a minute, or is there (`sockjs-missing`), and reports are answered by then
//   (`jsonp-failures`); a page is put away when no session is open (`frozen-page`).
// - What is sent goes out in a turn in which nothing is closed (`sent-at-once`).

import { sockJSClass } from '../page/socket.js';
import { SessionLine, SocketLine } from './lines.js';
import { Play } from './steps.js';

const CHANNELS = ['a', 'b', 'private-c'];
const PAUSES = [
  ...[1, 10, 500, 999, 1000, 1001, 2000, 2001, 4000, 5000, 6000, 9999, 10_000, 12_000, 15_000],
  ...[20_000, 29_999, 30_000, 45_000, 60_000, 61_000, 119_999, 120_000, 121_000],
];
/** How connections end; after some codes pusher-js has two retry timers. */
const LOSSES = [1000, 1001, 1002, 1003, 1006, 1006, 1006, 4000, 4001, 4100, 4200, 4200, 4250, 4300];
/** How servers turn clients away. */
const REFUSALS = [1002, 4000, 4001, 4100, 4199, 4200, 4250, 4300];
const STATUSES = [0, 200, 404, 500];

const KEYS = ['pusherTransportTLS', 'pusherTransportNonTLS'];
const LONGEST_LATENCY = 29_000;
/** No script tag waits longer. */
const STRETCH = 25_000;

/** What goes on in one play. */
export class Journey extends Play {
  constructor(tools, dice, pusher) {
    super(tools, dice, pusher);
    this.known = new Map();
    /** When the retry wait ends, and how many timers wait for that in pusher-js. */
    this.retryAt = -1;
    this.retries = 0;
    const { connection } = pusher;
    connection.bind('connecting_in', () => {
      const at = tools.world.clock.now() + 1000;
      this.retries = at === this.retryAt ? this.retries + 1 : 1;
      this.retryAt = at;
    });
    connection.bind('connecting', () => (this.retryAt = -1));
    connection.bind('connected', () => {
      const { name, options } = connection.connection.transport;
      tools.log('over', name, options.useTLS);
    });
  }

  get isWaiting() {
    return this.tools.world.clock.now() < this.retryAt;
  }

  get isWanted() {
    return ['connecting', 'connected', 'unavailable'].includes(this.pusher.connection.state);
  }

  /** Whether both note what the network does: ours has no ears while it is at rest (`at-rest`). */
  get isHeard() {
    return this.isWanted || !this.pusher.config.enableStats;
  }

  /** All lines so far. */
  get lines() {
    const { sockets, requests } = this.tools.world;
    const sessions = new Set(requests.map(({ session }) => session));
    return [
      ...sockets.map((script) => this.line(script, () => new SocketLine(script))),
      ...[...sessions].map((id) => this.line(id, () => new SessionLine(requests, id))),
    ];
  }

  line(key, make) {
    if (!this.known.has(key)) this.known.set(key, make());
    return this.known.get(key);
  }

  /** One of the lines in this state, if there are any. */
  pick(state, isFit = () => true) {
    const fit = this.lines.filter((line) => line.state === state && isFit(line));
    return fit.length ? this.dice.pick(fit) : undefined;
  }

  /** One that is open, and whose server has not said anything yet. */
  pickSilent() {
    return this.pick('open', (line) => !line.greeted);
  }

  /** Whether few lines have been begun since: of a socket that takes longer to end ours learns nothing. */
  isRecent({ turn }) {
    return this.lines.filter((line) => line.turn > turn).length < 4;
  }

  /** The connection. */
  get established() {
    return this.isConnected
      ? this.lines.find((line) => line.state === 'open' && line.greeted)
      : undefined;
  }

  /** The same if it is a session. */
  get session() {
    const { established } = this;
    return established instanceof SessionLine ? established : undefined;
  }

  open(line) {
    line.open(this.dice);
  }

  greet(line) {
    const { pick, chance } = this.dice;
    line.greeted = true;
    const activity_timeout = pick([0.5, 5, 30, 60, 120]);
    const greeting = frame('pusher:connection_established', {
      socket_id: `${++this.handshakes}.1`,
      activity_timeout,
    });
    if (chance(0.2)) line.say(greeting, frame('news', 1, 'a'), frame('pusher:ping', {}));
    else line.say(greeting);
  }

  /** Brings about that the server does not let us in. */
  turnAway(act) {
    const { world } = this.tools;
    const { storageFails } = world;
    world.storageFails = true;
    act();
    world.storageFails = storageFails;
    for (const key of KEYS) delete world.stored[key];
  }

  /** The tag of SockJS's library, if the page waits for it. */
  get library() {
    return this.tools.world.scripts.find((script) => isLibrary(script) && !script.isDone);
  }

  bringLibrary() {
    const { library } = this;
    library.isDone = true;
    installSockJS(this.tools.world);
    library.load();
  }

  /** Sees, after each step, to what would lead apart if it went on. */
  tidy() {
    const { world } = this.tools;
    for (const key of KEYS) tidyMemory(world.stored, key);
    while (world.sends.length) world.sends.pop().end(204);
    for (const script of world.scripts) {
      if (script.isDone || isLibrary(script)) continue;
      script.isDone = true;
      if (this.dice.chance(0.5)) script.load();
      else script.fail();
    }
  }
}

const isLibrary = ({ src }) => src.includes('sockjs');

export function installSockJS(world) {
  world.replace(window, 'SockJS', sockJSClass(world));
}

/** Latencies that are not too long, and with which no time ends in the same millisecond as another. */
function tidyMemory(stored, key) {
  let entry;
  try {
    entry = JSON.parse(stored[key] ?? null);
  } catch {
    return;
  }
  if (!entry?.latency) return;
  const latency = Math.min(entry.latency, LONGEST_LATENCY);
  stored[key] = JSON.stringify({ ...entry, latency: latency - (latency % 10) + 3 });
}

const frame = (event, data, channel) => JSON.stringify({ event, channel, data });

/** A step each, by name: functions of a `Journey`. Each gives what is to be done, or nothing if it makes no sense now. */
export const steps = {
  // ---- what the program does ----

  subscribe: ({ pusher, dice }) => {
    const name = dice.pick(CHANNELS);
    return !pusher.channel(name) && (() => void pusher.subscribe(name));
  },
  unsubscribe: (play) => {
    const name = play.dice.pick(CHANNELS);
    return play.pusher.channel(name) && (() => play.unsubscribe(name));
  },
  send: ({ isConnected, pusher, tools, dice }) =>
    (isConnected || dice.chance(0.1)) &&
    (() => tools.log('sent', pusher.send_event('mine', { n: 1 }, dice.pick(['a', undefined])))),
  connect: (play) => {
    const { state } = play.pusher.connection;
    const isLikely = state === 'disconnected' || play.dice.chance(0.1);
    return isLikely && !play.isWaiting && (() => play.pusher.connect());
  },
  disconnect: (play) => {
    const isSimple = !play.isWaiting || play.retries === 1;
    return isSimple && play.isWanted && play.dice.chance(0.4) && (() => play.pusher.disconnect());
  },
  switchCluster: (play) =>
    play.isWanted &&
    !play.isWaiting &&
    play.dice.chance(0.3) &&
    (() => {
      const cluster = play.dice.pick(['eu', 'mt1']);
      play.pusher.switchCluster({ appKey: 'other', cluster });
      play.hasSwitched = true;
    }),

  // ---- what the browser does ----

  online: (play) =>
    play.dice.chance(0.4) && play.isHeard && !play.isWaiting && (() => play.tools.world.online()),
  offline: (play) =>
    play.dice.chance(play.isConnected ? 0.6 : 0.1) &&
    play.isHeard &&
    (() => play.tools.world.offline()),
  pagehide: ({ lines, tools, dice }) =>
    dice.chance(0.1) &&
    !lines.some((line) => line instanceof SessionLine && line.state !== 'closed') &&
    (() => tools.world.dispatch('pagehide')),
  'sockets cannot be made, or can': ({ tools: { world }, dice }) =>
    dice.chance(0.3) && (() => (world.refuseSockets = !world.refuseSockets)),
  'requests cannot be made, or can': ({ tools: { world }, dice }) =>
    dice.chance(0.3) && (() => (world.refuseRequests = !world.refuseRequests)),
  'the library of SockJS comes': (play) => play.library && (() => play.bringLibrary()),
  'time passes': (play) => () => {
    const { clock } = play.tools.world;
    for (let rest = play.dice.pick(PAUSES); rest > 0; rest -= STRETCH) {
      const before = play.library;
      clock.tick(Math.min(rest, STRETCH));
      if (before && before === play.library) play.bringLibrary();
      play.tidy();
    }
  },

  // ---- what becomes of the lines ----

  'a line opens': (play) => {
    const line = play.pick('connecting');
    return line && (() => play.open(line));
  },
  'a line opens, and the server greets': (play) => {
    const line = play.pick('connecting');
    return (
      line &&
      (() => {
        play.open(line);
        play.greet(line);
      })
    );
  },
  'a line fails': (play) => {
    const line = play.pick('connecting');
    return line && (() => line.fail(play.dice));
  },
  'the server greets': (play) => {
    const line = play.pickSilent();
    return line && (() => play.greet(line));
  },
  'the server refuses in words': (play) => {
    const line = play.pickSilent();
    const data = { code: play.dice.pick(REFUSALS), message: 'no' };
    return line && (() => play.turnAway(() => line.say(frame('pusher:error', data))));
  },
  'the server closes before it greets': (play) => {
    const line = play.pickSilent();
    const code = play.dice.pick([1000, 1006, ...REFUSALS]);
    return line && (() => play.turnAway(() => line.close(code, 'because')));
  },
  'the connection is lost': ({ established, dice: { pick, chance } }) =>
    established &&
    (() => {
      if (chance(0.2)) established.err?.();
      established.close(pick(LOSSES), pick(['', 'because']), chance(0.5));
    }),
  'a socket that was given up ends': (play) => {
    const { pick, chance } = play.dice;
    const line = play.pick('closing', (one) => play.isRecent(one));
    return (
      line &&
      (() => {
        if (chance(0.2)) line.err();
        line.close(pick([1000, 1002, 1005, 1006]), '', chance(0.5));
      })
    );
  },
  'the transport errs': ({ established }) => established?.err && (() => established.err()),

  // pusher-js begins the race beside a transport that is remembered and errs (`remembered-transport`).
  'a silent socket errs': (play) => {
    const line = play.tools.world.storageFails ? play.pickSilent() : undefined;
    return line?.err && (() => line.err());
  },

  // ---- what comes over sessions ----

  'a response ends': (play) => {
    const { pick, chance } = play.dice;
    const line = play.pick(pick(['connecting', 'open']), (one) => one instanceof SessionLine);
    if (!line) return undefined;
    const goesOn = line.isPolling && chance(0.8);
    const end = () => line.end(goesOn ? 200 : pick(STATUSES));
    if (line.state === 'connecting' || line.greeted) return end;
    return goesOn && !play.tools.world.refuseRequests ? end : () => play.turnAway(end);
  },
  'a heartbeat': (play) => {
    const line = play.pick('open', (one) => one instanceof SessionLine);
    return line && (() => line.line('h'));
  },
  'a prelude': (play) => {
    const line = play.pick('connecting', (one) => one instanceof SessionLine);
    return line && (() => line.line('h'.repeat(2048)));
  },
  'a single message': ({ session }) =>
    session && (() => session.line(`m${JSON.stringify(frame('news', 4, 'a'))}`)),
  'a response has grown long': ({ session, dice }) =>
    session && dice.chance(0.2) && (() => session.line('h'.repeat(257 * 1024))),
  'a session is lost': ({ session, dice }) =>
    session && dice.chance(0.2) && (() => session.line('o')),

  // ---- what the server says ----

  'a confirmation': ({ pusher, established, dice }) => {
    const pending = CHANNELS.filter((name) => pusher.channel(name)?.subscriptionPending);
    if (!established || !pending.length) return undefined;
    const name = dice.pick(pending);
    return () => established.say(frame('pusher_internal:subscription_succeeded', '{}', name));
  },
  'an event': ({ established, dice }) => {
    const name = dice.pick(['news', 'pusher:ping', 'pusher:pong']);
    return established && (() => established.say(frame(name, { a: 1 }, 'a')));
  },
  'several at once': ({ established }) =>
    established &&
    (() =>
      established.say(
        ...[frame('news', 1, 'a'), frame('pusher:ping', {}), frame('more', '{"a":1}', 'b')],
      )),
};
