/** Checks of every signature a client or a back end hands in. */
import { createHash } from 'node:crypto';
import Pusher from 'pusher';

/** @typedef {{ id: string, key: string, secret: string }} App */

// What the hosted service allows between a back end's clock and its own.
const MAX_CLOCK_SKEW_SECONDS = 600;

export class Signatures {
  #token;
  #app;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    // The SDK's types do not mention it.
    const { Token } = /** @type {any} */ (Pusher);
    this.#token = new Token(app.key, app.secret);
  }

  /**
   * @param {unknown} auth `key:signature`
   * @param {string} socketId
   * @param {string} channel
   * @param {string} [channelData]
   */
  allowsChannel(auth, socketId, channel, channelData) {
    const signed = [socketId, channel];
    if (channelData !== undefined) signed.push(channelData);
    return this.#matches(auth, signed.join(':'));
  }

  /**
   * @param {unknown} auth
   * @param {string} socketId
   * @param {string} userData
   */
  allowsUser(auth, socketId, userData) {
    return this.#matches(auth, `${socketId}::user::${userData}`);
  }

  /**
   * What is wrong with a signed HTTP request, or null.
   * @param {string} method
   * @param {URL} url
   * @param {string} body
   * @returns {string | null}
   */
  apiFault(method, url, body) {
    const params = Object.fromEntries(url.searchParams);
    const { auth_signature: signature = '', ...signed } = params;
    if (signed.auth_key !== this.#app.key) return 'Unknown auth_key';
    const skew = Math.abs(Date.now() / 1000 - Number(signed.auth_timestamp));
    if (!(skew <= MAX_CLOCK_SKEW_SECONDS)) return 'Timestamp expired';
    if (body !== '' && signed.body_md5 !== md5(body)) return 'Invalid body_md5';

    const query = Object.keys(signed)
      .sort()
      .map((name) => `${name}=${signed[name]}`)
      .join('&');
    // The SDK signs the path before its HTTP client escapes it.
    const paths = [url.pathname, unescaped(url.pathname)];
    const valid = paths.some((path) =>
      this.#token.verify([method, path, query].join('\n'), signature),
    );
    return valid ? null : 'Invalid auth_signature';
  }

  /**
   * @param {unknown} auth
   * @param {string} text
   */
  #matches(auth, text) {
    if (typeof auth !== 'string') return false;
    const colon = auth.lastIndexOf(':');
    return (
      auth.slice(0, colon) === this.#app.key && this.#token.verify(text, auth.slice(colon + 1))
    );
  }
}

/** @param {string} text */
function md5(text) {
  return createHash('md5').update(text, 'utf8').digest('hex');
}

/** @param {string} path */
function unescaped(path) {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
