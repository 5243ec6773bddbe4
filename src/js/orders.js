// What the Rust side has done here: one function an order, with the arguments that src/browser/host.rs tells of.
// They keep objects and call callbacks; every decision is made on the other side.

import { Channel } from './channel.js';
import { INDEX, NO_CHANNEL } from './channels.js';
import { emitBound, emitGlobal } from './dispatcher.js';
import { HTTPAuthError, badOption as optionError, errorText } from './errors.js';
import { Session } from './http.js';
import {
  AUTHORIZED,
  OFFLINE,
  ONLINE,
  RECALLED,
  REFUSED,
  REMOVE_CHANNEL,
  SOCKET_CLOSED,
  SOCKET_FAILED,
  SOCKET_OPENED,
} from './inputs.js';
import * as log from './logger.js';
import { Runtime } from './runtime.js';
import { SockJSSocket } from './sockjs.js';
import { nameAt, toNumber } from './values.js';

// ---- the environment ----

/** By the numbers that Rust gives them. */
const TRANSPORTS = ['ws', 'wss', 'xhr_streaming', 'xhr_polling', 'sockjs'];
const ENDPOINTS = ['xhr_streaming', 'xhr', 'xhr_send'];

function openSocket(bridge, id, number, url) {
  const transport = TRANSPORTS[number];
  noteTransport(bridge, id, transport, url);
  let socket;
  try {
    socket =
      transport === 'sockjs'
        ? new SockJSSocket(url, bridge.pusher.options, (error) => emitError(bridge, 5, 0, error))
        : Runtime.createWebSocket(url);
  } catch (error) {
    bridge.core.report(SOCKET_FAILED, id, 0, error);
    noteState(bridge, id, 'closed');
    return;
  }
  keepSocket(bridge, id, socket);
  socket.onopen = () => bridge.core.command(SOCKET_OPENED, id);
  socket.onerror = (error) => bridge.core.report(SOCKET_FAILED, id, 0, error);
  socket.onmessage = (event) => bridge.receive(id, event.data);
  // Stand-ins call it without an event.
  socket.onclose = ({ code, reason = '', wasClean } = {}) => {
    socket.onopen = socket.onerror = socket.onmessage = socket.onclose = null;
    closeSocket(bridge, id);
    bridge.core.report(SOCKET_CLOSED, id, code ?? 0, reason, wasClean);
  };
  noteState(bridge, id, 'connecting');
}

function openSession(bridge, id, number, url) {
  noteTransport(bridge, id, TRANSPORTS[number], url);
  noteState(bridge, id, 'connecting');
  keepSocket(bridge, id, new Session(bridge, id, url));
}

function moveSession({ sockets }, id, _, hostname) {
  sockets?.get(id)?.moveTo(hostname);
}

function request({ sockets }, id, endpoint, body) {
  sockets?.get(id)?.request(ENDPOINTS[endpoint], body);
}

function receive(bridge, id, _, text) {
  bridge.receive(id, text);
}

function send(bridge, id, _, text) {
  if (log.isLogging()) log.debug('Event sent', JSON.parse(text));
  sendQuietly(bridge, id, _, text);
}

/** The answer says whether there is a socket that takes it. */
function sendQuietly({ sockets }, id, _, text) {
  const socket = sockets?.get(id);
  try {
    return Boolean(socket) && socket.send(text) !== false;
  } catch {
    return true; // What a socket that is closing does with it, the browser decides.
  }
}

/** The answer is the socket, for Rust to close. */
function closeSocket(bridge, id) {
  const { sockets } = bridge;
  const socket = sockets?.get(id);
  sockets?.delete(id);
  if (!sockets?.size) bridge.sockets = undefined;
  return socket;
}

function keepSocket(bridge, id, socket) {
  (bridge.sockets ??= new Map()).set(id, socket);
}

/** The key that pusher-js has for the transport that worked last time. */
const storageKey = (useTLS) => (useTLS ? 'pusherTransportTLS' : 'pusherTransportNonTLS');

/** Milliseconds that fit into 32 bits; more than 49 days are as good as 49. */
const within = (time) => Math.min(Math.max(time, 0), 0xffffffff);

function recall(bridge, useTLS) {
  let entry;
  try {
    entry = JSON.parse(Runtime.getLocalStorage()[storageKey(useTLS)] || null);
  } catch {
    forget(bridge, useTLS); // none of ours, or no storage
  }
  const { transport, timestamp, latency, cacheSkipCount } = entry ?? {};
  // What makes no sense is worth nothing.
  const sense =
    typeof transport === 'string' && !Number.isNaN(toNumber(timestamp) + toNumber(latency));
  bridge.core.report(
    RECALLED,
    within(Date.now() - timestamp),
    within(latency),
    sense ? transport : undefined,
    sense ? cacheSkipCount : 0,
  );
}

function remember(bridge, useTLS, latency, transport, cacheSkipCount) {
  const entry = { timestamp: Date.now(), transport, latency, cacheSkipCount };
  try {
    Runtime.getLocalStorage()[storageKey(useTLS)] = JSON.stringify(entry);
  } catch {
    // No storage, or no room in it: then the next page starts without.
  }
}

function forget(bridge, useTLS) {
  try {
    delete Runtime.getLocalStorage()[storageKey(useTLS)];
  } catch {
    // No storage.
  }
}

function authorize(bridge, id, request, socketId) {
  const answer = (error, data) => {
    if (error) {
      const status = error instanceof HTTPAuthError ? error.status : undefined;
      bridge.core.report(REFUSED, id, request, error.message, status);
    } else if (id !== NO_CHANNEL && bridge.channel(id)?.members && data?.channel_data == null) {
      // Who it is, the sign-in says. As in pusher-js that is looked at later: what is bound right after
      // subscribing hears of it.
      Promise.resolve().then(() => bridge.core.report(AUTHORIZED, id, request, data));
    } else {
      bridge.core.report(AUTHORIZED, id, request, data);
    }
  };
  try {
    return id === NO_CHANNEL
      ? bridge.pusher.config.userAuthenticator({ socketId }, answer)
      : bridge.channel(id).authorize(socketId, answer);
  } catch (error) {
    refuse(bridge, id, request, error);
    return undefined;
  }
}

function refuse(bridge, id, request, error) {
  bridge.core.report(REFUSED, id, request, errorText(error));
}

function badOption(bridge, fault, place, names, given) {
  bridge.fault ??= optionError(fault, nameAt(names, place), given);
}

function lastSeen({ seen }) {
  return seen;
}

// ---- the record of connections ----

function noteTransport({ pusher: { timeline } }, cid, transport, url) {
  timeline.uniqueID = cid;
  const usesTls = url.startsWith('wss:') || url.startsWith('https:');
  timeline.info({ cid, transport: usesTls ? `${transport}s` : transport });
  timeline.info({ cid, state: 'initialized', params: undefined });
  log.debug('Connecting', { transport, url });
}

function noteState({ pusher }, cid, state, params) {
  pusher.timeline.info({ cid, state, params });
}

function noteOpened(bridge, cid) {
  noteState(bridge, cid, 'open');
}

function noteFailed({ pusher }, cid, _, error) {
  pusher.timeline.error({ cid, error: String(error) });
}

function noteClosed(bridge, cid, code, reason, wasClean) {
  noteState(bridge, cid, 'closed', { code, reason, wasClean: Boolean(wasClean) });
}

function noteGivenUp(bridge, cid) {
  noteClosed(bridge, cid, undefined, undefined, true);
}

function notePreferred({ pusher }, id, latency, transport) {
  pusher.timeline.info({ cached: true, transport, latency });
}

function noteHandshakeError({ pusher }, id, _, handshakeError) {
  pusher.timeline.error({ handshakeError });
}

function notePongTimedOut({ pusher }, id, timeout) {
  pusher.timeline.error({ pong_timed_out: timeout });
}

function noteRetry({ pusher }, id, delay) {
  pusher.timeline.info({ action: 'retry', delay });
}

function sendStats({ pusher }, useTLS) {
  pusher.timelineSender.send(Boolean(useTLS));
}

// ---- the connection ----

/** By the numbers that Rust gives them. */
const STATES = ['initialized', 'connecting', 'connected', 'unavailable', 'failed', 'disconnected'];
export const FAILED = 4;

export function setState(bridge, id, number) {
  const state = STATES[number];
  const { connection, timeline } = bridge.pusher;
  const params = state === 'connected' ? { socket_id: connection.socket_id } : undefined;
  timeline.info({ state, params });
  if (log.isLogging()) {
    const change = `${connection.state} -> ${state}`;
    log.debug(
      'State changed',
      params ? `${change} with new socket ID ${connection.socket_id}` : change,
    );
  }
  connection.state = state;
  stayAwake(bridge, state !== 'disconnected' && state !== 'failed');
}

/** Listens to the network and is kept from being collected, or no longer: a client at rest needs neither. */
function stayAwake(bridge, wanted) {
  if (wanted === Boolean(bridge.listeners)) return;
  const network = Runtime.getNetwork();
  if (wanted) {
    bridge.host.kept = bridge;
    const hear = (netinfo, input) => () => {
      bridge.pusher.timeline.info({ netinfo });
      bridge.core.command(input);
    };
    bridge.listeners = { online: hear('online', ONLINE), offline: hear('offline', OFFLINE) };
    for (const name in bridge.listeners) network.bind(name, bridge.listeners[name]);
  } else {
    bridge.host.kept = undefined;
    for (const name in bridge.listeners) network.unbind?.(name, bridge.listeners[name]);
    bridge.listeners = undefined;
  }
}

export function setConnection({ pusher: { connection } }, useTLS, number, socketId) {
  if (socketId !== undefined) {
    connection.socket_id = socketId;
    const transport = { name: TRANSPORTS[number], options: { useTLS: Boolean(useTLS) } };
    connection.connection = { id: socketId, transport };
  } else {
    connection.connection = null;
  }
}

/** From now on `receive` asks once for each channel, or for each message. */
function shortWay(bridge, id) {
  bridge.shortWay = id;
}

// What has a meaning to the client itself it hears between those who listen to everything and the others.

const change = (previous, current) => ({ previous: STATES[previous], current: STATES[current] });

function announceStateChange({ pusher }, previous, current) {
  emitGlobal(pusher.connection, 'state_change', change(previous, current));
}

function emitStateChange({ pusher }, previous, current) {
  emitBound(pusher.connection, 'state_change', change(previous, current));
}

function announceState(bridge, id, number) {
  const state = STATES[number];
  const { connection } = bridge.pusher;
  emitGlobal(connection, state, stateData(connection, state));
  if (state === 'connected') forgetDeleted(bridge);
}

/** A channel that a program has deleted from the table is not subscribed again. */
function forgetDeleted({ byId, core, pusher: { channels, user } }) {
  for (const channel of byId) {
    if (!channel || channel === user.serverToUserChannel) continue;
    // By its id, as the table may hold it in a proxy.
    if (channels.channels[channel.name]?._id !== channel._id)
      core.command(REMOVE_CHANNEL, channel._id);
  }
}

function emitState({ pusher: { connection } }, id, number) {
  const state = STATES[number];
  emitBound(connection, state, stateData(connection, state));
}

/** What the event named after a state carries. */
function stateData({ socket_id }, state) {
  return state === 'connected' ? { socket_id } : undefined;
}

function emitConnectingIn({ pusher }, id, seconds) {
  pusher.connection.emit('connecting_in', seconds);
}

const pusherError = (data) => ({ type: 'PusherError', data });
const parseError = (error, data) => ({ type: 'MessageParseError', error, data });
const handshakeError = (error) => ({ type: 'HandshakeError', error });
const webSocketError = (error) => ({ type: 'WebSocketError', error });

/** What `error` events carry, by the number that Rust gives. */
const FAULTS = [
  pusherError,
  (code, message) => pusherError({ code, message }),
  (error, data) => parseError(parseError(error, data), data),
  handshakeError,
  (error, data) => handshakeError(parseError(error, data)),
  webSocketError,
  (code, message) => webSocketError(pusherError({ code, message })),
];

function emitError({ pusher }, kind, _, first, second) {
  const error = FAULTS[kind](first, second);
  log.warn(error);
  pusher.connection.emit('error', error);
}

function emitMessage({ message, pusher }, stage) {
  if (stage === 0) emitGlobal(pusher.connection, 'message', message);
  else if (stage === 1) pusher.global_emitter.emit(message.event, message.data);
  else emitBound(pusher.connection, 'message', message);
}

// ---- channels ----

function emitChannelMessage(bridge, id, metadata) {
  emitOnChannel(bridge.channel(id), bridge.message, metadata);
}

/** Hands a message to a channel's listeners. */
export function emitOnChannel(channel, message, withUser) {
  const metadata = withUser && message.user_id ? { user_id: message.user_id } : {};
  channel.emit(message.event, message.data, metadata);
}

function emitChannel(bridge, id, _, event, data) {
  bridge.channel(id).emit(event, data);
}

function emitMember(bridge, id, _, event, memberId, info) {
  bridge.channel(id).emit(event, { id: memberId, info });
}

function emitMembers(bridge, id) {
  const channel = bridge.channel(id);
  const { members } = channel;
  members.me = members.get(members.myID);
  channel.emit('pusher:subscription_succeeded', members);
}

function emitAuthError(bridge, id, _, error, status) {
  log.error(error);
  bridge.channel(id).emit('pusher:subscription_error', authError(error, status));
}

/** What `pusher:subscription_error` and `pusher:signin_error` carry. */
function authError(error, status) {
  return status === undefined ? { type: 'AuthError', error } : { type: 'AuthError', error, status };
}

function logError(bridge, id, _, text) {
  log.error(`On ${bridge.channel(id).name} ${text}`);
}

function setSubscription(bridge, id, bits) {
  const channel = bridge.channel(id);
  channel.subscribed = Boolean(bits & 1);
  channel.subscriptionPending = Boolean(bits & 2);
  channel.subscriptionCancelled = Boolean(bits & 4);
}

function setSubscriptionCount(bridge, id, _, count) {
  bridge.channel(id).subscriptionCount = count;
}

function setMembers(bridge, id, _, byId, count, myId) {
  const { members } = bridge.channel(id);
  members.members = byId;
  members.count = count;
  members.myID = myId ?? null;
  if (myId === undefined) members.me = null;
}

function setMemberCount(bridge, id, _, count, byId) {
  const { members } = bridge.channel(id);
  // Another object where somebody has come before the server's list has.
  members.members = byId;
  members.count = count;
}

function removeChannel(bridge, id, unsubscribed) {
  const channel = bridge.channel(id);
  bridge.byId[id & INDEX] = undefined;
  channel._id = NO_CHANNEL;
  if (unsubscribed) {
    channel.subscribed = false;
    channel.subscriptionPending = false;
  }
  const { channels } = bridge.pusher.channels;
  if (channels[channel.name] === channel) delete channels[channel.name];
}

// ---- the user ----

export function setUser({ pusher: { user } }, id, _, data) {
  user.user_data = data ?? null;
  if (data === undefined) {
    user.serverToUserChannel?.unbind_all();
    user.serverToUserChannel = null;
  }
}

function beginSignin({ pusher }) {
  pusher.user._begin();
}

function endSignin({ pusher }) {
  pusher.user._end();
}

function emitSigninError({ pusher }, id, _, error, status) {
  log.warn('Error during signin', error);
  pusher.user.emit('pusher:signin_error', authError(error, status));
}

function setUserChannel({ byId, pusher }, id, _, name) {
  const channel = new Channel(name, pusher, id);
  channel.bind_global((event, data) => {
    if (!event.startsWith('pusher:')) pusher.user.emit(event, data);
  });
  byId[id & INDEX] = channel;
  pusher.user.serverToUserChannel = channel;
}

function emitWatchlist({ pusher }, id, _, name, event) {
  pusher.user.watchlist.emit(name, event);
}

/** By the numbers of `Order` in src/core/order.rs, and of `Own` in src/browser/host.rs. */
export const ORDERS = [
  openSocket,
  openSession,
  moveSession,
  request,
  receive,
  send,
  sendQuietly,
  closeSocket,
  recall,
  remember,
  forget,
  authorize,
  noteOpened,
  noteFailed,
  noteClosed,
  noteGivenUp,
  notePreferred,
  noteHandshakeError,
  notePongTimedOut,
  noteRetry,
  sendStats,
  setState,
  setConnection,
  shortWay,
  announceStateChange,
  emitStateChange,
  announceState,
  emitState,
  emitConnectingIn,
  emitError,
  emitMessage,
  emitChannelMessage,
  emitChannel,
  emitMember,
  emitMembers,
  emitAuthError,
  logError,
  setSubscription,
  setSubscriptionCount,
  setMembers,
  setMemberCount,
  removeChannel,
  setUser,
  beginSignin,
  endSignin,
  emitSigninError,
  setUserChannel,
  emitWatchlist,
  refuse,
  badOption,
  lastSeen,
];
