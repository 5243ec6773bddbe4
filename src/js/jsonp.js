// Requests by script tag: the answer is a script that calls a function of ours.

import { HTTPAuthError } from './errors.js';
import { Runtime } from './runtime.js';

/**
 * Asks `url` with `query`; `callback(error, data)` hears once. Scripts cannot send headers, nor tell the status
 * of a failure.
 *
 * @param {string} url
 * @param {string} query
 * @param {(error: Error | null, data: unknown) => void} callback
 */
export function jsonp(url, query, callback) {
  const document = Runtime.getDocument();
  const callbacks = Runtime.auth_callbacks;
  const id = String(Runtime.nextAuthCallbackID++);
  const script = document.createElement('script');
  const settle = (error, data) => {
    if (!(id in callbacks)) return;
    delete callbacks[id];
    script.remove();
    callback(error, data);
  };
  callbacks[id] = (data) => settle(null, data);
  // The answer runs before `load`; a script that has loaded without calling has not answered.
  script.onerror = script.onload = () =>
    settle(new HTTPAuthError(0, `The endpoint ${url} did not answer with a callback`), null);
  const name = encodeURIComponent(`Pusher.auth_callbacks['${id}']`);
  script.src = `${url}${url.includes('?') ? '&' : '?'}callback=${name}&${query}`;
  const head = document.getElementsByTagName('head')[0] || document.documentElement;
  head.insertBefore(script, head.firstChild);
}
