// How a connection comes about and ends, over whatever transport: the same random sequence for both libraries.

import { area } from '../area.js';
import { dice } from '../random/dice.js';
import { client, setScene, tellTheRest } from '../random/scene.js';
import { Journey, steps } from '../random/transports.js';

/** More of them look further: a thousand take a quarter of a minute. */
const SEQUENCES = 100;
const LENGTH = 40;

/** What comes up more often than the rest. */
const OFTEN = [
  ...['time passes', 'time passes', 'time passes', 'time passes', 'time passes', 'connect'],
  ...['a line opens, and the server greets', 'a line opens, and the server greets', 'a line opens'],
  ...[
    'the server greets',
    'the server greets',
    'a line fails',
    'a response ends',
    'a response ends',
  ],
  ...['the connection is lost', 'a socket that was given up ends', 'a confirmation'],
];
const WORDS = [...Object.keys(steps), ...OFTEN];

export default area('random transports', (scenario) => {
  for (let seed = 1; seed <= SEQUENCES; seed++) {
    scenario(`sequence ${seed}`, async (tools) => {
      const { world } = tools;
      const chosen = dice(seed);
      setScene(tools, chosen);
      const play = new Journey(tools, chosen, client(tools, chosen));
      play.pusher.timeline.options.limit = undefined;
      actInCallbacks(play);
      world.turn();
      for (let i = 0; i < LENGTH;) {
        const word = chosen.pick(WORDS);
        const act = steps[word](play);
        if (!act) continue;
        i++;
        world.write(`· ${word}`);
        act();
        world.turn();
        play.watch();
        play.tidy();
        if (chosen.chance(0.1)) await world.settle();
      }
      tellTheRest(play);
    });
  }
});

/** Some programs do something inside callbacks, too. */
function actInCallbacks({ pusher, dice: { pick, chance }, tools }) {
  if (chance(0.6)) return;
  const { connection } = pusher;
  const event = pick(['connecting', 'connected', 'unavailable', 'disconnected', 'state_change']);
  const name = pick(['a', 'b', 'private-c']);
  connection.bind(event, () => {
    tools.log(`inside ${event}`);
    pusher.subscribe(name);
  });
  if (chance(0.5)) connection.bind('disconnected', () => chance(0.2) && pusher.connect());
}
