// `Pusher.Runtime`: the environment, as hooks that applications replace. Nothing here is looked at
// before a client is made, so that a module can be imported anywhere.

import { Dispatcher } from './dispatcher.js';
import { FetchRequest } from './fetch.js';
import { ScriptReceiverFactory } from './script.js';

let network;

/** Emits `online` and `offline` with the browser. One for all clients of a page. */
function createNetwork() {
  const dispatcher = new Dispatcher();
  for (const name of ['online', 'offline']) {
    globalThis.addEventListener?.(name, () => dispatcher.emit(name));
  }
  dispatcher.isOnline = () => globalThis.navigator?.onLine ?? true;
  return dispatcher;
}

const hasWebSocket = () => Boolean(Runtime.getWebSocketAPI());
const hasXHR = () => Runtime.isXHRSupported();

export const Runtime = {
  ScriptReceivers: new ScriptReceiverFactory('_pusher_script_', 'Pusher.ScriptReceivers'),
  DependenciesReceivers: new ScriptReceiverFactory(
    '_pusher_dependencies',
    'Pusher.DependenciesReceivers',
  ),

  /** What the page can do. Looked at when a client is made, and when it switches its cluster. */
  Transports: {
    ws: { isSupported: hasWebSocket },
    xhr_streaming: { isSupported: hasXHR },
    xhr_polling: { isSupported: hasXHR },
    sockjs: { isSupported: () => Boolean(globalThis.SockJS ?? Runtime.getDocument()) },
  },

  /** Answers to requests by script tag, by number. `Pusher.auth_callbacks` is the same object. */
  auth_callbacks: {},
  nextAuthCallbackID: 1,

  getXHRAPI() {
    return globalThis.XMLHttpRequest;
  },

  getWebSocketAPI() {
    return globalThis.WebSocket;
  },

  /** Whether requests to other origins are possible. */
  isXHRSupported() {
    const Constructor = this.getXHRAPI();
    return Boolean(Constructor) && new Constructor().withCredentials !== undefined;
  },

  addUnloadListener(listener) {
    globalThis.addEventListener?.('pagehide', listener);
  },

  removeUnloadListener(listener) {
    globalThis.removeEventListener?.('pagehide', listener);
  },

  /** A whole number from 0 up to, not including, `max` (at most 2³²), that nobody can guess if there is `crypto`. */
  randomInt(max) {
    const { crypto } = globalThis;
    if (!crypto) return Math.floor(Math.random() * max);
    // What is left over of 2³² after whole rounds of `max` would favour the small numbers.
    const rounds = 2 ** 32 - (2 ** 32 % max);
    const number = new Uint32Array(1);
    do crypto.getRandomValues(number);
    while (number[0] >= rounds);
    return number[0] % max;
  },

  getProtocol() {
    return globalThis.location?.protocol ?? 'http:';
  },

  getLocalStorage() {
    try {
      // Only pages have one of their own: Node's and Deno's are the whole machine's, and warn.
      return globalThis.document && globalThis.localStorage;
    } catch {
      return undefined; // the page may not use it
    }
  },

  getNetwork() {
    return (network ??= createNetwork());
  },

  createXHR() {
    const Constructor = this.getXHRAPI() ?? FetchRequest;
    return new Constructor();
  },

  createWebSocket(url) {
    const Constructor = this.getWebSocketAPI();
    return new Constructor(url);
  },

  getDocument() {
    return globalThis.document;
  },
};
