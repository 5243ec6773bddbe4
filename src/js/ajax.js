// Requests by XMLHttpRequest to an endpoint of the application.

import { HTTPAuthError } from './errors.js';
import { Runtime } from './runtime.js';

const DONE = 4;

/**
 * Asks the endpoint of `auth` with `query`; `callback(error, data)` hears once. Throws what the environment or the
 * headers' provider throws.
 *
 * @param {{ endpoint: string, headers?: object, headersProvider?: () => object }} auth
 * @param {string} query
 * @param {(error: Error | null, data: unknown) => void} callback
 */
export function ajax(auth, query, callback) {
  const { endpoint } = auth;
  const request = Runtime.createXHR();
  request.open('POST', endpoint, true);
  request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
  setHeaders(request, auth.headers);
  setHeaders(request, auth.headersProvider?.());
  request.onreadystatechange = () => {
    if (request.readyState !== DONE) return;
    request.onreadystatechange = null;
    let data;
    try {
      data = answer(request, endpoint);
    } catch (error) {
      callback(error, null);
      return;
    }
    callback(null, data);
  };
  request.send(query);
}

function setHeaders(request, headers) {
  // Inherited ones too, as applications' header objects may be instances of classes.
  for (const name in headers) request.setRequestHeader(name, headers[name]);
}

/** What the endpoint answered. Throws an `HTTPAuthError` if that is not JSON with status 200. */
function answer(request, endpoint) {
  const { status } = request;
  if (status !== 200) {
    const how = status ? `answered with status ${status}` : 'could not be reached';
    throw new HTTPAuthError(status, `The endpoint ${endpoint} ${how}`);
  }
  const text = request.responseText;
  try {
    return JSON.parse(text);
  } catch {
    throw new HTTPAuthError(
      status,
      `The endpoint ${endpoint} answered with status 200 but not with JSON: ${text}`,
    );
  }
}
