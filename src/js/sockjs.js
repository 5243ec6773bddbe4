// The SockJS library, which is the page's own or is loaded when it is needed first.

import { requestFor } from './script.js';
import { Runtime } from './runtime.js';

/** Where pusher-js loads the library from. */
const CDN = '//js.pusher.com/8.6.0/sockjs.min.js';

/**
 * Where the library is, if it is not in the page: never at a host that the application has not named, unless it
 * uses pusher.com anyway.
 */
function libraryUrl({ sockjsUrl, wsHost, httpHost }, server) {
  if (sockjsUrl || wsHost || httpHost) return sockjsUrl;
  const secure = server.startsWith('https:') || Runtime.getProtocol() === 'https:';
  return (secure ? 'https:' : 'http:') + CDN;
}

/** What waits for the library that is being loaded; `undefined` while none is. */
let waiting;

/**
 * Loads the library and calls back, with an error if it cannot be had.
 *
 * @param {string | undefined} url where it is, if anywhere
 * @param {string | undefined} nonce for its script tag
 * @param {(error: unknown) => void} callback
 */
function loadSockJS(url, nonce, callback) {
  if (!url) {
    return callback(
      new Error('SockJS is not in the page, and the option sockjsUrl does not say where it is'),
    );
  }
  if (waiting) return waiting.push(callback);
  waiting = [callback];
  const receivers = Runtime.DependenciesReceivers;
  const receiver = receivers.create((error) => {
    receivers.remove(receiver);
    const loaded = globalThis.SockJS;
    if (!loaded) remove();
    const callbacks = waiting;
    waiting = undefined;
    for (const callback of callbacks) {
      callback(loaded ? undefined : new Error(error ?? `There is no SockJS in ${url}`));
    }
  });
  const remove = requestFor(receiver, Runtime.getDocument(), url, nonce);
}

const LISTENERS = ['onopen', 'onerror', 'onclose', 'onmessage'];

/** A SockJS connection that may have to wait for its library; to its owner it looks like a WebSocket. */
export class SockJSSocket {
  /**
   * @param {string} server where to connect
   * @param {import('./index.d.ts').Options} options
   * @param {(error: Error) => void} unavailable hears if there is no library
   */
  constructor(server, options, unavailable) {
    const url = libraryUrl(options, server);
    this.closed = false;
    const connect = () => {
      const socket = new globalThis.SockJS(server, null, {
        js_path: url,
        ignore_null_origin: options.ignoreNullOrigin,
      });
      this.socket = socket;
      for (const listener of LISTENERS) socket[listener] = (event) => this[listener]?.(event);
    };
    if (globalThis.SockJS) connect();
    else
      loadSockJS(url, options.nonce, (missing) => {
        if (this.closed) return;
        try {
          if (missing) throw missing;
          connect();
        } catch (error) {
          // Not before the owner listens.
          setTimeout(() => {
            if (this.closed) return;
            if (missing) unavailable(missing);
            this.onerror?.(error);
            this.onclose?.();
          });
        }
      });
  }

  send(text) {
    this.socket?.send(text);
  }

  close() {
    this.closed = true;
    this.socket?.close();
  }
}
