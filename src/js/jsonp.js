// Requests by script tag: the answer is a script that calls a function of ours.

import { HTTPAuthError } from './errors.js';
import { warn } from './logger.js';
import { Runtime } from './runtime.js';
import { requestScript } from './script.js';

const ignore = () => {};

/**
 * Asks the endpoint of `auth` with `query`; `callback(error, data)` hears once. Scripts cannot send headers, nor tell
 * the status of a failure.
 *
 * @param {{ endpoint: string, headers?: object, headersProvider?: () => object }} auth
 * @param {string} query
 * @param {(error: Error | null, data: unknown) => void} callback
 * @param {string | undefined} nonce for the page's CSP
 */
export function jsonp(auth, query, callback, nonce) {
  const { endpoint } = auth;
  if (auth.headers ?? auth.headersProvider) {
    warn('Authorization by script tag (JSONP) sends no headers: use the transport "ajax" for them');
  }
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
    `${endpoint}${endpoint.includes('?') ? '&' : '?'}callback=${name}&${query}`,
    (_, late) => {
      settle(new HTTPAuthError(0, `The endpoint ${endpoint} did not answer with a callback`), null);
      // If it comes after all, it may as well find something to call.
      if (late) callbacks[id] = ignore;
    },
    nonce,
  );
}
