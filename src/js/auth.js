// How channels are authorized and users authenticated: by functions of the application, or by asking its endpoints.

import { ajax } from './ajax.js';
import { jsonp } from './jsonp.js';
import { Runtime } from './runtime.js';

/** What asks an endpoint, by the name of the transport. Script tags need a document. */
const transports = () => ({ __proto__: null, ajax, jsonp: Runtime.getDocument() && jsonp });

/**
 * The handler that the options name, or one that asks their endpoint. A function is a handler already.
 *
 * @param auth `channelAuthorization` or `userAuthentication` as src/api/options.rs completes it. What is in its
 *   params and headers is looked at anew for each request, since applications renew tokens in place.
 * @param {string | undefined} nonce for script tags
 */
export function handler(auth, nonce) {
  if (typeof auth === 'function') return auth;
  if (auth.customHandler != null) return auth.customHandler;
  const ask = transports()[auth.transport];
  if (!ask) throw `'${auth.transport}' is not a recognized auth transport`;
  return (request, callback) => ask(auth, query(auth, request), callback, nonce);
}

/** What the older option `authorizer` says, as a handler. */
export function deprecatedAuthorizer(pusher, auth) {
  const { authorizer, transport, endpoint, params, headers } = auth;
  if (!authorizer) return undefined;
  const options = {
    authTransport: transport,
    authEndpoint: endpoint,
    auth: { params, headers },
  };
  return ({ channelName, socketId }, callback) =>
    authorizer(pusher.channel(channelName), options).authorize(socketId, callback);
}

/** What an endpoint is asked, whichever way. Without a channel it is the user who is to be authenticated. */
function query(auth, { socketId, channelName }) {
  // Without what some libraries add to every object.
  const asked = { __proto__: null, socket_id: socketId };
  if (channelName !== undefined) asked.channel_name = channelName;
  return [asked, auth.params, auth.paramsProvider?.()].map(encode).join('').slice(1);
}

function encode(params) {
  let query = '';
  // Inherited ones too, as applications' objects may be instances of classes.
  for (const name in params) {
    query += `&${encodeURIComponent(name)}=${encodeURIComponent(params[name])}`;
  }
  return query;
}
