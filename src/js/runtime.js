// `Pusher.Runtime`: the environment, as hooks that applications replace. Nothing here is looked at
// before a client is made, so that a module can be imported anywhere.

import { Dispatcher } from './dispatcher.js';

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

export const Runtime = {
  /** Answers to requests by script tag, by number. `Pusher.auth_callbacks` is the same object. */
  auth_callbacks: {},
  nextAuthCallbackID: 1,

  getXHRAPI() {
    return globalThis.XMLHttpRequest;
  },

  getWebSocketAPI() {
    return globalThis.WebSocket;
  },

  getProtocol() {
    return globalThis.location?.protocol ?? 'http:';
  },

  getLocalStorage() {
    try {
      return globalThis.localStorage;
    } catch {
      return undefined; // the page may not use it
    }
  },

  getNetwork() {
    return (network ??= createNetwork());
  },

  createXHR() {
    const Constructor = this.getXHRAPI();
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
