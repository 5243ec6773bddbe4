/** What the tests of the development server speak to it with. */
import { createHmac } from 'node:crypto';
import PusherClient from 'pusher-js';
import PusherBackEnd from 'pusher';
import { WebSocket } from 'ws';
import { createServer } from '../support/server/index.mjs';

const PATIENCE_MS = 3000;

/**
 * A server that ends with the test.
 * @param {import('node:test').TestContext} t
 * @param {import('../support/server/index.mjs').Options} [options]
 */
export async function start(t, options) {
  const server = await createServer(options);
  t.after(() => server.close());
  return server;
}

/** @typedef {Awaited<ReturnType<typeof createServer>>} Server */

/** A WebSocket, or what has the face of one, that remembers what it got. */
export class RawClient {
  /** @type {any[]} the frames that nobody asked for yet */
  unread = [];
  #wake = () => {};

  /** @param {string | import('node:events').EventEmitter} socket a URL makes a WebSocket */
  constructor(socket, options = {}) {
    this.ws = typeof socket === 'string' ? new WebSocket(socket, options) : socket;
    this.ws.on('error', () => {});
    this.ws.on('message', (data) => {
      const text = data.toString();
      this.unread.push(text.startsWith('{"event":"broken"') ? text : JSON.parse(text));
      this.#wake();
    });
    this.closed = new Promise((resolve) => {
      this.ws.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
  }

  /** The next frame with this event name; those before it stay unread. */
  async next(event) {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = this.unread.findIndex((frame) => frame.event === event);
      if (found >= 0) return this.unread.splice(found, 1)[0];
      const left = deadline - Date.now();
      if (left <= 0) {
        throw new Error(`${event} did not come, but ${JSON.stringify(this.unread)}`);
      }
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  send(event, data, channel) {
    this.ws.send(JSON.stringify({ event, data, channel }));
  }

  /** Once this is back, everything sent before has been dealt with and has arrived. */
  async flush() {
    this.send('pusher:ping', {});
    await this.next('pusher:pong');
  }

  /** @param {string} event */
  has(event) {
    return this.unread.some((frame) => frame.event === event);
  }

  async establish() {
    const greeting = await this.next('pusher:connection_established');
    this.socketId = JSON.parse(greeting.data).socket_id;
    return this;
  }

  /** Subscribes with a right signature and gives the confirmation's data. */
  async subscribe(channel, member) {
    this.request(channel, member);
    const frame = await this.next('pusher_internal:subscription_succeeded');
    return JSON.parse(frame.data);
  }

  request(channel, member) {
    const channel_data = member && JSON.stringify(member);
    const auth = sign(this.socketId, channel, channel_data);
    this.send('pusher:subscribe', { channel, auth, channel_data });
  }
}

/** @param {(string | undefined)[]} parts */
export function sign(...parts) {
  const text = parts.filter((part) => part !== undefined).join(':');
  return `key1:${createHmac('sha256', 'secret1').update(text).digest('hex')}`;
}

export function socketUrl(server, path = '/app/key1') {
  return server.url.replace('http', 'ws') + path;
}

/** A raw client that is connected. */
export function connect(server) {
  return new RawClient(socketUrl(server)).establish();
}

/** The reference client, ended with the test. */
export function pusherJs(t, server, options = {}) {
  const client = new PusherClient('key1', {
    cluster: 'none',
    wsHost: '127.0.0.1',
    wsPort: server.port,
    forceTLS: false,
    enabledTransports: ['ws'],
    channelAuthorization: { endpoint: `${server.url}/pusher/auth` },
    userAuthentication: { endpoint: `${server.url}/pusher/user-auth` },
    ...options,
  });
  t.after(() => client.disconnect());
  return client;
}

/** The first event of this name on anything that has `bind`. */
export function once(target, event) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${event} did not come`)), PATIENCE_MS);
    target.bind(event, (data, metadata) => {
      clearTimeout(timer);
      resolve({ data, metadata });
    });
  });
}

/** The official server SDK. */
export function backEnd(server, options = {}) {
  return new PusherBackEnd({
    appId: 'app1',
    key: 'key1',
    secret: 'secret1',
    host: '127.0.0.1',
    port: String(server.port),
    useTLS: false,
    ...options,
  });
}

/** Turns a switch over HTTP. */
export function turn(server, name, options = {}) {
  return fetch(`${server.url}/faults/${name}`, { method: 'POST', body: JSON.stringify(options) });
}
