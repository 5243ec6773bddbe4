// The requests of a socket that is made of them. What they say, and when, the Rust side decides.

import { report } from './errors.js';
import {
  REQUEST_FAILED,
  RESPONSE_END,
  RESPONSE_LENGTH,
  RESPONSE_LINE,
  SEND_BY_HTTP,
} from './inputs.js';
import { Runtime } from './runtime.js';

const LOADING = 3;
const DONE = 4;

/** Counts the requests of the whole page. */
let requests = 0;

/** A session on its server; to its owner it looks like a WebSocket. */
export class Session {
  /**
   * @param {import('./bridge.js').Bridge} bridge hears of it through its `core`
   * @param {number} id the socket's
   * @param {string} url where to
   */
  constructor(bridge, id, url) {
    this.bridge = bridge;
    this.id = id;
    /** The query goes with receiving requests only. */
    [this.base] = url.split('?');
    this.query = url.slice(this.base.length);
    /** What the server knows it by: a server's number and eight random digits. */
    this.name = `${Runtime.randomInt(1000)}/`;
    for (let i = 0; i < 8; i++) this.name += Runtime.randomInt(32).toString(32);
    /** The request that receives. */
    this.receiver = undefined;
  }

  /** Makes a request: with a body it sends; without one it receives, in place of the one that has. */
  request(endpoint, body) {
    const url = `${this.base}/${this.name}/${endpoint}`;
    if (body === undefined) this.receive(url + this.query);
    else {
      try {
        post(createRequest(), url, body);
      } catch {
        // How it ends, the receiving request will show.
      }
    }
  }

  /** Goes on at another host; scheme, port and path stay. */
  moveTo(hostname) {
    this.base = this.base.replace(/\/\/[^/:]*/, () => `//${hostname}`);
  }

  /** Sends a text; `false` if the session is not open. */
  send(text) {
    return Boolean(this.report(SEND_BY_HTTP, 0, text));
  }

  receive(url) {
    this.close();
    try {
      const request = createRequest();
      this.receiver = request;
      /** Where the line begins that is not complete yet. */
      let seen = 0;
      request.onreadystatechange = request.onprogress = () => {
        if (request.readyState < LOADING) return;
        const status = statusOf(request);
        if (status === 200) {
          const text = request.responseText;
          for (let end; (end = text.indexOf('\n', seen)) >= 0;) {
            const line = text.slice(seen, end);
            seen = end + 1;
            if (line) this.report(RESPONSE_LINE, line.charCodeAt(0), line.slice(1), line);
          }
          if (seen === text.length) this.report(RESPONSE_LENGTH, seen);
        }
        // Unless what was in the text has led to another request.
        if (request.readyState === DONE && this.receiver === request) {
          this.close();
          this.report(RESPONSE_END, status);
        }
      };
      // A page that is put away takes its requests back; if it is taken out again, it is without them. Timers do not
      // ring until then.
      this.cut = () => {
        this.close();
        setTimeout(() => this.report(RESPONSE_END, 0));
      };
      Runtime.addUnloadListener(this.cut);
      post(request, url);
    } catch (error) {
      this.close();
      this.report(REQUEST_FAILED, 0, error);
    }
  }

  /** Aborts the request that receives; nothing is heard of it any more. */
  close() {
    const { receiver } = this;
    if (!receiver) return;
    this.receiver = undefined;
    try {
      receiver.onreadystatechange = receiver.onprogress = null;
      Runtime.removeUnloadListener(this.cut);
      receiver.abort();
    } catch (error) {
      report(error);
    }
  }

  report(input, number, a, b) {
    return this.bridge.core.report(input, this.id, number, a, b);
  }
}

const createRequest = () => new (Runtime.getXHRAPI())();

function post(request, url, body) {
  const separator = url.includes('?') ? '&' : '?';
  request.open('POST', `${url}${separator}t=${Date.now()}&n=${++requests}`, true);
  request.setRequestHeader('Content-Type', 'application/json');
  request.send(body);
}

/** 0 where asking for it throws. */
function statusOf(request) {
  try {
    return request.status;
  } catch {
    return 0;
  }
}
