// The ways to a server that are under way: sockets, and sessions made of requests. Steps treat them alike.

import { ScriptedRequest } from '../page/request.js';

/** A WebSocket, or one of SockJS. */
export class SocketLine {
  constructor(script) {
    this.script = script;
    /** When it began. */
    this.turn = script.turn;
    /** Whether the server has let us in. */
    this.greeted = false;
  }

  get state() {
    return ['connecting', 'open', 'closing', 'closed'][this.script.socket.readyState];
  }

  open() {
    this.script.open();
  }

  /** Frames come, one after the other. */
  say(...texts) {
    for (const text of texts) this.script.message(text);
  }

  err() {
    this.script.error();
  }

  close(code, reason, wasClean) {
    this.script.close(code, reason, wasClean);
  }

  /** Ends without ever having been open. */
  fail({ pick, chance }) {
    if (chance(0.7)) this.err();
    this.close(pick([1000, 1002, 1006, 4000, 4001, 4100, 4200]));
  }
}

/** A session of `xhr_streaming` or `xhr_polling`. */
export class SessionLine {
  constructor(requests, id) {
    this.requests = requests;
    this.id = id;
    this.turn = this.request.turn;
    this.greeted = false;
    this.opened = false;
  }

  /** The one that receives. */
  get request() {
    return this.requests.findLast(({ session }) => session === this.id);
  }

  get state() {
    const { request } = this;
    if (!request || request.aborted || request.request.readyState === 4) return 'closed';
    return this.opened ? 'open' : 'connecting';
  }

  get isPolling() {
    return this.request.endpoint === 'xhr';
  }

  open({ chance }) {
    this.opened = true;
    this.line(chance(0.2) ? 'o{"hostname":"moved.test"}' : 'o');
  }

  /** Frames come at once. */
  say(...texts) {
    this.line(`a${JSON.stringify(texts)}`);
  }

  close(code, reason) {
    this.line(`c${JSON.stringify([code, reason])}`);
  }

  /** A line comes, in two pieces. */
  line(text) {
    const { request } = this;
    const half = text.length >> 1;
    request.chunk(text.slice(0, half)).chunk(`${text.slice(half)}\n`);
  }

  /** The response ends. */
  end(status) {
    this.request.end(status);
  }

  /** Ends without ever having been open. */
  fail({ pick, chance }) {
    if (chance(0.3)) this.close(pick([1006, 4001, 4100, 4200]), 'because');
    else this.end(pick(this.isPolling ? [0, 404, 500] : [0, 200, 404, 500]));
  }
}

/**
 * The requests of sessions. What sends has names and lanes of its own, as pusher-js sends a turn later (`sent-at-once`);
 * and sessions are told by number, as the dice that name them may have been thrown more often (`memory-second`).
 */
export class SessionRequest extends ScriptedRequest {
  register() {
    const { world } = this;
    [, this.session, this.endpoint] = /\/(\d+\/\w{8})\/(xhr\w*)/.exec(this.line);
    const isSend = this.endpoint === 'xhr_send';
    const list = isSend ? world.sends : world.requests;
    list.push(this);
    const sessions = [...new Set(world.requests.map(({ session }) => session))];
    const session = `session ${sessions.indexOf(this.session)}`;
    this.line = this.line.replace(this.session, session).replace(/\bn=\d+/, 'n');
    if (!isSend) {
      this.name = `request ${list.length - 1}`;
      return 'main';
    }
    this.name = `${session} ${this.body === '[]' ? 'heartbeat' : 'send'}`;
    return this.name;
  }
}
