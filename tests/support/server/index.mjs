/**
 * A Channels server for development and tests, on this machine's loopback only.
 * See README.md for its endpoints and switches.
 */
import http from 'node:http';
import https from 'node:https';
import { isIPv4 } from 'node:net';
import { authEndpoints } from './auth-endpoints.mjs';
import { CappedLog } from './capped-log.mjs';
import { controlEndpoints } from './control-endpoints.mjs';
import { Faults } from './faults.mjs';
import { HttpError, requestUrl, send } from './http.mjs';
import { httpApi } from './http-api.mjs';
import { Hub } from './hub.mjs';
import { sockJs } from './sockjs.mjs';
import { serveWebSockets } from './websocket.mjs';

/** @typedef {import('./session.mjs').Session} Session */
/**
 * @typedef {object} Options
 * @property {number} [port] 0 picks a free one
 * @property {string} [host] a loopback address
 * @property {import('./signing.mjs').App} [app]
 * @property {number} [activityTimeout] seconds
 * @property {{ key: string, cert: string }} [tls] serves https and wss
 * @property {(req: http.IncomingMessage, res: http.ServerResponse) => void} [fallback]
 *   gets the requests that the server does not know
 * @property {boolean} [clientEvents]
 * @property {Record<string, number>} [sockjs] options of the sockjs package: heartbeat_delay,
 *   disconnect_delay (milliseconds), response_limit (bytes)
 * @property {(message: string) => void} [log]
 */

const DEVELOPMENT_APP = { id: 'app1', key: 'key1', secret: 'secret1' };

/** @param {Options} [options] */
export async function createServer({
  port = 0,
  host = '127.0.0.1',
  app = DEVELOPMENT_APP,
  activityTimeout = 120,
  tls,
  fallback = notFound,
  clientEvents = true,
  sockjs = {},
  log = () => {},
} = {}) {
  requireLoopback(host);
  const closing = new AbortController();
  /** @type {Set<Session>} */
  const sessions = new Set();
  const faults = new Faults(sessions, { activityTimeout });
  const hub = new Hub({ app, sessions, faults, clientEvents, log });
  /** @type {CappedLog<import('./auth-endpoints.mjs').AuthRequest>} */
  const requests = new CappedLog(1000);

  const handlers = [
    authEndpoints(app, faults, requests, closing.signal),
    controlEndpoints(faults, { '/pusher/requests': requests, '/frames': hub.frames }),
    httpApi(hub),
    sockJs(hub, sockjs),
  ];
  const listener = respondWith(handlers, fallback);
  const httpServer = tls ? https.createServer(tls, listener) : http.createServer(listener);
  const webSockets = serveWebSockets(httpServer, hub);
  await listen(httpServer, port, host);

  const address = /** @type {import('node:net').AddressInfo} */ (httpServer.address());
  const authority = host.includes(':') ? `[${host}]` : host;
  return {
    port: address.port,
    url: `${tls ? 'https' : 'http'}://${authority}:${address.port}`,
    app,
    faults,
    /** How many connections are open. */
    get sockets() {
      return sessions.size;
    },
    /** The names of the occupied channels. */
    channels: () => [...hub.channels.keys()],
    /** The last frames that clients sent. */
    get frames() {
      return hub.frames.list();
    },
    /** The last requests to the auth endpoints. */
    get requests() {
      return requests.list();
    },
    clearLogs() {
      hub.frames.clear();
      requests.clear();
    },
    /** Ends everything at once. */
    async close() {
      closing.abort();
      faults.drop();
      webSockets.terminate();
      const closed = new Promise((resolve) => httpServer.close(resolve));
      httpServer.closeAllConnections();
      await closed;
    },
  };
}

/** @param {string} host */
function requireLoopback(host) {
  const loopback = host === 'localhost' || host === '::1' || (isIPv4(host) && /^127\./.test(host));
  if (!loopback) {
    throw new Error(
      `The development server signs whatever it is asked to, so it listens on loopback only: ` +
        `use 127.0.0.1, ::1 or localhost, not ${host || 'an empty host'}`,
    );
  }
}

/**
 * @param {http.Server} httpServer
 * @param {number} port
 * @param {string} host
 */
function listen(httpServer, port, host) {
  return new Promise((resolve, reject) => {
    httpServer.once('error', reject);
    httpServer.listen(port, host, () => resolve(undefined));
  });
}

/**
 * @param {import('./http.mjs').Handler[]} handlers
 * @param {NonNullable<Options['fallback']>} fallback
 * @returns {http.RequestListener}
 */
function respondWith(handlers, fallback) {
  return async (req, res) => {
    try {
      const url = requestUrl(req);
      if (!url) throw new HttpError(400, 'Not a URL');
      for (const handle of handlers) {
        if (await handle(req, res, url)) return;
      }
      fallback(req, res);
    } catch (error) {
      answerFailure(res, error);
    }
  };
}

/**
 * @param {http.ServerResponse} res
 * @param {unknown} error
 */
function answerFailure(res, error) {
  if (res.headersSent || res.destroyed) return void res.destroy();
  if (error instanceof HttpError) return send(res, error.status, error.message);
  if (error instanceof URIError) return send(res, 400, 'Badly escaped URL');
  const known = error instanceof Error ? (error.stack ?? error.message) : String(error);
  send(res, 500, known);
}

/** @type {http.RequestListener} */
function notFound(req, res) {
  send(res, 404, `Nothing here: ${req.method} ${req.url}`);
}
