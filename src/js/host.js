// What the Rust side holds of a client's JavaScript side.

import { report } from './errors.js';
import { ORDERS } from './orders.js';
import { lostCore, tellOfTrap } from './trap.js';

/**
 * Carries out orders on a bridge. The two sides hold each other, and no collector sees through WebAssembly: so the
 * bridge of a client at rest is held weakly. One that has, or seeks, a connection is kept even if the application has
 * let go of it, as what it waits for (a timer, a socket) is on the other side.
 */
export class Host {
  constructor(bridge) {
    this.weak = new WeakRef(bridge);
    this.kept = undefined;
    bridge.host = this;
  }

  /** The bridge, unless the client is gone. */
  get bridge() {
    return this.kept ?? this.weak.deref();
  }

  /** Carries out the order of this number. */
  order(number, id, value, a, b, c) {
    const { bridge } = this;
    if (!bridge) return undefined;
    try {
      return ORDERS[number](bridge, id, value, a, b, c);
    } catch (error) {
      // No exception may pass through WebAssembly, which would be left in the middle of its work.
      report(error);
      return undefined;
    }
  }

  /** After a trap: parts the two sides for good. Returns what tells the application. */
  cutOff(error) {
    const { bridge } = this;
    this.kept = undefined;
    // What is still running over there ends with its next call.
    this.weak = {
      deref() {
        throw error;
      },
    };
    if (!bridge) return () => {};
    bridge.core = lostCore(bridge, error);
    return () => tellOfTrap(bridge, error);
  }
}
