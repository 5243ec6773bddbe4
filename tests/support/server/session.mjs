/**
 * One client's connection, whatever carries it. A transport makes a Session over a
 * Connection, calls `open` once, `receive` for each text and `closed` at the end.
 */
import { randomInt } from 'node:crypto';
import { relayClientEvent } from './client-events.mjs';
import { frame, frameOfJson, objectFrom } from './frames.mjs';
import { signIn } from './sign-in.mjs';
import { subscribe, unsubscribe } from './subscriptions.mjs';

/**
 * @typedef {object} Connection what a transport gives
 * @property {(text: string) => void} send
 * @property {(code: number, reason: string) => void} close
 * @property {() => void} terminate at once, without a word
 */

/** @type {Record<string, (session: Session, data: Record<string, unknown>) => void>} */
const REQUESTS = {
  'pusher:subscribe': subscribe,
  'pusher:unsubscribe': unsubscribe,
  'pusher:signin': signIn,
  'pusher:ping': (session) => session.sendText(frameOfJson('pusher:pong', undefined, {})),
  'pusher:pong': () => {},
};

export class Session {
  /** @type {Set<string>} the channels it is subscribed to */
  channels = new Set();
  /** @type {Map<string, NodeJS.Timeout>} channels that wait for a delayed confirmation */
  pending = new Map();
  /** @type {{ id: string, user_info?: unknown } | null} */
  user = null;
  socketId = newSocketId();
  #established = false;
  #connection;

  /**
   * @param {import('./hub.mjs').Hub} hub
   * @param {Connection} connection
   */
  constructor(hub, connection) {
    this.hub = hub;
    this.#connection = connection;
    hub.sessions.add(this);
  }

  /**
   * The first word of the server, or whatever the fault switches put in its place.
   * @param {object} request
   * @param {string} request.key
   * @param {string | null} request.protocol
   */
  open({ key, protocol }) {
    const { app, faults, log } = this.hub;
    if (faults.stalled) return;
    if (key !== app.key) return this.close(4001, `App key ${key.slice(0, 60)} does not exist`);
    if (protocol !== null && protocol !== '7') {
      return this.close(4007, 'Unsupported protocol version: this server speaks 7');
    }
    const { mode, code, text } = faults.nextHandshake();
    if (mode === 'silent') return;
    if (mode === 'malformed') return this.sendRaw(text);
    if (mode === 'error') return this.error(code, `Handshake refused with ${code}`);
    if (mode === 'close') return this.close(code, `Handshake refused with ${code}`);

    this.#established = true;
    const timeout = mode === 'no-timeout' ? {} : { activity_timeout: faults.activityTimeout };
    const greeting = { socket_id: this.socketId, ...timeout };
    this.sendText(frameOfJson('pusher:connection_established', undefined, greeting));
    log(`${this.socketId} connected`);
  }

  /** @param {string} text */
  receive(text) {
    const { frames, faults } = this.hub;
    frames.add({ socket_id: this.socketId, text, at: Date.now() });
    if (faults.stalled || !this.#established) return;

    const message = objectFrom(text);
    if (!message || typeof message.event !== 'string') {
      return this.error(null, 'Not a message: expected a JSON object with an event name');
    }
    if (message.event.startsWith('client-')) return relayClientEvent(this, message);
    const handle = Object.hasOwn(REQUESTS, message.event) && REQUESTS[message.event];
    if (!handle) return this.error(null, `Unknown event ${message.event}`);
    handle(this, objectFrom(message.data) ?? {});
  }

  /** The connection is gone, or as good as gone. */
  closed() {
    if (!this.hub.sessions.delete(this)) return;
    this.#established = false;
    for (const timer of this.pending.values()) clearTimeout(timer);
    for (const name of this.channels) this.hub.leave(this, name);
    if (this.user) this.hub.signOut(this, this.user.id);
    this.hub.log(`${this.socketId} gone`);
  }

  /** @param {string} text */
  sendText(text) {
    if (!this.hub.faults.stalled) this.#connection.send(text);
  }

  /** @param {string} text sent even by a stalled server */
  sendRaw(text) {
    this.#connection.send(text);
  }

  /**
   * @param {number | null} code
   * @param {string} message
   */
  error(code, message) {
    const data = { code, message };
    const write = this.hub.faults.errorsAsString ? frameOfJson : frame;
    this.sendText(write('pusher:error', undefined, data));
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  close(code, reason) {
    this.closed();
    this.#connection.close(code, reason);
  }

  terminate() {
    this.closed();
    this.#connection.terminate();
  }
}

/** Two numbers, as the hosted service makes them; 2^62 of them do not meet. */
function newSocketId() {
  return `${randomInt(1, 2 ** 31)}.${randomInt(1, 2 ** 31)}`;
}
