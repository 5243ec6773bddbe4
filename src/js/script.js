// Script tags that load something, and the functions that hear of it by name.

/** A script that has neither loaded nor failed within this time (ms) counts as failed. */
const TIMEOUT = 60_000;

/**
 * Functions for scripts to call, by number: `Pusher.ScriptReceivers[1](error, result)`. Each hears once; a
 * script that loads without calling has its function called with `null`.
 */
export class ScriptReceiverFactory {
  constructor(prefix, name) {
    this.lastId = 0;
    this.prefix = prefix;
    this.name = name;
  }

  create(callback) {
    const number = ++this.lastId;
    let called = false;
    const receive = (...answer) => {
      if (called) return;
      called = true;
      callback(...answer);
    };
    this[number] = receive;
    return {
      number,
      id: this.prefix + number,
      name: `${this.name}[${number}]`,
      callback: receive,
    };
  }

  remove({ number }) {
    delete this[number];
  }
}

/**
 * Puts a script tag first in the page's head. Returns a function that takes it out again.
 *
 * @param {Document} document
 * @param {string} src
 * @param {(error: string | null, late?: boolean) => void} callback hears when it has loaded, or failed, or, `late`,
 *   neither in time
 * @param {string | undefined} nonce what the page's CSP knows its scripts by
 * @param {object} attributes other properties of the tag
 */
export function requestScript(document, src, callback, nonce, attributes) {
  const script = document.createElement('script');
  Object.assign(script, attributes);
  if (nonce) script.nonce = nonce;
  script.src = src;
  const fail = (late) => callback(`Error loading ${src}`, late);
  const timer = setTimeout(fail, TIMEOUT, true);
  script.onerror = () => fail(false);
  script.onload = () => callback(null);
  const head = document.getElementsByTagName('head')[0] || document.documentElement;
  head.insertBefore(script, head.firstChild);
  return () => {
    clearTimeout(timer);
    script.onload = script.onerror = null;
    script.remove();
  };
}

/** The same for a receiver's script, with the attributes that pusher-js gives such tags. */
export function requestFor(receiver, document, src, nonce) {
  const attributes = { id: receiver.id, type: 'text/javascript', charset: 'UTF-8', async: true };
  return requestScript(document, src, receiver.callback, nonce, attributes);
}
