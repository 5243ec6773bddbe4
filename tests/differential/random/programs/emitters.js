// What programs do with emitters, in any order: steps of a `Program`.

const EVENTS = [
  ...[undefined, null, 7],
  ...['x', 'x', 'news', 'news', 'client-x', 'message', 'error', 'online', 'offline', ''],
  ...['toString'],
  ...['pusher:subscription_succeeded', 'pusher:subscription_error', 'pusher:member_added'],
  ...['pusher:member_removed', 'pusher:subscription_count', 'pusher:error', 'pusher:signin_error'],
];
const STATE_EVENTS = [
  ...['connected', 'disconnected', 'connecting', 'unavailable', 'state_change', 'connecting_in'],
  ...['message', 'error', 'x'],
];
/** What a program may emit on the connection without making the client believe it (`own-work`). */
const OWN_EVENTS = ['x', 'news', ''];
const CONTEXTS = [{ context: 1 }, { context: 2 }, undefined, undefined, undefined];
const DATA = [1, 0, '', null, undefined, false, 'text', [], { a: 1 }];

// The same for both libraries.
DATA.forEach(Object.freeze);

/** The client, its connection, channels (also one that is gone), the user and their watchlist. */
function emitterOf(play) {
  const { pusher, dice, watched } = play;
  const channels = [...watched];
  const [label, emitter] = dice.pick([
    ['client', pusher],
    ['connection', pusher.connection],
    ['user', pusher.user],
    ['watchlist', pusher.user.watchlist],
    ['user channel', pusher.user.serverToUserChannel ?? pusher.user],
    ...channels.map((channel) => [channel.name.slice(0, 30), channel]),
  ]);
  play.tools.log('on', label);
  const isOwnChannel = emitter === pusher.user.serverToUserChannel;
  return { emitter, isOwnChannel, isConnection: emitter === pusher.connection };
}

/** The emitter behind the client has what the client does not show. */
const inner = (emitter) => emitter.global_emitter ?? emitter;

/** The callbacks that a program binds, again and again. */
export function makeCallbacks(play) {
  const { tools, dice, acts } = play;
  return Array.from({ length: 8 }, (_, i) => {
    const [isActing, isThrowing] = [i >= 4 && i < 7, i === 7 || i === 6];
    const isChanging = i === 3;
    let times = 4;
    return function callback(...args) {
      if (play.isMuted) return;
      const self = this === window ? 'window' : this;
      tools.log(`callback ${i}`, self, args.length, ...args);
      if (isChanging) change(dice, args.at(0), args.at(1));
      if (isActing && times-- > 0) play.inside(() => acts[dice.pick(Object.keys(acts))](play));
      if (isThrowing) play.fail(new Error('oops'), (error) => tools.world.uncaught(error));
    };
  });
}

/** Data is the callbacks' to change, and so is a message. */
function change({ pick }, ...args) {
  for (const arg of args) {
    if (!arg || typeof arg !== 'object' || typeof arg.bind === 'function' || arg.each) continue;
    if ('current' in arg || 'socket_id' in arg || 'type' in arg) continue;
    const isOwn = 'event' in arg && !/^pusher|encrypted/.test(arg.event + arg.channel);
    const key = isOwn ? pick(['data', 'more']) : 'changed';
    if (Object.isExtensible(arg)) arg[key] = pick([1, 'text', undefined, { b: 2 }]);
  }
}

/** What narrows an unbinding. Without any of it the connection would lose the client's own, too (`own-work`). */
function criteria({ dice, callbacks }, isConnection) {
  const fn = dice.chance(isConnection ? 1 : 0.6)
    ? dice.pick(callbacks)
    : dice.pick([undefined, null]);
  return [dice.pick([...EVENTS, undefined, null]), fn, dice.pick(CONTEXTS)];
}

export const emitters = {
  bind(play) {
    const { emitter, isConnection } = emitterOf(play);
    const { dice, callbacks } = play;
    const event = dice.pick(isConnection ? STATE_EVENTS : EVENTS);
    play.tools.log('bind', event);
    emitter.bind(event, dice.pick(callbacks), dice.pick(CONTEXTS));
  },
  bind_global(play) {
    emitterOf(play).emitter.bind_global(play.dice.pick(play.callbacks));
  },
  unbind(play) {
    const { emitter, isConnection } = emitterOf(play);
    emitter.unbind(...criteria(play, isConnection));
  },
  unbind_global(play) {
    const { dice, callbacks } = play;
    emitterOf(play).emitter.unbind_global(dice.pick([...callbacks, undefined]));
  },
  unbind_all(play) {
    const { emitter, isConnection } = emitterOf(play);
    if (!isConnection && play.dice.chance(0.5)) emitter.unbind_all();
  },
  emit(play) {
    const { emitter, isConnection, isOwnChannel } = emitterOf(play);
    const { dice, tools } = play;
    // On the user's channel the client itself listens, to names.
    const event = dice.pick(isConnection || isOwnChannel ? OWN_EVENTS : EVENTS);
    const metadata = dice.pick([undefined, undefined, {}, { user_id: '1' }, null]);
    const args = dice.pick([[event], [event, dice.pick(DATA)], [event, dice.pick(DATA), metadata]]);
    tools.attempt('emit', () => inner(emitter).emit(...args) === inner(emitter));
  },
  'look at callbacks'(play) {
    const { emitter, isConnection } = emitterOf(play);
    const { callbacks, global_callbacks } = inner(emitter);
    const { log } = play.tools;
    if (!isConnection) log('all', callbacks._callbacks);
    for (const event of ['x', 'news', 'toString', 'y']) log(event, callbacks.get(event));
    log('global', global_callbacks);
  },
  'reach into callbacks'(play) {
    const { emitter, isConnection } = emitterOf(play);
    const { dice } = play;
    const its = inner(emitter);
    const [fn, context] = [dice.pick(play.callbacks), dice.pick(CONTEXTS)];
    const which = dice.pick(Object.keys(reaching));
    play.tools.log(which);
    reaching[which]({ its, fn, context, event: dice.pick(OWN_EVENTS), isConnection, play });
  },
};

const reaching = {
  add: ({ its, fn, context, event }) => its.callbacks.add(event, fn, context),
  remove: ({ its, isConnection, play }) => its.callbacks.remove(...criteria(play, isConnection)),
  'a list of its own': ({ its, fn, event }) =>
    (its.callbacks._callbacks['_' + event] = [{ fn, context: undefined }]),
  'an empty list': ({ its, event }) => (its.callbacks._callbacks['_' + event] = []),
  'push to a list': ({ its, fn, event }) =>
    its.callbacks.get(event)?.push({ fn, context: undefined }),
  'cut a list': ({ its, event }) => void its.callbacks.get(event)?.shift(),
  'delete a list': ({ its, event }) => delete its.callbacks._callbacks['_' + event],
  'all other lists': ({ its, isConnection }) => {
    if (!isConnection) its.callbacks._callbacks = {};
  },
  'push to the global ones': ({ its, fn }) => its.global_callbacks.push(fn),
  'cut the global ones': ({ its }) => void its.global_callbacks.pop(),
  'other global ones': ({ its, fn }) => (its.global_callbacks = [fn]),
};
