// Requests by script tag: the answer is a script that calls a function of ours.

import { HTTPAuthError } from './errors.js';
import { Runtime } from './runtime.js';
import { requestScript } from './script.js';

const ignore = () => {};

/**
 * Asks `url` with `query`; `callback(error, data)` hears once. Scripts cannot send headers, nor tell the status
 * of a failure.
 *
 * @param {string} url
 * @param {string} query
 * @param {(error: Error | null, data: unknown) => void} callback
 */
export function jsonp(url, query, callback) {
  const callbacks = Runtime.auth_callbacks;
  const id = String(Runtime.nextAuthCallbackID++);
  const settle = (error, data) => {
    delete callbacks[id];
    remove();
    callback(error, data);
  };
  callbacks[id] = (data) => settle(null, data);
  const name = encodeURIComponent(`Pusher.auth_callbacks['${id}']`);
  // The answer runs before `load`; a script that has loaded without calling has not answered.
  const remove = requestScript(
    Runtime.getDocument(),
    `${url}${url.includes('?') ? '&' : '?'}callback=${name}&${query}`,
    (_, late) => {
      settle(new HTTPAuthError(0, `The endpoint ${url} did not answer with a callback`), null);
      // If it comes after all, it may as well find something to call.
      if (late) callbacks[id] = ignore;
    },
  );
}
