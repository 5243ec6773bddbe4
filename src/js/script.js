// Script tags that load something, and the functions that hear of it by name.

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
 * @param {{id: string, callback: (error: string | null) => void}} receiver
 */
export function requestScript(document, src, receiver) {
  const script = document.createElement('script');
  script.id = receiver.id;
  script.src = src;
  script.type = 'text/javascript';
  script.charset = 'UTF-8';
  script.onerror = () => receiver.callback(`Error loading ${src}`);
  script.onload = () => receiver.callback(null);
  script.async = true;
  const head = document.getElementsByTagName('head')[0] || document.documentElement;
  head.insertBefore(script, head.firstChild);
  return () => {
    script.onload = script.onerror = null;
    script.remove();
  };
}
