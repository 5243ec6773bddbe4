// Whatever may happen, in any order: the same random sequence for both libraries.

import { area } from '../area.js';
import { dice } from '../random/dice.js';
import { grant, NAMES, Play, steps } from '../random/steps.js';

/** More of them look further: three thousand take a minute. */
const SEQUENCES = 150;
const LENGTH = 50;

/** What comes up more often than the rest, so that plays get somewhere. */
const OFTEN = [
  ...['the socket opens', 'the socket opens', 'subscribe', 'subscribe', 'a confirmation'],
  ...['an endpoint answers', 'an endpoint answers', 'an endpoint answers', 'an event'],
];
const WORDS = [...Object.keys(steps), ...OFTEN];

/** Where a program may act besides, and on what. */
const CONNECTION_EVENTS = ['connected', 'disconnected', 'message', 'error', 'connecting_in'];
const CHANNEL_EVENTS = [
  ...['pusher:subscription_succeeded', 'pusher:subscription_error', 'pusher:member_added'],
  ...['pusher:cache_miss', 'news'],
];

export default area('random sequences', (scenario) => {
  for (let seed = 1; seed <= SEQUENCES; seed++) {
    scenario(`sequence ${seed}`, async (tools) => {
      const { world } = tools;
      const chosen = dice(seed);
      // What was remembered of transports leads apart (`remembered-transport`).
      world.storageFails = true;
      const play = new Play(tools, chosen, client(tools, chosen));
      actInCallbacks(play);
      for (let i = 0; i < LENGTH; i++) {
        const word = chosen.pick(WORDS);
        world.write(`· ${word}`);
        steps[word](play);
        world.turn();
        play.watch();
        if (chosen.chance(0.15)) await world.settle();
      }
      await world.settle();
      steps['all is told'](play);
    });
  }
});

function client({ watched, watch }, chosen) {
  const { pick, chance } = chosen;
  const customHandler = ({ channelName }, callback) => callback(null, grant(channelName, chosen));
  const pusher = watched({
    pongTimeout: pick([undefined, 5000]),
    activityTimeout: pick([undefined, 20_000]),
    ...(chance(0.3) && { channelAuthorization: { customHandler } }),
  });
  watch(pusher, 'client');
  watch(pusher.user, 'user');
  return pusher;
}

/** Half of the programs do something inside callbacks, too: a few times, lest they never end. */
function actInCallbacks(play) {
  const { pusher, dice, tools } = play;
  if (dice.chance(0.5)) return;
  const [name, other] = [dice.pick(NAMES), dice.pick(NAMES)];
  const subscribeAgain = () => {
    play.unsubscribe(name);
    pusher.subscribe(name);
  };
  const actions = {
    subscribe: () => pusher.subscribe(name),
    unsubscribe: () => play.unsubscribe(name),
    'subscribe again': subscribeAgain,
  };
  const bind = (emitter, event) => {
    const action = dice.pick(Object.keys(actions));
    let times = 4;
    emitter.bind(event, () => {
      if (times-- <= 0) return;
      tools.log(`inside ${event}: ${action}`, name);
      actions[action]();
      play.watch();
    });
  };
  bind(pusher.connection, dice.pick(CONNECTION_EVENTS));
  bind(pusher.subscribe(other), dice.pick(CHANNEL_EVENTS));
}
