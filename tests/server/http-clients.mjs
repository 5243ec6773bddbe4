/** What the tests speak the HTTP transports with: bare requests, and the official SockJS client. */
import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { createInterface } from 'node:readline';
import SockJS from 'sockjs-client';
import { RawClient } from './clients.mjs';

/**
 * A POST request, resolved with the answer's head; `next()` gives its lines one by one, and
 * undefined at its end.
 * @param {string} url
 * @param {{ body?: unknown, method?: string, headers?: object, ca?: string }} [options]
 */
export function post(url, { body, method = 'POST', headers = {}, ca } = {}) {
  const { request } = url.startsWith('https:') ? https : http;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ca,
      agent: false,
    });
    sent.on('error', reject);
    sent.on('response', (res) => {
      const lines = createInterface({ input: res })[Symbol.asyncIterator]();
      resolve({
        status: res.statusCode,
        headers: res.headers,
        next: () => lines.next().then(({ value }) => value, cutOff),
        abort: () => sent.destroy(),
      });
    });
    sent.end(text);
  });
}

/** @param {NodeJS.ErrnoException} error */
function cutOff(error) {
  if (error.code === 'ECONNRESET') return undefined;
  throw error;
}

/** A session of the xhr transports, by pusher-js's form of its address. */
export class XhrSession {
  /**
   * @param {{ url: string }} server
   * @param {{ app?: string, query?: string, ca?: string }} [options]
   */
  constructor(server, { app = '/pusher/app/key1', query = 'protocol=7', ca } = {}) {
    this.base = `${server.url}${app}/042/${randomBytes(4).toString('hex')}`;
    this.query = query;
    this.ca = ca;
  }

  /** Opens a stream; what comes before the first frame is gone. */
  async stream() {
    const answer = await this.post(`xhr_streaming?${this.query}`);
    await answer.next();
    return answer;
  }

  /** One request of polling: its only line. */
  async poll() {
    return (await this.post(`xhr?${this.query}`)).next();
  }

  /** @param {...object} messages */
  send(...messages) {
    return this.post('xhr_send', { body: messages.map((message) => JSON.stringify(message)) });
  }

  post(kind, options = {}) {
    return post(`${this.base}/${kind}`, { ca: this.ca, ...options });
  }
}

/** The messages of a frame `a[…]`, parsed. */
export function messages(line) {
  if (line?.[0] !== 'a') throw new Error(`a frame of messages was expected, not ${line}`);
  return JSON.parse(line.slice(1)).map((text) => JSON.parse(text));
}

/** The official SockJS client as a RawClient; `path` is its first message. */
export function sockJsClient(server, { transport, path = '/app/key1?protocol=7' }) {
  const inner = new SockJS(`${server.url}/pusher`, null, { transports: transport });
  const outer = Object.assign(new EventEmitter(), {
    send: (text) => inner.send(text),
    close: () => inner.close(),
  });
  inner.onopen = () => {
    inner.send(JSON.stringify({ path }));
    outer.emit('open');
  };
  inner.onmessage = ({ data }) => outer.emit('message', data);
  inner.onclose = ({ code, reason }) => outer.emit('close', code, reason);
  return new RawClient(outer);
}
