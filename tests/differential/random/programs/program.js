// One random program: what it holds, what it is owed, and where the libraries may go apart.
//
// Where DEVIATIONS.md says that ours bears what pusher-js does not, pusher-js is spared it and ours is not: both traces
// must then be equal. So it is with callbacks and handlers that throw (`isolated-callbacks`, `auth-failures`) and with
// answers that come too late (`late-auth`). While a frame is handled that pusher-js chokes on (`malformed-messages`),
// nothing is written down; what follows must be equal again.

import nacl from 'tweetnacl';
import { Play } from '../steps.js';

export const base64 = (bytes) => btoa(String.fromCharCode(...bytes));

/** The keys that a server may come to use for an encrypted channel, one after the other. */
const KEYS = [7, 8, 9].map((byte) => new Uint8Array(32).fill(byte));
const NONCE = new Uint8Array(24).fill(5);

/** How deep callbacks may do things that call callbacks. */
const DEPTH = 3;

export class Program extends Play {
  constructor(tools, dice, pusher) {
    super(tools, dice, pusher);
    this.isOurs = '_bridge' in pusher;
    /** Authorizations and authentications that are not answered yet. */
    this.asks = [];
    this.requestsSeen = 0;
    /** The place of an encrypted channel's present key in `KEYS`, by name. */
    this.keys = {};
    /** Channels that the program has deleted from the table. */
    this.deleted = new Set();
    /** Whether the server has yet to say what it thinks of a sign-in. */
    this.owesSignin = false;
    this.isMuted = false;
    this.depth = 0;
    this.state = '';
    /** The promises of sign-ins, and what they were fulfilled with. */
    this.promises = [];
    this.fulfilled = [];
  }

  /** Does something about which nothing is written down. */
  quietly(what) {
    const { world } = this.tools;
    world.write = () => {};
    this.isMuted = true;
    what();
    world.turn();
    delete world.write;
    this.isMuted = false;
  }

  /** Does something of which callbacks make nothing. */
  calmly(what) {
    this.depth += DEPTH;
    what();
    this.depth -= DEPTH;
  }

  /** Does something inside a callback or handler, unless that goes too deep. */
  inside(what) {
    if (this.isMuted || this.depth >= DEPTH) return;
    this.depth++;
    what();
    this.depth--;
  }

  /** An error that ours is to bear and pusher-js is spared. */
  fail(error, spared) {
    if (this.isOurs) throw error;
    spared(error);
  }

  // ---- channels ----

  get channels() {
    return this.pusher.allChannels();
  }

  /** Whether the client counts as connected: also while it waits to try again. */
  get isUp() {
    return this.pusher.connection.state === 'connected';
  }

  /** Whether the channel waits for nothing but the server's confirmation. */
  isAsked(name) {
    const channel = this.pusher.channel(name);
    return (
      this.isConnected &&
      Boolean(channel?.subscriptionPending) &&
      !this.asks.some((ask) => ask.channel === channel && !ask.isRefresh && this.isCurrent(ask))
    );
  }

  // ---- authorization ----

  /** An application's function is asked. */
  ask({ socketId, channelName }, callback) {
    const { tools, dice } = this;
    tools.log('asked', channelName, socketId);
    const ask = {
      name: channelName,
      channel: channelName && this.pusher.channel(channelName),
      socketId,
      grant: (answer) => callback(null, answer),
      refuse: (error) => callback(error, null),
    };
    this.add(ask);
    if (this.isMuted) return undefined;
    if (dice.chance(0.1)) this.inside(() => this.acts[dice.pick(Object.keys(this.acts))](this));
    const isCurrent = this.isCurrent(ask);
    const isAsync = dice.chance(0.5);
    if (dice.chance(0.07)) {
      if (isCurrent) return this.failToAnswer(ask, isAsync);
    } else if (dice.chance(0.6)) this.answer(ask);
    return undefined;
  }

  /** The application's function throws, or returns a promise that is rejected (`auth-failures`). */
  failToAnswer(ask, isAsync) {
    const error = new Error('oops');
    const end = () => this.asks.splice(this.asks.indexOf(ask), 1);
    if (!isAsync) {
      end();
      return this.fail(error, ask.refuse);
    }
    return Promise.resolve().then(() => {
      const isCurrent = this.isCurrent(ask);
      end();
      if (this.isOurs) throw error;
      if (isCurrent) ask.refuse(error);
    });
  }

  add(ask) {
    ask.isRefresh = ask.name !== undefined && ask.name === this.refreshing;
    for (const other of this.asks)
      if (other.channel === ask.channel && !ask.isRefresh && !other.isRefresh)
        other.isOutdated = true;
    this.asks.push(ask);
  }

  /** Looks for requests at endpoints that are new. */
  collect() {
    const { requests } = this.tools.world;
    for (const request of requests.slice(this.requestsSeen)) {
      const asked = new URLSearchParams(request.body);
      const name = asked.get('channel_name') ?? undefined;
      this.add({
        name,
        channel: name && this.pusher.channel(name),
        socketId: asked.get('socket_id'),
        grant: (answer) => request.respond(200, answer),
        refuse: (error, status) => request.respond(status, 'no'),
        isRequest: true,
      });
    }
    this.requestsSeen = requests.length;
  }

  /** Whether an answer would still be welcome. */
  isCurrent(ask) {
    const { channel, name, isRefresh } = ask;
    if (!this.isUp || ask.socketId !== this.pusher.connection.socket_id) return false;
    if (!name) return !this.pusher.user.user_data && !ask.isOutdated;
    if (!channel || (this.pusher.channel(name) !== channel && !this.deleted.has(channel)))
      return false;
    return !ask.isOutdated && (isRefresh || channel.subscriptionPending);
  }

  /** Answers, in one way or another. One that comes too late is for ours to drop. */
  answer(ask) {
    const { dice } = this;
    const isCurrent = this.isCurrent(ask);
    this.asks.splice(this.asks.indexOf(ask), 1);
    const [error, status] = [dice.pick(ERRORS), dice.pick([403, 500, 0, 200])];
    const [isGranted, isNonsense, isTwice] = [0.8, 0.2, 0.1].map((chance) => dice.chance(chance));
    const nonsense = dice.pick([undefined, null, 'text', 7]);
    const nobody = { auth: 'k:s', channel_data: dice.pick(['no JSON', '{}', 'null', '7', '']) };
    const [isBadSecret, shared_secret] = [dice.chance(0.05), dice.pick(['AA==', '***', 7, {}])];
    const grant = this.grantFor(ask);
    if (!isCurrent) {
      if (this.isOurs) ask.grant(grant);
    } else if (isBadSecret && grant.shared_secret && !ask.isRefresh && !ask.isRequest) {
      // `bad-secrets`
      if (this.isOurs) ask.grant({ ...grant, shared_secret });
      else ask.refuse(new Error('a bad secret'));
    } else if (isGranted) {
      if (!ask.name) this.owesSignin = true;
      ask.grant(grant);
      if (isTwice && this.isOurs && !ask.isRefresh) ask.grant(grant);
    } else if (isNonsense && !ask.isRequest) {
      // What names no channel_data at all is looked at later.
      if (this.isOurs) ask.grant(ask.channel?.members ? nobody : nonsense);
      else ask.refuse(new Error('nonsense'));
    } else ask.refuse(error, status);
  }

  grantFor({ name }) {
    const { dice, pusher } = this;
    const answer = { auth: dice.pick(['k:s', '', undefined, 7, 'k:"é']) };
    if (!name) return { ...answer, user_data: this.userData };
    const channel_data = JSON.stringify({
      user_id: dice.pick(['1', '1', '2', 3, '', 'ä', null]),
      user_info: { a: 1 },
    });
    // Without it, the sign-in says who it is.
    const isLeft = pusher.user.user_data && dice.chance(0.3);
    if (name.startsWith('presence-')) {
      if (!isLeft) answer.channel_data = channel_data;
    } else if (dice.chance(0.2)) answer.channel_data = 'anything';
    if (name.startsWith('private-encrypted-') && dice.chance(0.95))
      answer.shared_secret = base64(this.key(name));
    return answer;
  }

  get userData() {
    return JSON.stringify({ id: this.dice.pick(['7', '7', '8', 'ä\ud800']), name: 'Ann' });
  }

  // ---- encrypted channels ----

  key(name) {
    return KEYS[this.keys[name] ?? 0];
  }

  changeKey(name) {
    this.keys[name] = ((this.keys[name] ?? 0) + 1) % KEYS.length;
  }

  /** A payload as the server seals it at present. */
  sealed(name, text) {
    const box = nacl.secretbox(new TextEncoder().encode(text), NONCE, this.key(name));
    return { nonce: base64(NONCE), ciphertext: base64(box) };
  }

  /** What was asked for a subscription that has been reset is nothing to anybody (`late-auth`). */
  forgetRefreshes(channels) {
    for (const ask of this.asks)
      if (ask.isRefresh && channels.includes(ask.channel)) ask.isOutdated = true;
  }

  /** Whether a new key is being fetched: what comes meanwhile goes its own way (`one-new-key`). */
  isRefreshing(name) {
    return this.asks.some((ask) => ask.isRefresh && ask.name === name && this.isCurrent(ask));
  }

  /** What is asked for meanwhile on this channel is a new key. */
  whileRefreshing(name, what) {
    this.collect();
    this.refreshing = name;
    what();
    this.collect();
    this.refreshing = undefined;
  }

  // ---- what is seen ----

  /** Writes down what has changed since it was last looked at. */
  tell() {
    const { pusher, tools } = this;
    const { connection, user } = pusher;
    const { signinDonePromise: promise, serverToUserChannel: own } = user;
    if (promise && !this.promises.includes(promise)) {
      const number = this.promises.push(promise) - 1;
      promise.then((value) => this.fulfilled.push(`${number}: ${value}`));
    }
    const state = [
      connection.state,
      connection.socket_id,
      `user ${user.user_data?.id} ${own?.name} ${own && flags(own)}`,
      `promise ${this.promises.indexOf(promise)} ${promise?.done} (${this.fulfilled})`,
      ...this.channels.map(
        (channel) =>
          `${channel.name.slice(0, 30)} ${flags(channel)} ${channel.subscriptionCount} ${members(channel, tools)}`,
      ),
    ].join(' | ');
    if (state !== this.state) tools.world.write(`  = ${state}`);
    this.state = state;
  }
}

const ERRORS = [new Error('no'), { message: 'no' }, { message: 'no', status: 403 }, true, 'text'];

function flags({ subscribed, subscriptionPending, subscriptionCancelled }) {
  return `${subscribed ? 's' : ''}${subscriptionPending ? 'p' : ''}${subscriptionCancelled ? 'c' : ''}`;
}

function members({ members }, { world }) {
  if (!members) return '';
  const { myID, me, count } = members;
  return world.print([count, myID, me, members.members]);
}
