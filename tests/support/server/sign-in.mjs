/** A client says which user it is. */
import { frameOfJson, objectFrom } from './frames.mjs';

/** @typedef {import('./session.mjs').Session} Session */

// What the hosted service closes an unauthorized connection with.
const UNAUTHORIZED = 4009;

/**
 * @param {Session} session
 * @param {Record<string, unknown>} request
 */
export function signIn(session, { auth, user_data: userData }) {
  const { hub } = session;
  if (!hub.faults.signinOn) return;
  const user = objectFrom(userData);
  const known =
    typeof userData === 'string' &&
    typeof user?.id === 'string' &&
    user.id !== '' &&
    hub.signatures.allowsUser(auth, session.socketId, userData);
  if (!known) return disconnect(session, 'Connection not authorized: invalid sign-in');

  if (session.user) hub.signOut(session, session.user.id);
  session.user = { id: user.id, user_info: user.user_info };
  hub.signIn(session, user.id);
  session.sendText(frameOfJson('pusher:signin_success', undefined, { user_data: userData }));
}

/**
 * @param {Session} session
 * @param {string} reason
 */
export function disconnect(session, reason) {
  session.error(UNAUTHORIZED, reason);
  session.close(UNAUTHORIZED, reason);
}
