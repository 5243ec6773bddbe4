/** What a channel's name says about it. */

/**
 * @typedef {object} ChannelKind
 * @property {boolean} signed     a subscription needs a signature
 * @property {boolean} presence   it keeps a list of members
 * @property {boolean} cache      its last event is kept for those who come later
 * @property {boolean} encrypted  its payloads are opaque to the server
 * @property {string | null} user the user whose own channel it is
 */

// The names the hosted service accepts; the limit of 200 characters is its too.
const VALID_NAME = /^[A-Za-z0-9_\-=@,.;]{1,200}$/;
const SERVER_TO_USER = '#server-to-user-';

/** @type {(name: string) => ChannelKind} */
export function kindOf(name) {
  const encrypted = name.startsWith('private-encrypted-');
  const presence = name.startsWith('presence-');
  return {
    signed: presence || name.startsWith('private-'),
    presence,
    cache: /^(private-encrypted-|private-|presence-)?cache-/.test(name),
    encrypted,
    user: name.startsWith(SERVER_TO_USER) ? name.slice(SERVER_TO_USER.length) : null,
  };
}

/** @type {(name: unknown) => name is string} */
export function isChannelName(name) {
  return typeof name === 'string' && (VALID_NAME.test(name) || Boolean(kindOf(name).user));
}
