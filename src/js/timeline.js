// `pusher.timeline`: the record of a client's connections, and the reports that are made of it.

import { stringify } from './logger.js';
import { Runtime } from './runtime.js';
import { requestFor } from './script.js';

const ERROR = 3;
const INFO = 6;
const DEBUG = 7;
/** How many entries are kept. */
const LIMIT = 50;

export class Timeline {
  constructor(key, session, options) {
    this.key = key;
    this.session = session;
    this.events = [];
    this.options = { ...options, limit: LIMIT, level: INFO, version: '8.6.0' };
    /** How many reports have arrived. */
    this.sent = 0;
    /** The latest socket's number. */
    this.uniqueID = 0;
  }

  log(level, event) {
    if (level > this.options.level) return;
    this.events.push({ ...event, timestamp: Date.now() });
    if (this.options.limit && this.events.length > this.options.limit) this.events.shift();
  }

  error(event) {
    this.log(ERROR, event);
  }

  info(event) {
    this.log(INFO, event);
  }

  debug(event) {
    this.log(DEBUG, event);
  }

  isEmpty() {
    return this.events.length === 0;
  }

  generateUniqueID() {
    return ++this.uniqueID;
  }

  /** Hands what there is to `transmit(data, callback)`, and begins anew. */
  send(transmit, callback) {
    const { version, cluster, features, params } = this.options;
    const { session, key, events } = this;
    const report = { session, bundle: this.sent + 1, key, lib: 'js', version, cluster, features };
    this.events = [];
    transmit({ ...report, timeline: events, ...params }, (error, result) => {
      if (!error) this.sent++;
      callback?.(error, result);
    });
    return true;
  }
}

/** Sends reports, by script tag if there is a document. The server may name another host for the next ones. */
export class TimelineSender {
  constructor(timeline, options, nonce) {
    this.timeline = timeline;
    this.options = options;
    this.nonce = nonce;
    this.host = undefined;
  }

  send(useTLS, callback) {
    if (this.timeline.isEmpty()) return;
    const host = this.host ?? this.options.host;
    const url = `http${useTLS ? 's' : ''}://${host}${this.options.path}`;
    this.timeline.send((data, done) => {
      const heard = (error, result) => {
        if (result?.host) this.host = result.host;
        done(error, result);
      };
      const document = Runtime.getDocument();
      if (document) sendByScript(document, this.nonce, url, query(data), heard);
      else sendByFetch(url, query(data), heard);
    }, callback);
  }
}

function sendByScript(document, nonce, url, query, heard) {
  const receivers = Runtime.ScriptReceivers;
  const receiver = receivers.create((error, result) => {
    receivers.remove(receiver);
    remove();
    heard(error, result);
  });
  const remove = requestFor(receiver, document, `${url}/${receiver.number}?${query}`, nonce);
}

function sendByFetch(url, query, heard) {
  // The number that pusher-js gives where there is no function to call: the answer is JSON.
  fetch(`${url}/2?${query}`)
    .then((response) => response.json())
    .then((result) => heard(null, result), heard);
}

/** Every value as JSON (strings and numbers as they are) in base64. */
function query(data) {
  return Object.keys(data)
    .filter((name) => data[name] !== undefined)
    .map((name) => `${name}=${encodeURIComponent(base64(text(data[name])))}`)
    .join('&');
}

function text(value) {
  if (value === null) return '';
  return typeof value === 'object' ? stringify(value) : String(value);
}

/** The text's UTF-8. Jest's jsdom has no `TextEncoder`. */
function base64(text) {
  // Half of a pair of surrogates has no UTF-8.
  const escaped = encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
  return btoa(escaped.replace(/%(..)/g, (_, hex) => String.fromCharCode(`0x${hex}`)));
}
