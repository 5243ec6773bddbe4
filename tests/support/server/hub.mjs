/** What all sessions share: the channels, the signed-in users, the cached events. */
import { CappedLog } from './capped-log.mjs';
import { Channel } from './channel.mjs';
import { frame, frameOfJson } from './frames.mjs';
import { kindOf } from './kinds.mjs';
import { Signatures } from './signing.mjs';

/** @typedef {import('./channel.mjs').Member} Member */
/** @typedef {import('./session.mjs').Session} Session */
/** @typedef {import('./faults.mjs').Faults} Faults */
/** @typedef {{ socket_id: string, text: string, at: number }} ReceivedFrame */

export class Hub {
  /** @type {Map<string, Channel>} */
  channels = new Map();
  /** @type {CappedLog<ReceivedFrame>} */
  frames = new CappedLog(2000);
  /** @type {Map<string, Set<Session>>} */
  #users = new Map();
  /** @type {Map<string, string>} the last event of each cache channel, as a frame */
  #lastEvents = new Map();

  /**
   * @param {object} options
   * @param {import('./signing.mjs').App} options.app
   * @param {Set<Session>} options.sessions
   * @param {Faults} options.faults
   * @param {boolean} options.clientEvents
   * @param {(message: string) => void} options.log
   */
  constructor({ app, sessions, faults, clientEvents, log }) {
    this.app = app;
    this.sessions = sessions;
    this.faults = faults;
    this.clientEvents = clientEvents;
    this.log = log;
    this.signatures = new Signatures(app);
  }

  /**
   * Adds a subscriber and tells them and the others.
   * @param {Session} session
   * @param {string} name
   * @param {Member | null} member
   */
  join(session, name, member) {
    const channel = this.channels.get(name) ?? new Channel(name);
    this.channels.set(name, channel);
    const arrived = channel.add(session, member);

    const greeting = channel.kind.presence ? { presence: channel.presence } : {};
    session.sendText(frameOfJson('pusher_internal:subscription_succeeded', name, greeting));
    if (arrived) {
      channel.broadcast(
        frameOfJson('pusher_internal:member_added', name, member),
        session.socketId,
      );
    }
    this.#tellCount(channel);
    if (channel.kind.cache) {
      session.sendText(this.#lastEvents.get(name) ?? frame('pusher:cache_miss', name));
    }
  }

  /**
   * @param {Session} session
   * @param {string} name
   */
  leave(session, name) {
    const channel = this.channels.get(name);
    if (!channel) return;
    const gone = channel.remove(session);
    if (channel.subscriptions === 0) {
      this.channels.delete(name);
      return;
    }
    if (gone) {
      const data = { user_id: gone.user_id };
      channel.broadcast(frameOfJson('pusher_internal:member_removed', name, data));
    }
    this.#tellCount(channel);
  }

  /**
   * An event from the back end.
   * @param {string} name the channel
   * @param {string} event
   * @param {string} data passed on as it is
   * @param {string} [exceptSocketId]
   */
  publish(name, event, data, exceptSocketId) {
    const text = frame(event, name, data);
    if (kindOf(name).cache) this.#lastEvents.set(name, text);
    this.channels.get(name)?.broadcast(text, exceptSocketId);
  }

  /**
   * @param {Session} session
   * @param {string} userId
   */
  signIn(session, userId) {
    const sessions = this.#users.get(userId) ?? new Set();
    this.#users.set(userId, sessions.add(session));
  }

  /**
   * @param {Session} session
   * @param {string} userId
   */
  signOut(session, userId) {
    const sessions = this.#users.get(userId);
    sessions?.delete(session);
    if (sessions?.size === 0) this.#users.delete(userId);
  }

  /** @param {string} userId */
  sessionsOf(userId) {
    return [...(this.#users.get(userId) ?? [])];
  }

  /** @param {Channel} channel */
  #tellCount(channel) {
    if (!this.faults.countsOn || channel.kind.presence) return;
    const data = { subscription_count: channel.subscriptions };
    channel.broadcast(frameOfJson('pusher_internal:subscription_count', channel.name, data));
  }
}
