// The types of pusher-wasm, written by hand. What programs compiled against pusher-js 8.6.0 rely on is kept:
// where a type could say more but would turn such a program down (`channel()` may give `undefined`), the
// type is pusher-js's and the comment tells the rest. tests/types holds both together.

/** How an authorization request is sent. */
export type AuthTransport = 'ajax' | 'jsonp';

/**
 * A way to reach the server: a WebSocket (`ws`; `wss` is the one over TLS beside it where the client does not use
 * TLS), HTTP requests that speak SockJS (`xhr_streaming`, `xhr_polling`), or the SockJS library (`sockjs`).
 */
export type Transport = 'ws' | 'wss' | 'xhr_streaming' | 'xhr_polling' | 'sockjs';

// ---- authorization ----

/** What an authorization endpoint answers, as JSON with status 200. */
export interface ChannelAuthorizationData {
  /** `"<app key>:<signature>"`. */
  auth: string;
  /** Presence channels: a JSON text of `{user_id, user_info?}`, just as it was signed. */
  channel_data?: string;
  /** Encrypted channels: the channel's key (32 bytes) in base64. */
  shared_secret?: string;
}

/**
 * Takes the outcome of an authorization: `(null, data)` where it is granted, `(error, null)` where it is
 * not. The channel then emits `pusher:subscription_error` with `error.message`.
 */
export type ChannelAuthorizationCallback = (
  error: Error | null,
  authData: ChannelAuthorizationData | null,
) => void;

/** What is to be authorized. */
export interface ChannelAuthorizationRequestParams {
  /** The id of the present connection. */
  socketId: string;
  /** The channel's full name, `private-` and all. */
  channelName: string;
}

/**
 * Authorizes a subscription in the application's own way and calls `callback` once, now or later. If it
 * throws, the channel emits `pusher:subscription_error` with what was thrown.
 */
export interface ChannelAuthorizationHandler {
  (params: ChannelAuthorizationRequestParams, callback: ChannelAuthorizationCallback): void;
}

/** What a user authentication endpoint answers. */
export interface UserAuthenticationData {
  /** `"<app key>:<signature>"`. */
  auth: string;
  /** A JSON text of `{id, …}`, just as it was signed. */
  user_data: string;
}

/** Takes the outcome of a user authentication. */
export type UserAuthenticationCallback = (
  error: Error | null,
  authData: UserAuthenticationData | null,
) => void;

/** Whom to authenticate: whoever holds this connection. */
export interface UserAuthenticationRequestParams {
  /** The id of the present connection. */
  socketId: string;
}

/** Authenticates the user in the application's own way. */
export interface UserAuthenticationHandler {
  (params: UserAuthenticationRequestParams, callback: UserAuthenticationCallback): void;
}

/** A request to an endpoint. Its objects are read anew for each request, so they may be changed in place. */
interface AuthRequestOptions {
  /** The URL. Default `/pusher/auth`. */
  endpoint?: string;
  /** Default `ajax`. `jsonp` asks with a script tag, which sends no headers and learns no status. */
  transport?: AuthTransport;
  /** An object whose properties are sent along in the body. */
  params?: any;
  /** An object whose properties are sent along as headers. */
  headers?: any;
  /** Called for each request; returns an object of more `params`. */
  paramsProvider?: () => any;
  /** Called for each request; returns an object of more `headers`. */
  headersProvider?: () => any;
}

/** How to authorize private and presence channels: an endpoint, or a `customHandler`. */
export interface ChannelAuthorizationOptions extends AuthRequestOptions {
  /** Asked in place of the endpoint. */
  customHandler?: ChannelAuthorizationHandler;
}

/** How to authenticate the user. */
export interface UserAuthenticationOptions extends AuthRequestOptions {
  /** The URL. Default `/pusher/user-auth`. */
  endpoint?: string;
  /** Asked in place of the endpoint. */
  customHandler?: UserAuthenticationHandler;
}

/** Older form of `channelAuthorization.params` and `.headers`. */
export interface DeprecatedAuthOptions {
  /** An object whose properties are sent along in the body. */
  params?: any;
  /** An object whose properties are sent along as headers. */
  headers?: any;
}

/** What an `authorizer` is told of the other options. */
export interface DeprecatedAuthorizerOptions {
  authTransport: AuthTransport;
  authEndpoint: string;
  auth?: DeprecatedAuthOptions;
}

/** What an `authorizer` returns: somebody to ask about one channel. */
export interface DeprecatedChannelAuthorizer {
  /** Authorizes the channel for the connection `socketId` and calls `callback` once. */
  authorize(socketId: string, callback: ChannelAuthorizationCallback): void;
}

/** Older form of a `customHandler`: called for each authorization. */
export interface ChannelAuthorizerGenerator {
  (channel: Channel, options: DeprecatedAuthorizerOptions): DeprecatedChannelAuthorizer;
}

export type { DeprecatedAuthOptions as AuthOptions };
export type { DeprecatedChannelAuthorizer as Authorizer };
export type { ChannelAuthorizerGenerator as AuthorizerGenerator };
export type { ChannelAuthorizationCallback as AuthorizerCallback };

// ---- options ----

/**
 * The second argument of `new Pusher`. Options of pusher-js that do nothing yet are listed, so that code
 * which sets them compiles. Other keys are ignored; a literal that has one is a type error.
 */
export interface Options {
  /**
   * The cluster, such as `eu`; it makes the default `wsHost`. May be empty where `wsHost` is given. Without
   * it the constructor throws a string.
   */
  cluster: string;
  /** Whether to use TLS. Default true. On a page that is served over https, TLS is used anyway. */
  forceTLS?: boolean;
  /** Host of the WebSocket transports. Default `ws-<cluster>.pusher.com`. */
  wsHost?: string;
  /** Port without TLS. Default 80. */
  wsPort?: number;
  /** Port with TLS. Default 443. */
  wssPort?: number;
  /** Put before `/app/<key>` in the URL. Default empty. */
  wsPath?: string;
  /** The only transports to use. Default all. If none is usable the connection's state is `failed`. */
  enabledTransports?: Transport[];
  /** Transports not to use, even if they are in `enabledTransports`. Default none. */
  disabledTransports?: Transport[];
  /** Silence after which the server is pinged, in ms. Default 120000; the server may ask for less. */
  activityTimeout?: number;
  /** Time given to the answer of a ping before connecting anew, in ms. Default 30000. */
  pongTimeout?: number;
  /** Time of connecting without success after which the state is `unavailable`, in ms. Default 10000. */
  unavailableTimeout?: number;

  /** How to authorize private and presence channels. If given, the four options below count for nothing. */
  channelAuthorization?: ChannelAuthorizationOptions;
  /** Older form of `channelAuthorization.endpoint`. Default `/pusher/auth`. */
  authEndpoint?: string;
  /** Older form of `channelAuthorization.transport`. Default `ajax`. */
  authTransport?: AuthTransport;
  /** Older form of `channelAuthorization.params` and `.headers`. */
  auth?: DeprecatedAuthOptions;
  /** Older form of `channelAuthorization.customHandler`. */
  authorizer?: ChannelAuthorizerGenerator;

  /** How to authenticate the user, for `signin()`. */
  userAuthentication?: UserAuthenticationOptions;
  /** Host of the HTTP transports and of SockJS. Default `sockjs-<cluster>.pusher.com`. */
  httpHost?: string;
  /** Their port without TLS. Default 80. */
  httpPort?: number;
  /** Their port with TLS. Default 443. */
  httpsPort?: number;
  /** Where they begin on their host. Default `/pusher`. */
  httpPath?: string;
  /** Given to SockJS as `ignore_null_origin`. */
  ignoreNullOrigin?: boolean;
  /**
   * Where the SockJS library is, for the transport `sockjs` on a page that has no `SockJS` of its own. Default: where
   * pusher-js has it, unless `wsHost` or `httpHost` is given; then there is none, and trying is an `error` event.
   */
  sockjsUrl?: string;
  /** Whether to report on connections by script tag: once connected, and each minute. Default false. */
  enableStats?: boolean;
  /** Older opposite of `enableStats`. Logs a warning. */
  disableStats?: boolean;
  /** Where reports go. Default `stats.pusher.com`. */
  statsHost?: string;
  /** An object whose properties are sent along with reports. */
  timelineParams?: any;
  /** No effect: the builds with encryption bring their own. */
  nacl?: any;
}

/** The settings in force: the options, with defaults filled in. To be read; changing it changes nothing. */
export interface Config {
  cluster: string;
  /** Whether connections are made over TLS. */
  useTLS: boolean;
  wsHost: string;
  wsPort: number;
  wssPort: number;
  wsPath: string;
  httpHost: string;
  httpPort: number;
  httpsPort: number;
  httpPath: string;
  /** In ms. */
  activityTimeout: number;
  /** In ms. */
  pongTimeout: number;
  /** In ms. */
  unavailableTimeout: number;
  enabledTransports?: Transport[];
  disabledTransports?: Transport[];
  ignoreNullOrigin?: boolean;
  enableStats: boolean;
  statsHost: string;
  timelineParams?: any;
  nacl?: any;
  /** What `authorize` of private and presence channels calls. This one may be replaced. */
  channelAuthorizer: ChannelAuthorizationHandler;
}

// ---- callbacks ----

/** The second argument of a channel's callbacks. */
export interface Metadata {
  /** Who sent a client event; on presence channels only. */
  user_id?: string;
}

/** A bound callback. */
interface Callback {
  fn: Function;
  context: any;
}

/** The callbacks of a dispatcher, by event. */
interface CallbackRegistry {
  /** The lists; a `_` stands in front of each event's name. */
  _callbacks: { [name: string]: Callback[] };
  /** The callbacks of an event; `undefined` if there are none. */
  get(name: string): Callback[];
  add(name: string, callback: Function, context?: any): void;
  /** Removes what fits all the arguments that are given; without any, everything. */
  remove(name?: string, callback?: Function, context?: any): void;
}

/** Something that emits events. What a callback throws is reported as an uncaught error and harms no other. */
declare class Dispatcher {
  constructor(failThrough?: Function);

  callbacks: CallbackRegistry;
  /** What `bind_global` was given. */
  global_callbacks: Function[];
  /** Called with `(eventName, data)` for events that nothing is bound to. May be `undefined`. */
  failThrough: Function;

  /**
   * Calls `callback` at each event of this name.
   *
   * @param callback called with the event's data (without it, if it is falsy) and its metadata, if any
   * @param context `this` of the callback. Default: the global object.
   */
  bind(
    eventName: string,
    callback: (data: any, metadata: Metadata) => unknown,
    context?: any,
  ): this;
  bind(eventName: string, callback: Function, context?: any): this;

  /** Calls `callback` with `(eventName, data)` at each event, before what is bound to its name. */
  bind_global(callback: (eventName: string, data: any) => unknown): this;
  bind_global(callback: Function): this;

  /** Removes the callbacks that fit all the arguments that are given; without any, all but the global ones. */
  unbind(eventName?: string, callback?: Function, context?: any): this;

  /** Removes a global callback; without an argument, all of them. */
  unbind_global(callback?: Function): this;

  /** Removes every callback. */
  unbind_all(): this;

  /** Calls what is bound to `eventName`. Nothing is sent. */
  emit(eventName: string, data?: any, metadata?: Metadata): this;
}

// ---- connection ----

/** What a connection is doing. */
export type ConnectionState =
  /** It has not been asked to connect. */
  | 'initialized'
  /** It seeks a connection. */
  | 'connecting'
  /** It has one. */
  | 'connected'
  /** It has sought one for `unavailableTimeout`, and goes on. */
  | 'unavailable'
  /** No transport can be used here. */
  | 'failed'
  /** It was asked to disconnect, or the server does not want it. */
  | 'disconnected';

/** What `state_change` carries. */
export interface StateChange {
  previous: ConnectionState;
  current: ConnectionState;
}

/** A message from the server. */
export interface PusherEvent {
  event: string;
  channel?: string;
  /** The payload. A string that holds JSON has been parsed. */
  data?: any;
  /** Who sent a client event; on presence channels only. */
  user_id?: string;
}

/** The server reports an error. */
export interface PusherError {
  type: 'PusherError';
  /** `{code, message}`. Codes from 4000 are Pusher's; either may be missing. */
  data: any;
  error?: undefined;
}

/** The server has closed the connection with an error code, or the WebSocket has failed. */
export interface WebSocketError {
  type: 'WebSocketError';
  /** A `PusherError` (so that the code is `error.data.code`), or the WebSocket's own error event. */
  error: any;
  data?: undefined;
}

/** A frame that is not what the protocol allows. The connection lives on. */
export interface MessageParseError {
  type: 'MessageParseError';
  /** What is wrong with it: an error, or this object once more with that error inside. */
  error: any;
  /** The frame as it came, usually a string. */
  data: any;
}

/** The first frame on a connection was none that may come first. Connecting goes on after 1 s. */
export interface HandshakeError {
  type: 'HandshakeError';
  /** What is wrong with it: a text, or a `MessageParseError`. */
  error: string | MessageParseError;
  data?: undefined;
}

/** What the connection's `error` event carries; `type` tells them apart. */
export type ConnectionError = PusherError | WebSocketError | MessageParseError | HandshakeError;

/** The connection's events, with what their callbacks get. */
export interface ConnectionEvents {
  /** The state has changed. Comes before the event that is named after the new state. */
  state_change: [change: StateChange];
  connecting: [];
  /** There is a connection, and channels are being subscribed. */
  connected: [data: { socket_id: string }];
  unavailable: [];
  failed: [];
  disconnected: [];
  /** The next attempt comes after this many whole seconds. */
  connecting_in: [seconds: number];
  /** A message has come in. */
  message: [message: PusherEvent];
  error: [error: ConnectionError];
}

/** What `connection.options` holds. */
export interface ConnectionManagerOptions {
  timeline: Timeline;
  /** In ms. */
  activityTimeout: number;
  /** In ms. */
  pongTimeout: number;
  /** In ms. */
  unavailableTimeout: number;
  /** Whether connections are made over TLS, going by the client's options. */
  useTLS: boolean;
}

/** The connection of a client, `pusher.connection`. It reconnects by itself. */
export class ConnectionManager extends Dispatcher {
  private constructor();

  /** The app key. */
  key: string;
  options: ConnectionManagerOptions;
  timeline: Timeline;
  state: ConnectionState;
  /** The established connection, or `null`. */
  connection: {
    /** The socket id. */
    id: string;
    transport: { name: string; options: { useTLS: boolean } };
  };
  /** The server's name for the latest connection; `undefined` before the first one. */
  socket_id: string;

  /** Calls `callback` at each event of this name, with `context` as `this`. */
  bind<Name extends keyof ConnectionEvents>(
    eventName: Name,
    callback: (...args: ConnectionEvents[Name]) => unknown,
    context?: any,
  ): this;
  bind(eventName: string, callback: (data: any) => unknown, context?: any): this;
  bind(eventName: string, callback: Function, context?: any): this;

  /** Seeks a connection, unless there is one or one is being sought. */
  connect(): void;

  /** Closes the connection and stays away until `connect()`. */
  disconnect(): void;

  /** Sends a text as it is. Returns whether there is a connection to send it on; nothing is kept for later. */
  send(data: any): boolean;

  /** Sends an event. Returns whether there is a connection to send it on; nothing is kept for later. */
  send_event(name: string, data: any, channel?: string): boolean;

  /** Whether connections are made over TLS; the server may have switched it on. */
  isUsingTLS(): boolean;
}

// ---- channels ----

/** What `pusher:subscription_error` carries. */
export interface SubscriptionError {
  type: 'AuthError';
  /** What went wrong, as a text. */
  error: string;
  /**
   * The HTTP status of the endpoint's answer (0: it could not be reached), or the server's error code.
   * Missing where a handler of the application refused.
   */
  status?: number;
}

/** A channel's events, with what their callbacks get. */
export interface ChannelEvents {
  /** The server has confirmed the subscription. */
  'pusher:subscription_succeeded': [data: any];
  /** The subscription was not authorized, or the server has refused it. */
  'pusher:subscription_error': [error: SubscriptionError];
  /** How many connections are subscribed to the channel, if the app has that switched on. */
  'pusher:subscription_count': [data: { subscription_count: number }];
}

/** A channel, public or private. `pusher.subscribe` makes it. */
export class Channel extends Dispatcher {
  protected constructor();

  name: string;
  pusher: Pusher;
  /** Whether the server has confirmed the subscription. */
  subscribed: boolean;
  /** Whether a subscription is under way. */
  subscriptionPending: boolean;
  /** Whether the subscription under way is to be given up as soon as it is confirmed. */
  subscriptionCancelled: boolean;
  /** The server's count of subscriptions to the channel; `undefined` until the server tells. */
  subscriptionCount: number | undefined;

  /** Calls `callback` at each event of this name, with `context` as `this`. */
  bind<Name extends keyof ChannelEvents>(
    eventName: Name,
    callback: (...args: ChannelEvents[Name]) => unknown,
    context?: any,
  ): this;
  bind(
    eventName: string,
    callback: (data: any, metadata: Metadata) => unknown,
    context?: any,
  ): this;
  bind(eventName: string, callback: Function, context?: any): this;

  /**
   * Sends an event to the channel's other subscribers. Returns whether there is a connection to send it on;
   * nothing is kept for later. The server takes it only on a private or presence channel, once subscribed.
   *
   * @param event a name that starts with `client-`; an `Error` is thrown if it does not
   * @param data anything that JSON can hold
   */
  trigger(event: string, data: any): boolean;

  /** Asks for authorization, as `subscribe` does: of the options' handler or endpoint, if the channel is private. */
  authorize(socketId: string, callback: ChannelAuthorizationCallback): void;

  /** Subscribes, unless that is done or under way. Programs rather call `pusher.subscribe(name)`. */
  subscribe(): void;
  /** Tells the server to stop; the next connection subscribes again. Programs rather call `pusher.unsubscribe(name)`. */
  unsubscribe(): void;
  /** Gives the subscription under way up as soon as it is confirmed. */
  cancelSubscription(): void;
  /** Takes `cancelSubscription` back. */
  reinstateSubscription(): void;
  /** Forgets the subscription, as when the connection is lost. The server is not told. */
  disconnect(): void;
  /** Takes a message as if the server had sent it. */
  handleEvent(event: PusherEvent): void;
}

/** A member of a presence channel. */
export interface Member {
  /** The user's id: a string, or what else the authorization endpoint has signed. */
  id: any;
  /** What the authorization endpoint has said about the user (`user_info`). */
  info: any;
}

/** The members of a presence channel. */
export class Members {
  /** Each member's `info` by id. */
  members: { [id: string]: any };
  /** How many there are. */
  count: number;
  /** This user's id; `null` before the subscription. */
  myID: any;
  /** This user; `null` before the subscription. */
  me: Member;
  /** A member; `null` if there is none of this id. */
  get(id: string): Member;
  /** Calls `callback` for each member. */
  each(callback: (member: Member) => unknown): void;
  each(callback: Function): void;
}

/** A presence channel's events, with what their callbacks get. */
export interface PresenceChannelEvents extends Omit<
  ChannelEvents,
  'pusher:subscription_succeeded'
> {
  /** The server has confirmed the subscription; these are the members. */
  'pusher:subscription_succeeded': [members: Members];
  'pusher:member_added': [member: Member];
  'pusher:member_removed': [member: Member];
}

/** A channel whose name starts with `presence-`: its members see each other. */
export class PresenceChannel extends Channel {
  protected constructor();

  members: Members;

  /** Asks the options' handler or endpoint for authorization, as `subscribe` does. */
  authorize(socketId: string, callback: ChannelAuthorizationCallback | Function): void;

  /** Calls `callback` at each event of this name, with `context` as `this`. */
  bind<Name extends keyof PresenceChannelEvents>(
    eventName: Name,
    callback: (...args: PresenceChannelEvents[Name]) => unknown,
    context?: any,
  ): this;
  bind(
    eventName: string,
    callback: (data: any, metadata: Metadata) => unknown,
    context?: any,
  ): this;
  bind(eventName: string, callback: Function, context?: any): this;
}

/** A client's channels, `pusher.channels`. */
interface Channels {
  /** The channels by name. */
  channels: { [name: string]: Channel };
  /** The channel of this name, made if need be but not subscribed. Throws as `pusher.subscribe` does. */
  add(name: string, pusher: Pusher): Channel;
  all(): Channel[];
  /** The channel of this name; `undefined` if there is none. */
  find(name: string): Channel;
  /** Takes a channel out and returns it; `undefined` if there was none. The server is not told. */
  remove(name: string): Channel;
  /** Forgets every channel's subscription, as with a lost connection. */
  disconnect(): void;
}

// ---- environment ----

/** What is used of an `XMLHttpRequest`, and what else programs set on one. */
interface Request {
  open(method: string, url: string, async?: boolean, user?: string, password?: string): void;
  send(payload?: any): void;
  setRequestHeader(key: string, value: string): void;
  abort: Function;
  readyState: number;
  responseText: string;
  status: number;
  withCredentials?: boolean;
  onreadystatechange: any;
  ontimeout: any;
  onerror: any;
  onprogress: any;
  onload: any;
}

/** What is used of a `WebSocket`. */
interface Socket {
  send(payload: any): void;
  close(code?: any, reason?: any): any;
  onopen?: any;
  onerror?: any;
  onclose?: any;
  onmessage?: any;
}

/** Whether the browser has a network. Emits `online` and `offline`. */
interface Network extends Dispatcher {
  isOnline(): boolean;
}

/** Functions that scripts call, by number. */
interface ScriptReceivers {
  lastId: number;
  prefix: string;
  name: string;
  /** Makes a function that hears once. */
  create(callback: Function): ScriptReceiver;
  remove(receiver: ScriptReceiver): void;
}

interface ScriptReceiver {
  number: number;
  /** The id of the script tag. */
  id: string;
  /** What a script calls: `Pusher.ScriptReceivers[1]` for example. */
  name: string;
  callback: Function;
}

/** What a page can do. */
interface TransportSupport {
  isSupported(environment?: { useTLS?: boolean }): boolean;
}

/** The environment, `Pusher.Runtime`. Each function may be replaced. */
export interface Runtime {
  /** Which transports there are. Asked when a client is made. */
  Transports: Record<'ws' | 'xhr_streaming' | 'xhr_polling' | 'sockjs', TransportSupport>;
  ScriptReceivers: ScriptReceivers;
  DependenciesReceivers: ScriptReceivers;
  /** Whether requests to other origins are possible. */
  isXHRSupported(): boolean;
  /** Calls `listener` when the page is left or put away. */
  addUnloadListener(listener: Function): void;
  removeUnloadListener(listener: Function): void;
  /** A whole number from 0 up to, not including, `max` (at most 2³²). */
  randomInt(max: number): number;
  /** Makes the request for an authorization. Replace it to set `withCredentials`, for example. */
  createXHR(): Request;
  /** Opens a WebSocket. */
  createWebSocket(url: string): Socket;
  /** The class that `createXHR` and the HTTP transports use: the global `XMLHttpRequest`. */
  getXHRAPI(): new () => Request;
  /** The class that `createWebSocket` uses: the global `WebSocket`. If it is `undefined`, the others are used. */
  getWebSocketAPI(): new (url: string) => Socket;
  getNetwork(): Network;
  /** Where the transport that worked last time is kept; `undefined` where there is no such place. */
  getLocalStorage(): any;
  /** The page's protocol, `https:` for example. `http:` where there is no page. */
  getProtocol(): string;
  /** The page; `undefined` where there is none. */
  getDocument(): typeof globalThis extends { document: infer Page } ? Page : any;
}

export const Runtime: Runtime;

// ---- statistics ----

/** The record of a client's connections: the last 50 things that happened to them. */
export interface Timeline {
  key: string;
  /** The client's `sessionID`. */
  session: number;
  /** The entries, oldest first; each has a `timestamp` in ms since 1970. */
  events: any[];
  options: {
    level?: any;
    limit?: number;
    version?: string;
    cluster?: string;
    features?: string[];
    params?: any;
  };
  /** How many reports have arrived. */
  sent: number;
  /** The number of the latest socket. */
  uniqueID: number;
  /** Enters something; levels: 3 error, 6 info, 7 debug (which is not kept). */
  log(level: any, event: any): void;
  error(event: any): void;
  info(event: any): void;
  debug(event: any): void;
  isEmpty(): boolean;
  /** Hands a report of the entries to `sendfn(data, callback)`, and drops them. */
  send(sendfn: any, callback: any): boolean;
  generateUniqueID(): number;
}

/** Sends reports. */
interface TimelineSender {
  timeline: Timeline;
  options: { host?: string; port?: number; path?: string };
  /** The host that the server asked to use from now on. */
  host: string;
  send(useTLS: boolean, callback?: Function): void;
}

// ---- user ----

/** What `pusher:signin_error` carries. */
export type SigninError = SubscriptionError;

/** A change of the people that the user watches. */
export interface WatchlistEvent {
  /** `online` or `offline`. */
  name: string;
  user_ids: string[];
}

/** The people that the user watches. Emits `online` and `offline`. */
export interface Watchlist extends Dispatcher {
  pusher: Pusher;
  bind(
    eventName: 'online' | 'offline',
    callback: (event: WatchlistEvent) => unknown,
    context?: any,
  ): this;
  bind(eventName: string, callback: Function, context?: any): this;
}

/**
 * The user behind the connection. Emits the events that the server sends to this user, and
 * `pusher:signin_error` where a sign-in fails or is not answered within `pongTimeout`.
 */
export interface User extends Dispatcher {
  pusher: Pusher;
  /** Whether `signin()` has been called. */
  signin_requested: boolean;
  /** What the application's back end said of the user, `{id, …}`; `null` while nobody is signed in. */
  user_data: any;
  /** Resolves when the sign-in under way has ended, well or not; `null` before the first `signin()`. */
  signinDonePromise: Promise<any>;
  watchlist: Watchlist;
  /** As `pusher.signin()`. */
  signin(): void;
  bind(
    eventName: 'pusher:signin_error',
    callback: (error: SigninError) => unknown,
    context?: any,
  ): this;
  bind(eventName: string, callback: (data: any) => unknown, context?: any): this;
  bind(eventName: string, callback: Function, context?: any): this;
}

// ---- client ----

/**
 * A client of the Pusher Channels protocol. It connects as soon as it is made and reconnects by itself.
 *
 * ```js
 * const pusher = new Pusher('app-key', { cluster: 'eu' });
 * pusher.subscribe('news').bind('headline', (data) => console.log(data));
 * ```
 */
declare class Pusher {
  /** All clients that were ever made. */
  static instances: Pusher[];
  /** Whether clients connect as soon as they are made. Becomes true once the page has a body. */
  static isReady: boolean;
  /** Connects all clients, and from now on each one as it is made. Called by itself. */
  static ready(): void;
  /** Whether to log to the console. Default false. */
  static logToConsole: boolean;
  /** Called with each line of the log (a string), in place of the console. Default `undefined`. */
  static log: (message: any) => void;
  /** The environment: hooks to replace. */
  static Runtime: Runtime;
  /** Answers to requests by script tag, by number, while they are awaited. */
  static ScriptReceivers: any;
  /** The same for the SockJS library. */
  static DependenciesReceivers: any;
  /** Answers to authorization requests by script tag, by number, while they are awaited. */
  static auth_callbacks: any;

  /**
   * @param app_key the app's key
   * @param options read now, except for the parameters and headers of authorization requests
   * @throws a string where the key, the options or the cluster is missing or the authorization transport is
   *   unknown; an `Error` that names the option where a value is of the wrong type; a
   *   `WebAssembly.CompileError` where the page's Content-Security-Policy forbids WebAssembly
   */
  constructor(app_key: string, options: Options);

  key: string;
  /** The object that the constructor was given. */
  options: Options;
  config: Config;
  channels: Channels;
  /** Emits the events of all channels. `bind` and its relatives are its. */
  global_emitter: Dispatcher;
  /** A random number that names this client. */
  sessionID: number;
  timeline: Timeline;
  /** Only with `enableStats`. */
  timelineSender: TimelineSender;
  connection: ConnectionManager;
  user: User;

  /** The channel of this name; `undefined` if there is none. */
  channel(name: string): Channel;
  allChannels(): Channel[];

  /** Seeks a connection, unless there is one or one is being sought. */
  connect(): void;
  /** Closes the connection and stays away until `connect()`. */
  disconnect(): void;

  /** Calls `callback` at each event of this name on any channel, with `context` as `this`. */
  bind(event_name: string, callback: (data: any) => unknown, context?: any): Pusher;
  bind(event_name: string, callback: Function, context?: any): Pusher;
  /** Removes the callbacks that fit all the arguments that are given; without any, all but the global ones. */
  unbind(event_name?: string, callback?: Function, context?: any): Pusher;
  /** Calls `callback` with `(eventName, data)` at each event on any channel. */
  bind_global(callback: (eventName: string, data: any) => unknown): Pusher;
  bind_global(callback: Function): Pusher;
  /** Removes a global callback; without an argument, all of them. */
  unbind_global(callback?: Function): Pusher;
  /** Removes every callback of the client; those of channels and of the connection stay. Ignores its argument. */
  unbind_all(callback?: Function): Pusher;

  /**
   * Subscribes to a channel, now or once connected, and after each reconnection. Always returns the same
   * object for the same name, a `PresenceChannel` where the name starts with `presence-`. The channel emits
   * `pusher:subscription_succeeded` or `pusher:subscription_error`.
   *
   * @throws an `Error` where the name starts with `#` (reserved), or with `private-encrypted-` in a build without
   *   encryption, and a `RangeError` where the client has 1,048,576 channels
   */
  subscribe(channel_name: string): Channel;
  /** Subscribes to all channels. Called by itself once connected. */
  subscribeAll(): void;
  /** Unsubscribes from a channel and forgets it, now or once the subscription under way is confirmed. */
  unsubscribe(channel_name: string): void;

  /** Sends an event. Returns whether there is a connection to send it on; nothing is kept for later. */
  send_event(event_name: string, data: any, channel?: string): boolean;
  /**
   * Goes over to another app and cluster; channels and callbacks stay. A client that was disconnected on purpose
   * stays so. Throws as the constructor does.
   */
  switchCluster(options: { appKey: string; cluster: string }): void;
  /**
   * Signs the user in by `userAuthentication`, now or once connected, and again with each connection. After a
   * `pusher:signin_error` on `pusher.user` it may be called again.
   */
  signin(): void;
  /** Whether connections are made over TLS, going by the options. */
  shouldUseTLS(): boolean;
}

export { Pusher as default, Pusher };
