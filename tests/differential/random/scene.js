// Where sequences over transports are played: the page, what it remembers, and the trace of it.

import { EPOCH } from '../page/clock.js';
import { requestClass } from '../page/request.js';
import { SessionRequest } from './lines.js';
import { installSockJS } from './transports.js';

const TRANSPORTS = ['ws', 'wss', 'xhr_streaming', 'xhr_polling', 'sockjs'];
const MIXES = [
  ...Array(12).fill(undefined),
  ...[TRANSPORTS, ['ws'], ['ws', 'wss'], ['wss'], ['xhr_streaming'], ['xhr_polling'], ['sockjs']],
  ...[['xhr_streaming', 'xhr_polling'], ['ws', 'xhr_polling'], ['ws', 'sockjs'], ['pigeon']],
  ...[['wss', 'xhr_streaming'], ['ws', 'xhr_streaming', 'sockjs'], []],
];

/** Why a session has ended (`own-words`), and what a report tells (`memory-second`: in another order). */
const OWN_WORDS = /Connection interrupted \(\w+\)|Could not start streaming|(?<=\/jsonp\/\d+)\?\S+/;

/** What the page is like. */
export function setScene({ world, Pusher: { Runtime } }, { pick, chance }) {
  world.sends = [];
  // What is remembered is read when the race has begun (`memory-second`).
  world.forgivesHaste = true;
  world.storageFails = chance(0.2);
  world.replace(window, 'XMLHttpRequest', requestClass(world, SessionRequest));
  const write = world.write.bind(world);
  world.write = (text, lane) => write(text.replace(OWN_WORDS, '‹own words›'), lane);
  if (chance(0.2)) Runtime.getWebSocketAPI = () => undefined;
  // None, or one that is not for other origins.
  if (chance(0.2)) Runtime.getXHRAPI = pick([() => undefined, () => class {}]);
  if (chance(0.2)) Runtime.getProtocol = () => 'https:';
  if (chance(0.6)) world.stored.pusherTransportNonTLS = memory({ pick, chance }, TRANSPORTS);
  // With TLS it is never called wss.
  const names = TRANSPORTS.filter((name) => name !== 'wss');
  if (chance(0.6)) world.stored.pusherTransportTLS = memory({ pick, chance }, names);
}

/** What may stand in `localStorage`. */
function memory({ pick, chance }, names) {
  if (chance(0.15)) return pick(['not JSON', 'null', '{}', '[]', '7', '"ws"', '']);
  return JSON.stringify({
    timestamp: EPOCH - pick([0, 60_000, 1_750_000, 1_800_000, 1_800_001]),
    transport: pick([...names, ...names, 'xdr_streaming', 'xdr_polling', 'pigeon']),
    latency: pick([0, 3, 13, 203, 3003, 20_003, '203']),
    cacheSkipCount: pick([0, 1, 3, 4, 9, null, undefined]),
  });
}

/** A client with whatever options. */
export function client({ watched, watch, world }, { pick, chance }) {
  const hosts = chance(0.2);
  const hasSockJS = hosts || chance(0.5);
  if (hasSockJS) installSockJS(world);
  const pusher = watched({
    enabledTransports: pick(MIXES),
    ...(chance(0.3) && { disabledTransports: TRANSPORTS.filter(() => chance(0.25)) }),
    ...(chance(0.7) && { forceTLS: pick([true, false, false]) }),
    ...(hosts && {
      ...{ wsHost: 'w.test', wsPort: 81, wssPort: '444' },
      ...{ httpHost: 'h.test', httpPort: 82, httpsPort: 445, wsPath: '/w', httpPath: '/h' },
    }),
    ...(chance(0.3) && { activityTimeout: pick([1000, 10_000, 20_000]) }),
    ...(chance(0.3) && { pongTimeout: pick([500, 5000, 20_000]) }),
    ...(chance(0.3) && { unavailableTimeout: pick([1, 500, 5500, 14_500, 59_500]) }),
    ...(hasSockJS && chance(0.3) && { enableStats: true }),
    channelAuthorization: { customHandler: (_, answer) => answer(null, { auth: 'k:s' }) },
  });
  watch(pusher, 'client');
  return pusher;
}

/** What is left once a play is over. */
export function tellTheRest(play) {
  const { pusher, tools, hasSwitched } = play;
  const { world, log, flags } = tools;
  log('at last', pusher.connection.state, pusher.connection.isUsingTLS(), world.stored);
  for (const channel of pusher.allChannels()) flags(channel);
  sortClosings(world.lanes.get('main'));
  // Where something may be remembered (`memory-second`), SockJS be waited for, or another cluster be sought
  // (`sent-at-once`), entries come in another order.
  if (world.storageFails && !world.scripts.length && !hasSwitched)
    logTimeline(log, pusher.timeline);
}

/** Entries but those of the network, which ours does not hear of at rest, and those that tell an end twice. */
function logTimeline(log, { events }) {
  const ended = new Set();
  for (const event of events) {
    if (event.netinfo || (event.state === 'closed' && ended.has(event.cid))) continue;
    if (event.state === 'closed') ended.add(event.cid);
    log('entry', event);
  }
}

/** In which order those are closed that are closed at once, nobody can see. */
function sortClosings(lines) {
  for (let i = 0, end; i < lines.length; i = end + 1) {
    for (end = i; / (close|abort)\(/.test(lines[end]); end++);
    lines.splice(i, end - i, ...lines.slice(i, end).sort());
  }
}
