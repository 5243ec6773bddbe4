/** Events from one client to the others of a channel. */
import { frame } from './frames.mjs';

/** @typedef {import('./session.mjs').Session} Session */

// "Client event was rejected" in the protocol's table of error codes.
const REJECTED = 4301;

/**
 * @param {Session} session
 * @param {Record<string, any>} message
 */
export function relayClientEvent(session, { event, channel: name, data }) {
  const refusal = refusalOf(session, name);
  if (refusal) return session.error(REJECTED, `Client event rejected - ${refusal}`);

  const channel = session.hub.channels.get(name);
  const member = channel?.memberOf(session);
  const extra = member ? { user_id: member.user_id } : {};
  channel?.broadcast(frame(event, name, data, extra), session.socketId);
}

/**
 * @param {Session} session
 * @param {unknown} name
 * @returns {string | null}
 */
function refusalOf(session, name) {
  if (!session.hub.clientEvents) return 'they are switched off for this app';
  if (typeof name !== 'string' || !session.channels.has(name)) {
    return `not subscribed to channel ${name}`;
  }
  const { signed, encrypted } = session.hub.channels.get(name)?.kind ?? {};
  return signed && !encrypted ? null : 'only supported on private and presence channels';
}
