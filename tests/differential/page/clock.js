// The fake clock. Timers without delay are kept apart: they run when the page's turn ends, in the same
// millisecond, as they would in a browser that has nothing else to do.

import { withGlobal } from '@sinonjs/fake-timers';

export const EPOCH = Date.UTC(2030, 0, 1);

/**
 * Puts the page on a fake clock.
 *
 * @param {(callback: Function, ...args: unknown[]) => void} guard calls what a timer calls
 */
export function installClock(guard) {
  const clock = withGlobal(window).install({
    now: EPOCH,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
  const { setTimeout: later, clearTimeout: cancel, setInterval: every } = window;
  let turn = new Map();
  let lastId = 0;
  let turns = 0;

  window.setTimeout = (callback, delay, ...args) => {
    if (delay > 0) return later(() => runTimer(callback, args), delay);
    turn.set(++lastId, () => guard(callback, ...args));
    return lastId;
  };
  window.clearTimeout = (id) => turn.delete(id) || cancel(id);
  window.setInterval = (callback, delay, ...args) => every(() => runTimer(callback, args), delay);

  function runTimer(callback, args) {
    turns++;
    guard(callback, ...args);
    endTurn();
  }

  /**
   * Runs the timers without delay, and those that they set. A page that looks again and again whether something
   * is there would never end its turn.
   */
  function endTurn(rounds = 20) {
    turns++;
    for (let round = 0; turn.size > 0 && round < rounds; round++) {
      const due = turn;
      turn = new Map();
      for (const callback of due.values()) {
        callback();
        turns++;
      }
    }
  }

  return {
    endTurn,
    tick(ms) {
      endTurn();
      clock.tick(ms);
      endTurn();
    },
    now: () => clock.now - EPOCH,
    /** Counts the page's turns. */
    turns: () => turns,
    set: (ms) => clock.setSystemTime(EPOCH + ms),
    timers: () => clock.countTimers(),
    uninstall() {
      turn = new Map();
      clock.uninstall();
    },
  };
}
