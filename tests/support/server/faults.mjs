/**
 * The switches that make the server misbehave. Each public method is one switch,
 * also reachable as POST /faults/<its name>.
 */

/** @typedef {import('./session.mjs').Session} Session */
/** @typedef {{ mode: string, code: number, text: string, times?: number }} Handshake */
/** @typedef {{ delay?: number, status?: number, body?: string, times?: number }} AuthFault */

const HANDSHAKES = ['ok', 'silent', 'malformed', 'no-timeout', 'error', 'close'];
const HTTP_MODES = ['ok', 'refuse', 'hang', 'buffer'];
const STYLES = ['frame', 'channel-less'];
const NO_JSON = '{"event":"broken",';

/** The names under which the switches can be had over HTTP. */
export const SWITCHES = [
  ...['drop', 'close', 'frame', 'stall', 'refuse', 'hang', 'http', 'redirect', 'handshake'],
  ...['auth', 'errors', 'activity', 'counts', 'confirm', 'signin', 'reset'],
];

export class Faults {
  #sessions;
  #defaultActivity;
  #state;

  /**
   * @param {Set<Session>} sessions
   * @param {{ activityTimeout: number }} defaults
   */
  constructor(sessions, { activityTimeout }) {
    this.#sessions = sessions;
    this.#defaultActivity = activityTimeout;
    this.#state = this.#initial();
  }

  /** Cuts every connection without a close frame. */
  drop() {
    return this.#each((session) => session.terminate());
  }

  /** Closes every connection. */
  close({ code = 4200, reason = 'Closed by a switch' } = {}) {
    requireCloseCode(code);
    requireShort(reason);
    return this.#each((session) => session.close(code, reason));
  }

  /** Sends a raw text on every connection. */
  frame({ text = NO_JSON } = {}) {
    return this.#each((session) => session.sendRaw(text));
  }

  /** Takes everything and answers nothing, until it is switched off. */
  stall({ on = true } = {}) {
    this.#state.stall = { on };
  }

  /** Answers WebSocket requests with an HTTP error. */
  refuse({ on = true, status = 503 } = {}) {
    requireHttpError(status);
    this.#state.refuse = { on, status };
  }

  /** Takes WebSocket requests and never answers them. */
  hang({ on = true } = {}) {
    this.#state.hang = { on };
  }

  /**
   * What happens to the requests of the HTTP transports; `buffer` holds streams back as a bad
   * proxy does, so that only polling gets through.
   */
  http({ mode = 'ok' } = {}) {
    requireOneOf('mode', mode, HTTP_MODES);
    this.#state.http = { mode };
  }

  /**
   * The host to which new sessions of the xhr transports are sent; without one, nowhere.
   * @param {{ hostname?: string }} [options]
   */
  redirect({ hostname } = {}) {
    this.#state.redirect = { hostname };
  }

  /**
   * What the next `times` connections get in place of connection_established; without
   * `times`, all of them.
   * @param {Partial<Handshake>} [options]
   */
  handshake({ mode = 'ok', code = 4000, text = NO_JSON, times } = {}) {
    requireOneOf('mode', mode, HANDSHAKES);
    if (mode === 'close') requireCloseCode(code);
    this.#state.handshake = { mode, code, text, times };
  }

  /**
   * What the next `times` auth requests get; without `times`, all of them.
   * @param {AuthFault} [options]
   */
  auth({ delay = 0, status, body, times } = {}) {
    this.#state.auth = { delay, status, body, times };
  }

  /** How a refused subscription is told, and whether pusher:error has its data as a string. */
  errors({ style = 'frame', asString = false } = {}) {
    requireOneOf('style', style, STYLES);
    this.#state.errors = { style, asString };
  }

  /** The activity timeout told to new connections. */
  activity({ seconds = this.#defaultActivity } = {}) {
    this.#state.activity = { seconds };
  }

  /** Whether subscribers are told how many they are. */
  counts({ on = true } = {}) {
    this.#state.counts = { on };
  }

  /** How many milliseconds a subscription waits to be confirmed. */
  confirm({ delay = 0 } = {}) {
    this.#state.confirm = { delay };
  }

  /** Off: sign-in is never answered, as at a soketi where it is not enabled. */
  signin({ on = true } = {}) {
    this.#state.signin = { on };
  }

  reset() {
    this.#state = this.#initial();
  }

  state() {
    return structuredClone(this.#state);
  }

  get stalled() {
    return this.#state.stall.on;
  }
  /** The status to refuse WebSockets with, if they are to be refused. */
  get refusal() {
    const { on, status } = this.#state.refuse;
    return on ? status : null;
  }
  get hanging() {
    return this.#state.hang.on;
  }
  get httpMode() {
    return this.#state.http.mode;
  }
  get redirectTo() {
    return this.#state.redirect.hostname;
  }
  get errorStyle() {
    return this.#state.errors.style;
  }
  get errorsAsString() {
    return this.#state.errors.asString;
  }
  get activityTimeout() {
    return this.#state.activity.seconds;
  }
  get countsOn() {
    return this.#state.counts.on;
  }
  get confirmDelay() {
    return this.#state.confirm.delay;
  }
  get signinOn() {
    return this.#state.signin.on;
  }

  /** The handshake of the connection that just came. */
  nextHandshake() {
    return takeOne(this.#state.handshake) ?? this.#initial().handshake;
  }

  /** What happens to the auth request that just came. */
  nextAuth() {
    return takeOne(this.#state.auth) ?? this.#initial().auth;
  }

  #initial() {
    return {
      stall: { on: false },
      refuse: { on: false, status: 503 },
      hang: { on: false },
      http: { mode: 'ok' },
      redirect: /** @type {{ hostname?: string }} */ ({}),
      handshake: /** @type {Handshake} */ ({ mode: 'ok', code: 4000, text: NO_JSON }),
      auth: /** @type {AuthFault} */ ({ delay: 0 }),
      errors: { style: 'frame', asString: false },
      activity: { seconds: this.#defaultActivity },
      counts: { on: false },
      confirm: { delay: 0 },
      signin: { on: true },
    };
  }

  /** @param {(session: Session) => void} act */
  #each(act) {
    const sessions = [...this.#sessions];
    sessions.forEach(act);
    return { sockets: sessions.length };
  }
}

/**
 * Uses a limited fault up by one.
 * @template {{ times?: number }} T
 * @param {T} fault
 * @returns {T | null} null once it is used up
 */
function takeOne(fault) {
  if (fault.times === undefined || fault.times === null) return fault;
  if (fault.times <= 0) return null;
  fault.times -= 1;
  return fault;
}

/**
 * @param {string} what
 * @param {string} value
 * @param {string[]} allowed
 */
function requireOneOf(what, value, allowed) {
  if (!allowed.includes(value)) {
    throw new RangeError(`${what} must be one of ${allowed.join(', ')}, not ${value}`);
  }
}

/** @param {number} code */
function requireCloseCode(code) {
  const named = code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code);
  if (!named && !(code >= 3000 && code <= 4999)) {
    throw new RangeError(`${code} cannot be sent in a close frame (RFC 6455, 7.4)`);
  }
}

/** @param {number} status */
function requireHttpError(status) {
  if (!(Number.isInteger(status) && status >= 400 && status <= 599)) {
    throw new RangeError(`${status} is no status of an HTTP error: 400 to 599`);
  }
}

/** @param {string} reason */
function requireShort(reason) {
  if (Buffer.byteLength(reason) > 123) {
    throw new RangeError('The reason does not fit into a close frame: 123 bytes (RFC 6455, 5.5)');
  }
}
