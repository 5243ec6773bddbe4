// The world of a scenario: everything that a client can reach, played by the scenario, and the trace of what
// the client does with it.

import { installClock } from './clock.js';
import { print, printThrown } from './print.js';
import { requestClass } from './request.js';
import { installScripts } from './script.js';
import { socketClass } from './socket.js';
import { storage } from './storage.js';

const macrotask = (() => {
  const { port1, port2 } = new MessageChannel();
  const waiting = [];
  port1.onmessage = () => waiting.shift()();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(0);
    });
})();

export class World {
  /** @param {string} source the scenario's source: texts that stand in it, or that its server says, are compared */
  constructor(source) {
    this.source = source;
    this.sockets = [];
    this.requests = [];
    this.scripts = [];
    this.stored = {};
    this.onLine = true;
    this.refuseSockets = false;
    this.refuseRequests = false;
    this.storageFails = false;
    /** Whether what is called off in the turn in which it began is left out. */
    this.forgivesHaste = false;
    /** What was done, by lane: the main one, and one for the frames of each socket. */
    this.lanes = new Map([['main', []]]);
    this.console = {};
    this.listeners = [];
    this.undo = [];
  }

  // ---- the trace ----

  write(text, lane = 'main') {
    if (!this.lanes.has(lane)) this.lanes.set(lane, []);
    this.lanes.get(lane).push(`${String(this.clock.now()).padStart(6)}  ${text}`);
  }

  /** Takes the latest of `list` out of it and out of the trace if it began in this very turn, where that is forgiven. */
  takeBack(list, script) {
    const taken =
      this.forgivesHaste && list.at(-1) === script && script.turn === this.clock.turns();
    if (taken) {
      list.pop();
      const lines = this.lanes.get('main');
      lines.splice(
        lines.findLastIndex((line) => line.includes(`  ${script.name} `)),
        1,
      );
    }
    return taken;
  }

  print(value) {
    return print(value, this.source);
  }

  trace() {
    return [...this.lanes].sort().flatMap(([lane, lines]) => [`── ${lane}`, ...lines]);
  }

  // ---- what the scenario does ----

  socket(index = this.sockets.length - 1) {
    return at(this.sockets, index, 'socket');
  }

  request(index = this.requests.length - 1) {
    return at(this.requests, index, 'request');
  }

  script(index = this.scripts.length - 1) {
    return at(this.scripts, index, 'script');
  }

  /** Lets time pass. */
  tick(ms) {
    this.clock.tick(ms);
  }

  /** Ends the page's turn: timers without delay run. */
  turn() {
    this.clock.endTurn();
  }

  /** The same, but leaves alone what these timers set. */
  turnOnce() {
    this.clock.endTurn(1);
  }

  /** Lets promises settle. */
  async settle() {
    for (let i = 0; i < 3; i++) {
      this.clock.endTurn();
      await macrotask();
    }
    this.clock.endTurn();
  }

  online() {
    this.onLine = true;
    this.dispatch('online');
  }

  offline() {
    this.onLine = false;
    this.dispatch('offline');
  }

  /** An event of the window's: `online`, `offline`, `pagehide`. */
  dispatch(type) {
    for (const [name, listener] of [...this.listeners]) {
      if (name === type) this.act(() => listener.call(window, new Event(type)));
    }
  }

  /** Something that the browser does: what is still to be done in this turn comes first, what follows after. */
  act(what) {
    this.clock.endTurn();
    this.guard(what);
    this.clock.endTurn();
  }

  /** Calls, and writes down what is thrown as the uncaught error it would be. */
  guard(what, ...args) {
    try {
      what(...args);
    } catch (error) {
      this.uncaught(error);
    }
  }

  uncaught(error) {
    this.write(`uncaught ${printThrown(error)}`);
    if (error instanceof WebAssembly.RuntimeError) this.trap = true;
  }

  // ---- installing ----

  install() {
    this.clock = installClock((callback, ...args) => this.guard(callback, ...args));
    this.undo.push(() => this.clock.uninstall(), installScripts(this));
    this.replace(window, 'WebSocket', socketClass(this));
    this.replace(window, 'XMLHttpRequest', requestClass(this));
    this.replace(window, 'localStorage', storage(this));
    this.replace(window, 'reportError', (error) => this.uncaught(error));
    this.replace(window, 'addEventListener', (type, listener) =>
      this.listeners.push([type, listener]),
    );
    this.replace(window, 'removeEventListener', (type, listener) => {
      const index = this.listeners.findIndex(([name, one]) => name === type && one === listener);
      if (index >= 0) this.listeners.splice(index, 1);
    });
    this.replace(navigator, 'onLine', undefined, { get: () => this.onLine });
    for (const level of ['log', 'warn', 'error']) {
      this.console[level] = 0;
      this.replace(console, level, () => this.console[level]++);
    }
    this.seed();
    this.listenForErrors();
  }

  /** Whatever else goes wrong in the page while the scenario runs. */
  listenForErrors() {
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    const thrown = (event) => this.uncaught(event.error);
    const rejected = (event) => this.uncaught(event.reason);
    addEventListener.call(window, 'error', thrown);
    addEventListener.call(window, 'unhandledrejection', rejected);
    this.undo.push(() => {
      removeEventListener.call(window, 'error', thrown);
      removeEventListener.call(window, 'unhandledrejection', rejected);
    });
  }

  /** Marsaglia's xorshift: the same dice for both libraries. */
  seed() {
    let state = 0x2545f491;
    const next = () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return state >>> 0;
    };
    this.replace(Math, 'random', () => next() / 2 ** 32);
    this.replace(crypto, 'getRandomValues', (array) => {
      for (let i = 0; i < array.length; i++) array[i] = next();
      return array;
    });
  }

  replace(object, name, value, more = { value, writable: true }) {
    const before = Object.getOwnPropertyDescriptor(object, name);
    Object.defineProperty(object, name, { configurable: true, enumerable: true, ...more });
    this.undo.push(() => {
      if (before) Object.defineProperty(object, name, before);
      else delete object[name];
    });
  }

  uninstall() {
    while (this.undo.length) this.undo.pop()();
  }
}

function at(list, index, what) {
  if (!list[index]) throw new Error(`there is no ${what} ${index}: ${list.length} so far`);
  return list[index];
}
