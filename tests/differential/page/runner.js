// Runs scenarios inside the page: each with the library evaluated anew, in a world of its own.

import { areas } from '../scenarios/index.js';
import { printThrown } from './print.js';
import { vocabulary } from './vocabulary.js';
import { World } from './world.js';

/** The libraries' sources, by name; given by the test's own process. */
const sources = {};

window.differential = {
  addLibrary(name, source) {
    sources[name] = source;
  },

  /** Runs one scenario against one library: its trace. */
  async run(library, area, name) {
    const { run, before } = areas
      .find((one) => one.name === area)
      .scenarios.find((one) => one.name === name);
    const world = new World(String(run));
    world.install();
    try {
      before?.({ world });
      const Pusher = load(sources[library]);
      await run(vocabulary(world, Pusher));
      await world.settle();
      if (world.trap) world.write('A TRAP');
    } catch (error) {
      return { failure: `${printThrown(error)} ${error?.stack ?? ''}`, trace: world.trace() };
    } finally {
      world.uninstall();
      delete window.Pusher;
    }
    return { trace: world.trace() };
  },
};

/** Evaluates a classic script. */
function load(source) {
  (0, eval)(source);
  return window.Pusher;
}
