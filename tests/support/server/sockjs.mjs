/**
 * The HTTP transports: sessions over SockJS. pusher-js speaks it in two ways: its xhr transports
 * go straight to a session under /app/:key, and a SockJS client goes to /pusher and names the app
 * in its first message.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'sockjs';
import { objectFrom } from './frames.mjs';
import { requestUrl, send } from './http.mjs';
import { Session } from './session.mjs';

/** @typedef {import('./http.mjs').Request} Request */
/** @typedef {import('./http.mjs').Response} Response */
/** @typedef {import('./hub.mjs').Hub} Hub */

// Any prefix may stand before both: clients call it httpPath.
const PREFIX = '(?:/.*)?/(?:pusher|app/[^/]+)';
const PATH = new RegExp(`^${PREFIX}/(?:info|iframe[-.\\w]*\\.html|[^/.]+/([^/.]+)/([a-z_]+))$`);
const APP_PATH = /\/app\/([^/]+)/;
const CLIENT_SCRIPT = /\/sockjs(\.min)?\.js$/;
// "Path not found" in the protocol's table of close codes.
const NO_SUCH_PATH = 4005;

const require = createRequire(import.meta.url);
const script = readFileSync(require.resolve('sockjs-client/dist/sockjs.min.js'), 'utf8');

/**
 * @param {Hub} hub
 * @param {Record<string, number>} options of the sockjs package: heartbeat_delay, response_limit, …
 * @returns {import('./http.mjs').Handler}
 */
export function sockJs(hub, options) {
  const wire = new Wire();
  const server = createServer({
    prefix: PREFIX,
    websocket: false,
    sockjs_url: '/sockjs.js',
    log: (/** @type {string} */ severity, /** @type {string} */ line) => {
      if (severity === 'error') hub.log(line);
    },
    ...options,
  });
  server.on('connection', (connection) => serve(connection, hub, wire));
  const handle = server.middleware();

  return (req, res, url) => {
    if (CLIENT_SCRIPT.test(url.pathname)) {
      send(res, 200, script, 'text/javascript');
      return true;
    }
    const [path, id, kind] = PATH.exec(url.pathname) ?? [];
    if (path === undefined) return false;
    const mode = hub.faults.httpMode;
    if (mode === 'hang') return true;
    if (mode === 'refuse') send(res, 503, 'HTTP transports are switched off');
    else if (wire.admits(id, kind, res)) {
      if (kind === 'xhr_streaming' && mode === 'buffer') holdBack(res);
      if (kind?.startsWith('xhr')) redirect(res, hub.faults.redirectTo);
      handle(req, res);
    }
    return true;
  };
}

/** What is under way of each SockJS session: SockJS itself cannot cut a session without a word. */
class Wire {
  /** @type {Map<string, Response>} */
  #receiving = new Map();
  /** @type {Set<string>} */
  #cut = new Set();

  /**
   * Destroys a request of a session that was cut; keeps in mind one that waits for messages.
   * @param {string | undefined} id
   * @param {string} kind
   * @param {Response} res
   */
  admits(id, kind, res) {
    if (id === undefined) return true;
    if (this.#cut.has(id)) {
      res.destroy();
      return false;
    }
    if (!kind.endsWith('_send') && res.req.method !== 'OPTIONS') {
      this.#receiving.set(id, res);
      res.once('close', () => {
        if (this.#receiving.get(id) === res) this.#receiving.delete(id);
      });
    }
    return true;
  }

  /** @param {string} id */
  cut(id) {
    this.#cut.add(id);
    this.#receiving.get(id)?.destroy();
  }

  /** @param {string} id */
  forget(id) {
    this.#cut.delete(id);
  }
}

/**
 * @param {any} connection the package has no types
 * @param {Hub} hub
 * @param {Wire} wire
 */
function serve(connection, hub, wire) {
  const [, id] = PATH.exec(connection.pathname) ?? [];
  const session = new Session(hub, {
    send: (text) => void connection.write(text),
    close: (code, reason) => void connection.close(code, reason),
    terminate: () => wire.cut(id),
  });
  let opened = open(session, connection.url);
  connection.on('data', (text) => {
    if (opened) return session.receive(String(text));
    opened = open(session, objectFrom(text)?.path);
    if (!opened) session.close(NO_SUCH_PATH, 'The first message must name the path of an app');
  });
  connection.on('close', () => {
    wire.forget(id);
    session.closed();
  });
}

/**
 * Opens the session if the path names an app.
 * @param {Session} session
 * @param {string | undefined} path
 */
function open(session, path) {
  const url = requestUrl(/** @type {Request} */ ({ url: path }));
  const [, key] = APP_PATH.exec(url?.pathname ?? '') ?? [];
  if (!url || key === undefined) return false;
  session.open({ key, protocol: url.searchParams.get('protocol') });
  return true;
}

/**
 * As a proxy does that buffers answers: nothing comes through before the end.
 * @param {Response} res
 */
function holdBack(res) {
  let held = '';
  const end = res.end.bind(res);
  res.write = (chunk) => {
    held += chunk;
    return true;
  };
  res.end = (last = '') => end(held + last);
}

/**
 * Lets the frame that opens a session name another host, where the client is to go on.
 * @param {Response} res
 * @param {string | undefined} hostname
 */
function redirect(res, hostname) {
  if (hostname === undefined) return;
  const write = res.write.bind(res);
  res.write = (chunk) => write(chunk === 'o\n' ? `o${JSON.stringify({ hostname })}\n` : chunk);
}
