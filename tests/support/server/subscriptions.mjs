/** Who may subscribe to what, and how they are answered. */
import { frame, objectFrom } from './frames.mjs';
import { isChannelName, kindOf } from './kinds.mjs';

/** @typedef {import('./session.mjs').Session} Session */
/** @typedef {import('./channel.mjs').Member} Member */
/** @typedef {{ member: Member | null } | { refusal: string }} Verdict */

// "Connection is unauthorized" in the protocol's table of close codes.
const UNAUTHORIZED = 4009;

/**
 * @param {Session} session
 * @param {Record<string, unknown>} data
 */
export function subscribe(session, data) {
  const name = data.channel;
  if (!isChannelName(name)) return session.error(null, `Invalid channel name ${name}`);
  if (session.channels.has(name) || session.pending.has(name)) {
    return session.error(null, `Existing subscription to channel ${name}`);
  }
  const verdict = judge(session, name, data);
  if ('refusal' in verdict) return refuse(session, name, verdict.refusal);

  const confirm = () => {
    session.pending.delete(name);
    session.channels.add(name);
    session.hub.join(session, name, verdict.member);
  };
  const delay = session.hub.faults.confirmDelay;
  if (delay === 0) confirm();
  else session.pending.set(name, setTimeout(confirm, delay));
}

/**
 * @param {Session} session
 * @param {Record<string, unknown>} data
 */
export function unsubscribe(session, data) {
  const name = String(data.channel);
  clearTimeout(session.pending.get(name));
  session.pending.delete(name);
  if (session.channels.delete(name)) session.hub.leave(session, name);
}

/**
 * @param {Session} session
 * @param {string} name
 * @param {Record<string, unknown>} data
 * @returns {Verdict}
 */
function judge(session, name, data) {
  const kind = kindOf(name);
  if (kind.user !== null) {
    const own = session.user?.id === kind.user;
    return own ? { member: null } : { refusal: `Not signed in as the user of ${name}` };
  }
  if (!kind.signed) return { member: null };

  const channelData = typeof data.channel_data === 'string' ? data.channel_data : undefined;
  const { signatures } = session.hub;
  if (!signatures.allowsChannel(data.auth, session.socketId, name, channelData)) {
    return { refusal: `Invalid signature for ${name} and socket ${session.socketId}` };
  }
  if (!kind.presence) return { member: null };
  const member = memberFrom(session, channelData);
  return member ? { member } : { refusal: `No user_id in channel_data for ${name}` };
}

/**
 * @param {Session} session
 * @param {string | undefined} channelData left out by users who are signed in
 * @returns {Member | null}
 */
function memberFrom({ user }, channelData) {
  if (channelData === undefined) {
    return user && { user_id: user.id, user_info: user.user_info };
  }
  const { user_id: id, user_info } = objectFrom(channelData) ?? {};
  return id === undefined || id === null ? null : { user_id: String(id), user_info };
}

/**
 * @param {Session} session
 * @param {string} name
 * @param {string} error
 */
function refuse(session, name, error) {
  // Sockudo and Reverb do not say which channel they mean.
  if (session.hub.faults.errorStyle === 'channel-less') return session.error(UNAUTHORIZED, error);
  const data = { type: 'AuthError', error, status: 401 };
  session.sendText(frame('pusher:subscription_error', name, data));
}
