/** One occupied channel: who listens, and who is present. */
import { kindOf } from './kinds.mjs';

/** @typedef {import('./session.mjs').Session} Session */
/** @typedef {{ user_id: string, user_info?: unknown }} Member */

export class Channel {
  /** @type {Map<Session, Member | null>} */
  #subscribers = new Map();
  /** @type {Map<string, { member: Member, sockets: number }>} */
  #members = new Map();

  /** @param {string} name */
  constructor(name) {
    this.name = name;
    this.kind = kindOf(name);
  }

  get subscriptions() {
    return this.#subscribers.size;
  }

  get userIds() {
    return [...this.#members.keys()];
  }

  /** What a new subscriber of a presence channel is told. */
  get presence() {
    const hash = Object.fromEntries(
      [...this.#members].map(([id, { member }]) => [id, member.user_info ?? null]),
    );
    return { count: this.#members.size, ids: this.userIds, hash };
  }

  /** @param {Session} session */
  memberOf(session) {
    return this.#subscribers.get(session) ?? null;
  }

  /**
   * @param {Session} session
   * @param {Member | null} member
   * @returns {boolean} whether a user came who was not there
   */
  add(session, member) {
    this.#subscribers.set(session, member);
    if (!member) return false;
    const known = this.#members.get(member.user_id);
    if (known) known.sockets += 1;
    else this.#members.set(member.user_id, { member, sockets: 1 });
    return !known;
  }

  /**
   * @param {Session} session
   * @returns {Member | null} the user who left with their last socket
   */
  remove(session) {
    const member = this.memberOf(session);
    this.#subscribers.delete(session);
    const known = member && this.#members.get(member.user_id);
    if (!known) return null;
    known.sockets -= 1;
    if (known.sockets > 0) return null;
    this.#members.delete(member.user_id);
    return member;
  }

  /**
   * @param {string} text a whole frame
   * @param {string} [exceptSocketId]
   */
  broadcast(text, exceptSocketId) {
    for (const session of this.#subscribers.keys()) {
      if (session.socketId !== exceptSocketId) session.sendText(text);
    }
  }
}
