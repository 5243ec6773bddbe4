// Whatever programs may do with what they hold, and servers may say, in any order: the same for both libraries.

import { area } from '../area.js';
import { calls, inside, rarer } from '../random/programs/calls.js';
import { emitters, makeCallbacks } from '../random/programs/emitters.js';
import { Program } from '../random/programs/program.js';
import { confirmSignin, server } from '../random/programs/server.js';
import { dice } from '../random/dice.js';
import { steps } from '../random/steps.js';

/** More of them look further: three thousand take a minute. */
const SEQUENCES = 100;
const LENGTH = 40;

/** Of the other random sequences: what becomes of the connection. */
const connection = Object.fromEntries(
  ['connect', 'disconnect', 'switchCluster', 'the socket opens', 'the socket fails']
    .concat(['the connection is lost', 'the network goes', 'the network is back', 'time passes'])
    .map((name) => [name, steps[name]]),
);
const all = { ...connection, ...emitters, ...calls, ...rarer, ...server };

/** What comes up more often than the rest, so that plays get somewhere. */
const OFTEN = [
  ...['the socket opens', 'the socket opens', 'the socket opens', 'subscribe', 'subscribe', 'bind'],
  ...['a confirmation', 'a confirmation', 'a confirmation', 'an authorization is answered'],
  ...['an authorization is answered', 'an authorization is answered', 'an event', 'a sealed event'],
  ...['a member', 'bind', 'bind_global'],
];

/** Most plays begin like this. */
const BEGINNING = [
  ...['subscribe', 'subscribe', 'subscribe', 'the socket opens', 'signin'],
  ...['an authorization is answered', 'a confirmation', 'an authorization is answered'],
  ...['a confirmation', 'a confirmation'],
];

export default area('random programs', (scenario) => {
  for (let seed = 1; seed <= SEQUENCES; seed++) {
    // Without encryption, encrypted channels are refused.
    const build = seed % 10 === 0 ? 'lite' : undefined;
    scenario(`sequence ${seed}`, { build }, async (tools) => {
      const { world } = tools;
      const chosen = dice(seed);
      // What was remembered of transports leads apart (`remembered-transport`).
      world.storageFails = true;
      // A part of what there is, another each time, so that some plays get deep into it.
      const words = Object.keys(all).filter(() => chosen.chance(0.5));
      const play = program(tools, chosen);
      if (chosen.chance(0.7)) for (const word of BEGINNING) await go(play, word);
      for (let i = 0; i < LENGTH; i++)
        await go(play, chosen.pick(chosen.chance(0.6) ? words : OFTEN));
    });
  }
});

/** A program of which some emitters are watched, so that others are heard by those only who have bound something. */
function program(tools, chosen) {
  const { pick, chance } = chosen;
  let play = undefined;
  const customHandler = (params, callback) => play.ask(params, callback);
  // What nobody listens to is not even read, and what is logged is.
  if (chance(0.2)) tools.Pusher.log = () => {};
  const older = (channel) => ({
    authorize: (socketId, callback) => play.ask({ socketId, channelName: channel.name }, callback),
  });
  const pusher = (chance(0.7) ? tools.watched : tools.client)({
    pongTimeout: pick([undefined, 5000]),
    activityTimeout: pick([undefined, 20_000]),
    ...pick([
      { channelAuthorization: { customHandler } },
      { authorizer: older },
      { authEndpoint: '/mine' },
      {},
    ]),
    ...(chance(0.5) && { userAuthentication: { customHandler } }),
  });
  play = new Program(tools, chosen, pusher);
  // While the client goes through its table, nothing is taken out of it behind its back.
  play.acts = { ...emitters, ...calls, ...rarer, ...inside };
  delete play.acts['delete a channel'];
  play.callbacks = makeCallbacks(play);
  if (chance(0.5)) tools.watch(pusher, 'client');
  if (chance(0.5)) tools.watch(pusher.user, 'user');
  if (chance(0.5)) tools.watch(pusher.user.watchlist, 'watchlist');
  return play;
}

/** One step, and what follows from it at once. */
async function go(play, word) {
  const { world } = play.tools;
  world.write(`· ${word}`);
  play.word = word;
  all[word](play);
  world.turn();
  play.collect();
  if (play.owesSignin) confirmSignin(play);
  await world.settle();
  play.collect();
  play.watch();
  play.tell();
}
