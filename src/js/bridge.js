// One client's JavaScript side, as the Rust side calls it (src/browser/host.rs has the contract), and the
// way in for messages. It keeps objects and calls callbacks; every decision is made on the other side.

import { Channel } from './channel.js';
import { INDEX, NO_CHANNEL } from './channels.js';
import { emitBound, emitGlobal, hears } from './dispatcher.js';
import { HTTPAuthError, badOption, errorText } from './errors.js';
import * as log from './logger.js';
import { decode } from './message.js';
import { Runtime } from './runtime.js';
import { SockJSSocket } from './sockjs.js';

/** Counts the requests of sockets that are made of them, for the whole page. */
let requests = 0;

/** What `handle_event` says of a message. */
const IGNORE = 0;
const DELIVER = 1;
const DELIVER_WITH_METADATA = 2;

const pusherError = (data) => ({ type: 'PusherError', data });
const parseError = (error, data) => ({ type: 'MessageParseError', error, data });

/** What `error` events carry, by the number that Rust gives. */
const FAULTS = [
  pusherError,
  (code, message) => pusherError({ code, message }),
  (error, data) => parseError(parseError(error, data), data),
  (error) => ({ type: 'HandshakeError', error }),
  (error, data) => ({ type: 'HandshakeError', error: parseError(error, data) }),
  (error) => ({ type: 'WebSocketError', error }),
  (code, message) => ({ type: 'WebSocketError', error: pusherError({ code, message }) }),
];

/** Names of channel events, by the number that Rust gives. */
const CHANNEL_EVENTS = [
  'pusher:subscription_succeeded',
  'pusher:subscription_count',
  'pusher:member_added',
  'pusher:member_removed',
];

export class Bridge {
  constructor(pusher) {
    this.pusher = pusher;
    /** The Rust side, and what it holds of this one. */
    this.core = undefined;
    this.host = undefined;
    /** Channels by their place in Rust's table. */
    this.byId = [];
    /** The message that is being handled. */
    this.message = undefined;
    /** Open or opening sockets, and perhaps one that is not. */
    this.sockets = [];
    /** What the network is told to call, while it is. */
    this.listeners = undefined;
  }

  // ---- messages ----

  receive(socket, text) {
    let frame;
    try {
      frame = JSON.parse(text);
    } catch (error) {
      this.core.handle_malformed(socket, error, text);
      return;
    }
    const name = frame?.event;
    if (typeof name !== 'string') {
      this.core.handle_malformed(socket, new Error('A message without an event name'), text);
      return;
    }
    const named = frame.channel;
    // An object is no name, and may not even have a text to look for.
    const channel = named && typeof named !== 'object' ? this.find(named) : undefined;
    // Programs may have put something of their own into the table.
    const id = channel?._id ?? NO_CHANNEL;
    // The protocol's own names start like this. Going the long way needlessly does no harm.
    if (!name.startsWith('pusher')) {
      const delivery = this.core.handle_event(socket, id);
      if (delivery === IGNORE) return;
      if (delivery <= DELIVER_WITH_METADATA) {
        this.deliver(frame, channel, delivery !== DELIVER);
        return;
      }
    }
    const message = decode(frame);
    // pusher-js does not tell of a socket's first message.
    if (this.pusher.connection.connection) log.debug('Event recd', message);
    this.during(message, () => this.core.handle_message(socket, name, id, message.data, text));
  }

  /** The channel of this name, the user's own included. */
  find(name) {
    const { channels, user } = this.pusher;
    const own = user.serverToUserChannel;
    return channels.find(name) ?? (own?.name === name ? own : undefined);
  }

  /** A message that the application itself gives to a channel. */
  handleEvent(channel, message) {
    this.during(message, () =>
      this.core.handle_channel_message(channel._id, message.event, message.data),
    );
  }

  /** Makes this the message that is being handled. */
  during(message, handle) {
    const outer = this.message;
    this.message = message;
    try {
      handle();
    } finally {
      this.message = outer;
    }
  }

  /** Hands an application's message to everybody who listens; if nobody does, its payload is not even parsed. */
  deliver(frame, channel, metadata) {
    const { connection, global_emitter } = this.pusher;
    if (
      !log.isLogging() &&
      !(channel && hears(channel, frame.event)) &&
      !hears(global_emitter, frame.event) &&
      !hears(connection, 'message')
    ) {
      return;
    }
    const message = decode(frame);
    log.debug('Event recd', message);
    emitGlobal(connection, 'message', message);
    // The listeners above may just have removed it, and made another.
    const present = channel?._id === NO_CHANNEL ? this.find(frame.channel) : channel;
    if (present) emitOnChannel(present, message, metadata);
    global_emitter.emit(message.event, message.data);
    emitBound(connection, 'message', message);
  }

  emitMessage(stage) {
    const { message, pusher } = this;
    if (stage === 0) emitGlobal(pusher.connection, 'message', message);
    else if (stage === 1) pusher.global_emitter.emit(message.event, message.data);
    else emitBound(pusher.connection, 'message', message);
  }

  emitChannelMessage(id, metadata) {
    emitOnChannel(this.channel(id), this.message, metadata);
  }

  // ---- environment ----

  createSocket(id, transport, url) {
    this.noteTransport(id, transport, url);
    log.debug('Connecting', { transport, url });
    const socket =
      transport === 'sockjs'
        ? new SockJSSocket(url, this.pusher.options, (error) => this.emitError(5, error))
        : Runtime.createWebSocket(url);
    this.keep(socket);
    socket.onopen = () => this.core.socket_opened(id);
    socket.onerror = (error) => this.core.socket_failed(id, error);
    socket.onmessage = (event) => this.receive(id, event.data);
    // Stand-ins call it without an event.
    socket.onclose = ({ code, reason, wasClean } = {}) => {
      socket.onopen = socket.onerror = socket.onmessage = socket.onclose = null;
      this.core.socket_closed(id, code ?? 0, reason ?? '', Boolean(wasClean));
    };
    this.noteState(id, 'connecting');
    return socket;
  }

  /** Keeps a socket at hand, and forgets those that are closed. */
  keep(socket) {
    this.sockets = this.sockets.filter(({ readyState }) => readyState < 2);
    this.sockets.push(socket);
  }

  newSession(id, transport, url) {
    this.noteTransport(id, transport, url);
    log.debug('Connecting', { transport, url });
    this.noteState(id, 'connecting');
    let name = `${Runtime.randomInt(1000)}/`;
    for (let i = 0; i < 8; i++) name += Runtime.randomInt(32).toString(32);
    return name;
  }

  createSocketRequest() {
    const request = new (Runtime.getXHRAPI())();
    this.keep({
      // Whoever is done with a request takes its listener off; its own state begins anew when it is aborted.
      get readyState() {
        return request.onreadystatechange ? 0 : 3;
      },
      close() {
        request.onreadystatechange = request.onprogress = null;
        request.abort();
      },
    });
    return request;
  }

  uniqueURL(url) {
    return `${url}${url.includes('?') ? '&' : '?'}t=${Date.now()}&n=${++requests}`;
  }

  addUnloadListener(listener) {
    Runtime.addUnloadListener(listener);
  }

  removeUnloadListener(listener) {
    Runtime.removeUnloadListener(listener);
  }

  recall(key) {
    try {
      const entry = Runtime.getLocalStorage()[key];
      return entry ? JSON.parse(entry) : undefined;
    } catch {
      this.forget(key); // none of ours, or no storage
      return undefined;
    }
  }

  remember(key, transport, latency, cacheSkipCount) {
    const entry = { timestamp: Date.now(), transport, latency, cacheSkipCount };
    try {
      Runtime.getLocalStorage()[key] = JSON.stringify(entry);
    } catch {
      // No storage, or no room in it: then the next page starts without.
    }
  }

  forget(key) {
    try {
      delete Runtime.getLocalStorage()[key];
    } catch {
      // No storage.
    }
  }

  logSent(text) {
    if (log.isLogging()) log.debug('Event sent', JSON.parse(text));
  }

  badOption(fault, option, given) {
    return badOption(fault, option, given);
  }

  errorText(error) {
    return errorText(error);
  }

  // ---- timeline ----

  noteTransport(cid, transport, url) {
    const { timeline } = this.pusher;
    timeline.uniqueID = cid;
    timeline.info({ cid, transport: /^(wss|https):/.test(url) ? `${transport}s` : transport });
    this.noteState(cid, 'initialized');
  }

  noteState(cid, state, params) {
    this.pusher.timeline.info({ cid, state, params });
  }

  noteOpened(cid) {
    this.noteState(cid, 'open');
  }

  noteFailed(cid, error) {
    this.pusher.timeline.error({ cid, error: String(error) });
  }

  noteClosed(cid, code, reason, wasClean) {
    this.noteState(cid, 'closed', { code, reason, wasClean });
  }

  noteGivenUp(cid) {
    this.noteClosed(cid, undefined, undefined, true);
  }

  notePreferred(transport, latency) {
    this.pusher.timeline.info({ cached: true, transport, latency });
  }

  noteHandshakeError(handshakeError) {
    this.pusher.timeline.error({ handshakeError });
  }

  notePongTimedOut(timeout) {
    this.pusher.timeline.error({ pong_timed_out: timeout });
  }

  noteRetry(delay) {
    this.pusher.timeline.info({ action: 'retry', delay });
  }

  sendStats(useTLS) {
    this.pusher.timelineSender.send(useTLS);
  }

  // ---- connection ----

  setState(state) {
    const { connection, timeline } = this.pusher;
    const params = state === 'connected' ? { socket_id: connection.socket_id } : undefined;
    timeline.info({ state, params });
    if (log.isLogging()) {
      const change = `${connection.state} -> ${state}`;
      log.debug(
        'State changed',
        state === 'connected' ? `${change} with new socket ID ${connection.socket_id}` : change,
      );
    }
    connection.state = state;
    this.stayAwake(state !== 'disconnected' && state !== 'failed');
  }

  /** Listens to the network and is kept from being collected, or no longer: a client at rest needs neither. */
  stayAwake(wanted) {
    if (wanted === Boolean(this.listeners)) return;
    const network = Runtime.getNetwork();
    if (wanted) {
      this.host.kept = this;
      const hear = (netinfo) => () => {
        this.pusher.timeline.info({ netinfo });
        this.core.network(netinfo === 'online');
      };
      this.listeners = { online: hear('online'), offline: hear('offline') };
      for (const name in this.listeners) network.bind(name, this.listeners[name]);
    } else {
      this.host.kept = undefined;
      for (const name in this.listeners) network.unbind?.(name, this.listeners[name]);
      this.listeners = undefined;
    }
  }

  setConnection(socketId, transport, useTLS) {
    const { connection } = this.pusher;
    if (socketId) {
      connection.socket_id = socketId;
      connection.connection = { id: socketId, transport: { name: transport, options: { useTLS } } };
    } else {
      connection.connection = null;
    }
  }

  // What has a meaning to the client itself it hears between those who listen to everything and the others.

  announceStateChange(previous, current) {
    emitGlobal(this.pusher.connection, 'state_change', { previous, current });
  }

  emitStateChange(previous, current) {
    emitBound(this.pusher.connection, 'state_change', { previous, current });
  }

  announceState(state) {
    const { connection } = this.pusher;
    emitGlobal(connection, state, stateData(connection, state));
    if (state === 'connected') this.forgetDeleted();
  }

  /** A channel that a program has deleted from the table is not subscribed again. */
  forgetDeleted() {
    const { channels, user } = this.pusher;
    for (const channel of this.byId) {
      if (!channel || channel === user.serverToUserChannel) continue;
      // By its id, as the table may hold it in a proxy.
      if (channels.channels[channel.name]?._id !== channel._id)
        this.core.remove_channel(channel._id);
    }
  }

  emitState(state) {
    const { connection } = this.pusher;
    emitBound(connection, state, stateData(connection, state));
  }

  emitConnection(event, data) {
    this.pusher.connection.emit(event, data);
  }

  emitError(kind, first, second) {
    const error = FAULTS[kind](first, second);
    log.warn(error);
    this.pusher.connection.emit('error', error);
  }

  // ---- channels ----

  /** The channel of this id. Rust tells of a channel's removal last, so it is there. */
  channel(id) {
    return this.byId[id & INDEX];
  }

  removeChannel(id, unsubscribed) {
    const channel = this.channel(id);
    this.byId[id & INDEX] = undefined;
    channel._id = NO_CHANNEL;
    if (unsubscribed) {
      channel.subscribed = false;
      channel.subscriptionPending = false;
    }
    const { channels } = this.pusher.channels;
    if (channels[channel.name] === channel) delete channels[channel.name];
  }

  setSubscription(id, subscribed, pending, cancelled) {
    const channel = this.channel(id);
    channel.subscribed = subscribed;
    channel.subscriptionPending = pending;
    channel.subscriptionCancelled = cancelled;
  }

  setSubscriptionCount(id, count) {
    this.channel(id).subscriptionCount = count;
  }

  setMembers(id, byId, count, myId) {
    const { members } = this.channel(id);
    members.members = byId;
    members.count = count;
    members.myID = myId;
    members.me = members.get(myId);
  }

  setMemberCount(id, count) {
    this.channel(id).members.count = count;
  }

  emitChannel(id, event, data) {
    this.channel(id).emit(CHANNEL_EVENTS[event], data);
  }

  emitDecrypted(id, event, data) {
    this.channel(id).emit(event, data);
  }

  logError(id, text) {
    log.error(`On ${this.channel(id).name} ${text}`);
  }

  emitMembers(id) {
    const channel = this.channel(id);
    channel.emit(CHANNEL_EVENTS[0], channel.members);
  }

  emitMember(id, event, memberId, info) {
    this.channel(id).emit(CHANNEL_EVENTS[event], { id: memberId, info });
  }

  emitAuthError(id, error, status) {
    log.error(error);
    this.channel(id).emit('pusher:subscription_error', authError(error, status));
  }

  // ---- user ----

  setUser(data) {
    const { user } = this.pusher;
    user.user_data = data;
    if (data === null) {
      user.serverToUserChannel?.unbind_all();
      user.serverToUserChannel = null;
    }
  }

  signinBegun() {
    this.pusher.user._begin();
  }

  signinDone() {
    this.pusher.user._end();
  }

  emitSigninError(error, status) {
    log.warn('Error during signin', error);
    this.pusher.user.emit('pusher:signin_error', authError(error, status));
  }

  setUserChannel(id, name) {
    const { pusher } = this;
    const channel = new Channel(name, pusher, id);
    channel.bind_global((event, data) => {
      if (!event.startsWith('pusher:')) pusher.user.emit(event, data);
    });
    this.byId[id & INDEX] = channel;
    pusher.user.serverToUserChannel = channel;
  }

  emitWatchlist(name, event) {
    this.pusher.user.watchlist.emit(name, event);
  }

  // ---- authorization ----

  authorize(id, request, socketId) {
    const answer = (error, data) => {
      if (error) {
        const status = error instanceof HTTPAuthError ? error.status : undefined;
        this.core.refused(id, request, error.message, status);
      } else if (id !== NO_CHANNEL && this.channel(id)?.members && data?.channel_data == null) {
        // Who it is, the sign-in says. As in pusher-js that is looked at later: what is bound right after
        // subscribing hears of it.
        Promise.resolve().then(() => this.core.authorized(id, request, data));
      } else {
        this.core.authorized(id, request, data);
      }
    };
    return id === NO_CHANNEL
      ? this.pusher.config.userAuthenticator({ socketId }, answer)
      : this.channel(id).authorize(socketId, answer);
  }
}

/** What the event named after a state carries. */
function stateData({ socket_id }, state) {
  return state === 'connected' ? { socket_id } : undefined;
}

/** What `pusher:subscription_error` and `pusher:signin_error` carry. */
function authError(error, status) {
  return status === undefined ? { type: 'AuthError', error } : { type: 'AuthError', error, status };
}

function emitOnChannel(channel, message, withUser) {
  const metadata = withUser && message.user_id ? { user_id: message.user_id } : {};
  channel.emit(message.event, message.data, metadata);
}
