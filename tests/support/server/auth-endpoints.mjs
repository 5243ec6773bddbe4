/**
 * What a customer's own back end would have: the endpoints that sign subscriptions and
 * sign-ins. These sign for whoever asks.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import Pusher from 'pusher';
import { allowAnyOrigin, HttpError, parseJsonObject, readBody, send } from './http.mjs';

/** @typedef {import('./capped-log.mjs').CappedLog<AuthRequest>} RequestLog */
/**
 * @typedef {object} AuthRequest
 * @property {string} method
 * @property {string} path
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {Record<string, string>} params of the body, or of the query of a GET
 */

// For development: encrypted channels need one, and it must outlive the server.
export const ENCRYPTION_MASTER_KEY = Buffer.from('development-only-master-key-0000').toString(
  'base64',
);

// As pusher-js writes it: Pusher.auth_callbacks['1'].
const CALLBACK = /^[A-Za-z_$][\w$.]*(\['?\w+'?\])?$/;

/**
 * @param {import('./signing.mjs').App} app
 * @param {import('./faults.mjs').Faults} faults
 * @param {RequestLog} requests
 * @param {AbortSignal} closing
 * @returns {import('./http.mjs').Handler}
 */
export function authEndpoints(app, faults, requests, closing) {
  const pusher = new Pusher({
    appId: app.id,
    key: app.key,
    secret: app.secret,
    host: '127.0.0.1',
    encryptionMasterKeyBase64: ENCRYPTION_MASTER_KEY,
  });
  /** @type {Record<string, (params: Record<string, string>) => object>} */
  const signers = {
    '/pusher/auth': (params) => signChannel(pusher, params),
    '/pusher/user-auth': (params) => signUser(pusher, params),
  };

  return async (req, res, url) => {
    const sign = Object.hasOwn(signers, url.pathname) && signers[url.pathname];
    if (!sign) return false;
    if (allowAnyOrigin(req, res)) return true;
    const params = await readParams(req, url);
    const { method = '', headers } = req;
    requests.add({ method, path: url.pathname, headers, params });

    const fault = faults.nextAuth();
    if (fault.delay) await sleep(fault.delay, undefined, { signal: closing });
    if (fault.status !== undefined || fault.body !== undefined) {
      send(res, fault.status ?? 200, fault.body ?? '', 'application/json');
      return true;
    }
    const answer = JSON.stringify(signed(sign, params));
    if (method === 'GET') send(res, 200, jsonp(params.callback, answer), 'text/javascript');
    else send(res, 200, answer, 'application/json');
    return true;
  };
}

/**
 * @param {(params: Record<string, string>) => object} sign
 * @param {Record<string, string>} params
 */
function signed(sign, params) {
  try {
    return sign(params);
  } catch (error) {
    // The SDK throws on what it cannot sign: no socket_id, a bad channel name.
    throw new HttpError(403, error instanceof Error ? error.message : String(error));
  }
}

/**
 * @param {Pusher} pusher
 * @param {Record<string, string>} params
 */
function signChannel(pusher, { socket_id, channel_name, ...user }) {
  const { id, user_info } = userFrom(socket_id, user);
  const member = { user_id: id, user_info };
  const data = channel_name?.startsWith('presence-') ? member : undefined;
  return pusher.authorizeChannel(socket_id, channel_name, data);
}

/**
 * @param {Pusher} pusher
 * @param {Record<string, string>} params
 */
function signUser(pusher, { socket_id, ...user }) {
  return pusher.authenticateUser(socket_id, userFrom(socket_id, user));
}

/**
 * @param {string} socketId
 * @param {Record<string, string>} params
 */
function userFrom(socketId, { user_id, user_name }) {
  const id = user_id || `user-${socketId}`;
  return { id, user_info: { name: user_name || `User ${id}` } };
}

/**
 * @param {import('./http.mjs').Request} req
 * @param {URL} url
 * @returns {Promise<Record<string, string>>}
 */
async function readParams(req, url) {
  if (req.method === 'GET') return Object.fromEntries(url.searchParams);
  if (req.method !== 'POST') throw new HttpError(405, 'Use POST, or GET with a callback');
  const body = await readBody(req);
  const isJson = req.headers['content-type']?.startsWith('application/json');
  return isJson ? parseJsonObject(body) : Object.fromEntries(new URLSearchParams(body));
}

/**
 * @param {string | undefined} callback
 * @param {string} answer
 */
function jsonp(callback, answer) {
  if (!callback || !CALLBACK.test(callback)) {
    throw new HttpError(400, 'GET needs the name of a function as callback');
  }
  return `${callback}(${answer});`;
}
