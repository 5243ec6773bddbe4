// The types of pusher-wasm, written by hand; the reference in the documentation is made from this file. What programs
// compiled against pusher-js 8.6.0 rely on is kept: where a type could say more but would turn such a program down
// (`channel()` may give `undefined`), the type is pusher-js's and the comment tells the rest. Where an event map is
// given, the type says it. tests/types holds both together. No type of the DOM is needed.

/** How an authorization request is sent: by `XMLHttpRequest` (or `fetch` where there is none), or by a script tag. */
export type AuthTransport = 'ajax' | 'jsonp';

/**
 * A way to reach the server: a WebSocket (`ws`; `wss` is the one over TLS beside it where the client does not use
 * TLS), HTTP requests that speak SockJS (`xhr_streaming`, `xhr_polling`), or the SockJS library (`sockjs`).
 */
export type Transport = 'ws' | 'wss' | 'xhr_streaming' | 'xhr_polling' | 'sockjs';

// ---- event maps ----

/** `Then` where no event map is given (`any`, or one that names nothing), else `Else`. */
type IfUntyped<EventMap, Then, Else = never> = unknown extends EventMap
  ? Then
  : [keyof EventMap] extends [never]
    ? Then
    : Else;

/** `Then` where `Type` is `any`, else `Else`. */
type IfAny<Type, Then, Else = never> = 0 extends 1 & Type ? Then : Else;

/** The names that a map has as keys; any name where there is no map. */
type NameIn<EventMap> = (keyof EventMap & string) | IfUntyped<EventMap, string>;

/** The data of an event: `unknown` if the map does not say, `any` where there is no map. */
type DataOf<Events, Name> = IfUntyped<
  Events,
  any,
  Name extends keyof Events ? Events[Name] : unknown
>;

/** What the members of a presence channel tell of themselves, going by its events. */
type InfoOf<Events> = IfUntyped<
  Events,
  any,
  Events extends { 'pusher:member_added': Member<infer Info> } ? Info : unknown
>;

/**
 * What hears an event, whichever it is: any function where there is no map. For the last form of `bind`, which the
 * compiler names where none fits, `Parameters` gives, and two kinds of channels have in common.
 */
type AnyListener<Events> = IfUntyped<
  Events,
  Function,
  (data: unknown, metadata: Metadata) => unknown
>;

/** Event and data of each event of a channel, as `bind_global` hears of them. */
type AnyEventOf<Events> = IfUntyped<
  Events,
  [eventName: string, data: any],
  | { [Name in keyof Events & string]: [eventName: Name, data: Events[Name]] }[keyof Events &
      string]
  | {
      [Name in Exclude<keyof ChannelEvents, keyof Events>]: [
        eventName: Name,
        data: ChannelEvents<Events>[Name][0],
      ];
    }[Exclude<keyof ChannelEvents, keyof Events>]
>;

/** The events of any channel of a map, by name. What they carry is that of each channel which has them. */
type AnyChannelEvents<EventMap> = IfUntyped<
  EventMap,
  any,
  {
    [Event in { [Name in keyof EventMap]: keyof EventMap[Name] & string }[keyof EventMap]]: {
      [Name in keyof EventMap]: Event extends keyof EventMap[Name] ? EventMap[Name][Event] : never;
    }[keyof EventMap];
  }
>;

/** The channel that `subscribe` gives for a name. */
type ChannelOf<EventMap, Name> = IfUntyped<
  EventMap,
  Channel,
  Name extends keyof EventMap
    ? Name extends `presence-${string}`
      ? PresenceChannel<EventMap[Name]>
      : Channel<EventMap[Name]>
    : never
>;

/** The channel whose events these are: a presence channel, if members come and go. */
type ChannelWith<Events> = Events extends { 'pusher:member_added': any }
  ? PresenceChannel<Events>
  : Channel<Events>;

/**
 * The events of a presence channel in an event map, together with what its members tell of themselves.
 *
 * ```ts
 * interface Channels {
 *   'presence-room': Presence<{ name: string }, { message: { text: string } }>;
 * }
 * const room = new Pusher<Channels>('app-key', { cluster: 'eu' }).subscribe('presence-room');
 * room.members.each(({ id, info }) => console.log(id, info.name));
 * ```
 *
 * @typeParam Info `user_info`, as the authorization endpoint signs it
 * @typeParam Events what the application's own events carry, by name
 */
export type Presence<Info, Events = {}> = Events & {
  'pusher:subscription_succeeded': Members<Info>;
  'pusher:member_added': Member<Info>;
  'pusher:member_removed': Member<Info>;
};

// ---- authorization ----

/** What an authorization endpoint answers, as JSON with status 200. */
export interface ChannelAuthorizationData {
  /**
   * `"<app key>:<signature>"`.
   *
   * @see https://pusher.com/docs/channels/library_auth_reference/auth-signatures/
   */
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
 * Authorizes a subscription in the application's own way and calls `callback` once, now or later. If it throws,
 * returns a promise that rejects, or answers with no object, the channel emits `pusher:subscription_error`.
 *
 * ```ts
 * const customHandler: ChannelAuthorizationHandler = ({ socketId, channelName }, callback) => {
 *   api.authorize(socketId, channelName).then(
 *     (data) => callback(null, data),
 *     (error) => callback(error, null),
 *   );
 * };
 * ```
 */
export interface ChannelAuthorizationHandler {
  (params: ChannelAuthorizationRequestParams, callback: ChannelAuthorizationCallback): void;
}

/** What a user authentication endpoint answers, as JSON with status 200. */
export interface UserAuthenticationData {
  /** `"<app key>:<signature>"`. */
  auth: string;
  /** A JSON text of `{id, …}`, just as it was signed. */
  user_data: string;
}

/**
 * Takes the outcome of a user authentication: `(null, data)` where it succeeds, `(error, null)` where it does not.
 * The user then emits `pusher:signin_error` with `error.message`.
 */
export type UserAuthenticationCallback = (
  error: Error | null,
  authData: UserAuthenticationData | null,
) => void;

/** Whom to authenticate: whoever holds this connection. */
export interface UserAuthenticationRequestParams {
  /** The id of the present connection. */
  socketId: string;
}

/** Authenticates the user in the application's own way and calls `callback` once, now or later. */
export interface UserAuthenticationHandler {
  (params: UserAuthenticationRequestParams, callback: UserAuthenticationCallback): void;
}

/** A request to an endpoint. Its objects are read anew for each request, so they may be changed in place. */
export interface AuthRequestOptions {
  /**
   * The URL that is asked, by `POST` with a form as its body (by `GET` with `jsonp`).
   *
   * @default '/pusher/auth'
   */
  endpoint?: string;
  /**
   * How to ask. `jsonp` asks with a script tag, which sends no headers and learns no status.
   *
   * @default 'ajax'
   */
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
  /** Asked in place of the endpoint, of which all other options then count for nothing. */
  customHandler?: ChannelAuthorizationHandler;
}

/** How to authenticate the user: an endpoint, or a `customHandler`. */
export interface UserAuthenticationOptions extends AuthRequestOptions {
  /**
   * The URL that is asked, by `POST` with a form as its body (by `GET` with `jsonp`).
   *
   * @default '/pusher/user-auth'
   */
  endpoint?: string;
  /** Asked in place of the endpoint, of which all other options then count for nothing. */
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
  /** How the endpoint would be asked. */
  authTransport: AuthTransport;
  /** The endpoint that would be asked. */
  authEndpoint: string;
  /** What would be sent along. */
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

/** Older name of `DeprecatedAuthOptions`. */
export type AuthOptions = DeprecatedAuthOptions;
/** Older name of `DeprecatedChannelAuthorizer`. */
export type Authorizer = DeprecatedChannelAuthorizer;
/** Older name of `ChannelAuthorizerGenerator`. */
export type AuthorizerGenerator = ChannelAuthorizerGenerator;
/** Older name of `ChannelAuthorizationCallback`. */
export type AuthorizerCallback = ChannelAuthorizationCallback;

// ---- options ----

/**
 * The second argument of `new Pusher`. Keys that are not listed are ignored; a literal that has one is a type error.
 *
 * ```ts
 * const options: Options = {
 *   cluster: 'eu',
 *   channelAuthorization: { endpoint: '/broadcasting/auth', headers: { 'X-CSRF-Token': token } },
 * };
 * ```
 */
export interface Options {
  /**
   * The cluster of the app, such as `eu`, which makes the default hosts. May be empty where `wsHost` is given.
   *
   * @throws a string, out of the constructor, where it is missing
   */
  cluster: string;
  /**
   * Whether to use TLS. On a page that is served over https it is used anyway.
   *
   * @default true
   */
  forceTLS?: boolean;
  /**
   * The host of the WebSocket transports: your own server's, if it is not Pusher's.
   *
   * @default `ws-<cluster>.pusher.com`
   */
  wsHost?: string;
  /**
   * The port of the WebSocket transports without TLS.
   *
   * @default 80
   */
  wsPort?: number;
  /**
   * The port of the WebSocket transports with TLS.
   *
   * @default 443
   */
  wssPort?: number;
  /**
   * What stands before `/app/<key>` in the WebSocket's URL, such as `/ws`.
   *
   * @default ''
   */
  wsPath?: string;
  /**
   * The only transports to use, all if it is not given. If none of them can be used here, the connection's state is
   * `failed`. `['ws', 'wss']` is usual with servers of one's own, which speak nothing else.
   */
  enabledTransports?: Transport[];
  /** Transports not to use, even if they are in `enabledTransports`; none if it is not given. */
  disabledTransports?: Transport[];
  /**
   * The silence after which the server is asked whether it is there, in ms. The server may ask for less.
   *
   * @default 120000
   */
  activityTimeout?: number;
  /**
   * How long the server may take to answer that, and a sign-in, in ms. A connection that does not is replaced.
   *
   * @default 30000
   */
  pongTimeout?: number;
  /**
   * How long connecting may go on without success before the state is `unavailable`, in ms. It goes on all the same.
   *
   * @default 10000
   */
  unavailableTimeout?: number;

  /**
   * How to authorize private and presence channels. If it is given, `authEndpoint`, `authTransport`, `auth` and
   * `authorizer` count for nothing.
   */
  channelAuthorization?: ChannelAuthorizationOptions;
  /**
   * Older form of `channelAuthorization.endpoint`.
   *
   * @default '/pusher/auth'
   */
  authEndpoint?: string;
  /**
   * Older form of `channelAuthorization.transport`.
   *
   * @default 'ajax'
   */
  authTransport?: AuthTransport;
  /** Older form of `channelAuthorization.params` and `.headers`. */
  auth?: DeprecatedAuthOptions;
  /** Older form of `channelAuthorization.customHandler`. */
  authorizer?: ChannelAuthorizerGenerator;

  /** How to authenticate the user, for `signin()`. */
  userAuthentication?: UserAuthenticationOptions;
  /**
   * The host of the HTTP transports and of SockJS.
   *
   * @default `sockjs-<cluster>.pusher.com`
   */
  httpHost?: string;
  /**
   * The port of the HTTP transports and of SockJS without TLS.
   *
   * @default 80
   */
  httpPort?: number;
  /**
   * The port of the HTTP transports and of SockJS with TLS.
   *
   * @default 443
   */
  httpsPort?: number;
  /**
   * Where the HTTP transports and SockJS begin on their host.
   *
   * @default '/pusher'
   */
  httpPath?: string;
  /** Given to the SockJS library as `ignore_null_origin`. */
  ignoreNullOrigin?: boolean;
  /**
   * Where the SockJS library is, for the transport `sockjs` on a page that has no `SockJS` of its own. If it is not
   * given: where pusher-js has it, unless `wsHost` or `httpHost` is given; then there is none, and trying is an
   * `error` event. pusher-js has no such option.
   */
  sockjsUrl?: string;
  /**
   * The nonce of the page's Content-Security-Policy. Script tags that the client makes (`jsonp`, SockJS, reports)
   * carry it. pusher-js has no such option.
   *
   * @see https://developer.mozilla.org/docs/Web/HTML/Reference/Global_attributes/nonce
   */
  nonce?: string;
  /**
   * Whether to report on connections, by script tag (by `fetch` where there is no page): once connected, and each minute.
   *
   * @default false
   */
  enableStats?: boolean;
  /**
   * The opposite of `enableStats`, where that is not given. Logs a warning.
   *
   * @deprecated use `enableStats`
   */
  disableStats?: boolean;
  /**
   * The host that reports go to.
   *
   * @default 'stats.pusher.com'
   */
  statsHost?: string;
  /** An object whose properties are sent along with reports. */
  timelineParams?: any;
  /** No effect: the builds with encryption bring their own. pusher-js takes the library `tweetnacl` here. */
  nacl?: any;
}

/** Where `switchCluster` goes. */
export interface ClusterOptions {
  /** The app's key there. */
  appKey: string;
  /** The cluster, such as `us2`. */
  cluster: string;
}

/** The settings in force: the options, with defaults filled in. To be read; changing it changes nothing. */
export interface Config {
  /** The cluster; may be empty. */
  cluster: string;
  /** Whether connections are made over TLS. */
  useTLS: boolean;
  /** The host of the WebSocket transports. */
  wsHost: string;
  /** Their port without TLS. */
  wsPort: number;
  /** Their port with TLS. */
  wssPort: number;
  /** What stands before `/app/<key>` in their URL. */
  wsPath: string;
  /** The host of the HTTP transports and of SockJS. */
  httpHost: string;
  /** Their port without TLS. */
  httpPort: number;
  /** Their port with TLS. */
  httpsPort: number;
  /** Where they begin on their host. */
  httpPath: string;
  /** The silence after which the server is asked whether it is there, in ms. */
  activityTimeout: number;
  /** How long it may take to answer, in ms. */
  pongTimeout: number;
  /** How long connecting may go on before the state is `unavailable`, in ms. */
  unavailableTimeout: number;
  /** The option, if it was given. */
  enabledTransports?: Transport[];
  /** The option, if it was given. */
  disabledTransports?: Transport[];
  /** The option, if it was given. */
  ignoreNullOrigin?: boolean;
  /** Whether connections are reported on. */
  enableStats: boolean;
  /** The host that reports go to. */
  statsHost: string;
  /** The option, if it was given. */
  timelineParams?: any;
  /** The option, if it was given. */
  nacl?: any;
  /** What `signin` calls. It may be replaced. */
  userAuthenticator: UserAuthenticationHandler;
  /** What `authorize` of private and presence channels calls. It may be replaced. */
  channelAuthorizer: ChannelAuthorizationHandler;
}

// ---- callbacks ----

/** The second argument of a channel's callbacks. */
export interface Metadata {
  /** Who sent a client event; on presence channels only. */
  user_id?: string;
}

/** A bound callback. */
export interface Callback {
  /** What is called. */
  fn: Function;
  /** Its `this`, if one was given. */
  context: any;
}

/** The callbacks of a dispatcher, by event. */
export interface CallbackRegistry {
  /** The lists; a `_` stands in front of each event's name. */
  _callbacks: { [name: string]: Callback[] };
  /** The callbacks of an event; `undefined` if there are none. */
  get(name: string): Callback[];
  /** Adds to the end of a list. */
  add(name: string, callback: Function, context?: any): void;
  /** Removes what fits all the arguments that are given; without any, everything. */
  remove(name?: string, callback?: Function, context?: any): void;
}

/**
 * Something that emits events. A callback that throws is reported as an uncaught error (`reportError`) and keeps no
 * other from being called.
 */
declare class Dispatcher {
  /** @param failThrough as the property */
  constructor(failThrough?: Function);

  /** What `bind` was given. */
  callbacks: CallbackRegistry;
  /** What `bind_global` was given. */
  global_callbacks: Function[];
  /** Called with `(eventName, data)` for events that nothing is bound to. May be `undefined`. */
  failThrough: Function;

  /**
   * Calls `callback` at each event of this name. Bound twice, it is called twice.
   *
   * @param eventName the event
   * @param callback called with the event's data (without it, if it is falsy) and its metadata, if any
   * @param context `this` of the callback; the global object if it is not given
   */
  bind(
    eventName: string,
    callback: (data: any, metadata: Metadata) => unknown,
    context?: any,
  ): this;
  bind(eventName: string, callback: Function, context?: any): this;

  /**
   * Calls `callback` at each event, before what is bound to its name.
   *
   * @param callback called with the event's name and data
   */
  bind_global(callback: (eventName: string, data: any) => unknown): this;
  bind_global(callback: Function): this;

  /**
   * Removes the callbacks that fit all the arguments that are given; without any, all but the global ones.
   *
   * @param eventName the event
   * @param callback what was bound
   * @param context what it was bound with
   */
  unbind(eventName?: string, callback?: Function, context?: any): this;

  /**
   * Removes a global callback.
   *
   * @param callback what was bound; without it, all are removed
   */
  unbind_global(callback?: Function): this;

  /** Removes every callback. */
  unbind_all(): this;

  /**
   * Calls what is bound to an event. Nothing is sent.
   *
   * @param eventName the event
   * @param data what the callbacks get
   * @param metadata what they get besides
   */
  emit(eventName: string, data?: any, metadata?: Metadata): this;
}

export type { Dispatcher };

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
  /** The state until now. */
  previous: ConnectionState;
  /** The state from now on. */
  current: ConnectionState;
}

/** A message from the server. */
export interface PusherEvent {
  /** The event's name. */
  event: string;
  /** The channel that it is on, if any. */
  channel?: string;
  /** The payload. A string that holds JSON has been parsed. */
  data?: any;
  /** Who sent a client event; on presence channels only. */
  user_id?: string;
}

/**
 * The server reports an error.
 *
 * @see https://pusher.com/docs/channels/library_auth_reference/pusher-websockets-protocol/#error-codes
 */
export interface PusherError {
  /** Tells it from the other errors. */
  type: 'PusherError';
  /** `{code, message}`. Codes from 4000 are Pusher's; either may be missing. */
  data: any;
  /** Not here; other errors have it. */
  error?: undefined;
}

/** The server has closed the connection with an error code, or the WebSocket has failed. */
export interface WebSocketError {
  /** Tells it from the other errors. */
  type: 'WebSocketError';
  /** A `PusherError` (so that the code is `error.data.code`), or the WebSocket's own error event. */
  error: any;
  /** Not here; other errors have it. */
  data?: undefined;
}

/** A frame that is not what the protocol allows. The connection lives on. */
export interface MessageParseError {
  /** Tells it from the other errors. */
  type: 'MessageParseError';
  /** What is wrong with it: an error, or this object once more with that error inside. */
  error: any;
  /** The frame as it came, usually a string. */
  data: any;
}

/** The first frame on a connection was none that may come first. Connecting goes on after 1 s. */
export interface HandshakeError {
  /** Tells it from the other errors. */
  type: 'HandshakeError';
  /** What is wrong with it: a text, or a `MessageParseError`. */
  error: string | MessageParseError;
  /** Not here; other errors have it. */
  data?: undefined;
}

/** What the connection's `error` event carries; `type` tells them apart. */
export type ConnectionError = PusherError | WebSocketError | MessageParseError | HandshakeError;

/** The connection's events, with what their callbacks get. */
export interface ConnectionEvents {
  /** The state has changed. Comes before the event that is named after the new state. */
  state_change: [change: StateChange];
  /** It seeks a connection. */
  connecting: [];
  /** There is a connection, and channels are being subscribed. */
  connected: [data: { socket_id: string }];
  /** It has sought a connection for `unavailableTimeout`, and goes on. */
  unavailable: [];
  /** No transport can be used here. */
  failed: [];
  /** It was asked to disconnect, or the server does not want it. */
  disconnected: [];
  /** The next attempt comes after this many whole seconds. */
  connecting_in: [seconds: number];
  /** A message has come in, of whatever channel. */
  message: [message: PusherEvent];
  /** Something went wrong; the connection's state tells what becomes of it. */
  error: [error: ConnectionError];
}

/** An established connection, `pusher.connection.connection`. */
export interface Connection {
  /** The socket id. */
  id: string;
  /** The way by which it was made. */
  transport: {
    /** The transport, `ws` for example. */
    name: string;
    options: { useTLS: boolean };
  };
}

/** What `connection.options` holds. */
export interface ConnectionManagerOptions {
  /** The record of the client's connections. */
  timeline: Timeline;
  /** The silence after which the server is asked whether it is there, in ms. */
  activityTimeout: number;
  /** How long it may take to answer, in ms. */
  pongTimeout: number;
  /** How long connecting may go on before the state is `unavailable`, in ms. */
  unavailableTimeout: number;
  /** Whether connections are made over TLS, going by the client's options. */
  useTLS: boolean;
}

/**
 * The connection of a client, `pusher.connection`. It reconnects by itself, and sooner where the browser says that
 * there is a network again.
 *
 * ```ts
 * pusher.connection.bind('state_change', ({ previous, current }) => console.log(previous, current));
 * pusher.connection.bind('error', (error) => console.warn(error.type, error.error ?? error.data));
 * ```
 *
 * @see https://pusher.com/docs/channels/using_channels/connection/
 */
export class ConnectionManager extends Dispatcher {
  private constructor();

  /** The app key. */
  key: string;
  /** What the connection was made with. */
  options: ConnectionManagerOptions;
  /** The record of the client's connections. */
  timeline: Timeline;
  /** What the connection is doing now. */
  state: ConnectionState;
  /** The established connection, or `null`. */
  connection: Connection;
  /** The server's name for the latest connection; `undefined` before the first one. */
  socket_id: string;

  /**
   * Calls `callback` at each event of this name.
   *
   * @param eventName one of the events of a connection, or what a program emits here
   * @param callback called with what `ConnectionEvents` says
   * @param context `this` of the callback; the global object if it is not given
   */
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

  /**
   * Sends a text as it is.
   *
   * @returns whether there is a connection to send it on; nothing is kept for later
   */
  send(data: any): boolean;

  /**
   * Sends an event.
   *
   * @param name the event
   * @param data anything that JSON can hold
   * @param channel the channel that it is for, if any
   * @returns whether there is a connection to send it on; nothing is kept for later
   */
  send_event(name: string, data: any, channel?: string): boolean;

  /** Whether connections are made over TLS; the server may have switched it on. */
  isUsingTLS(): boolean;
}

// ---- channels ----

/** What `pusher:subscription_error` carries. */
export interface SubscriptionError {
  /** Always the same, whatever went wrong. */
  type: 'AuthError';
  /** What went wrong, as a text. */
  error: string;
  /**
   * The HTTP status of the endpoint's answer (0: it could not be reached), or the server's error code.
   * Missing where a handler of the application refused.
   */
  status?: number;
}

/**
 * The events that every channel has, with what their callbacks get.
 *
 * @typeParam Events what the application's own events carry, by name
 */
export interface ChannelEvents<Events = any> {
  /** The server has confirmed the subscription. */
  'pusher:subscription_succeeded': [data: DataOf<Events, 'pusher:subscription_succeeded'>];
  /** The subscription was not authorized, or the server has refused it. */
  'pusher:subscription_error': [error: SubscriptionError];
  /** How many connections are subscribed to the channel, if the app has that switched on. */
  'pusher:subscription_count': [data: { subscription_count: number }];
  /** A cache channel (`cache-…`, `private-cache-…`) has no event to begin with. */
  'pusher:cache_miss': [data: DataOf<Events, 'pusher:cache_miss'>];
}

/**
 * A channel, public or private. `pusher.subscribe` makes it.
 *
 * Without an event map (`Channel` alone) it takes any event, with data of any type. With one, `bind`, `unbind` and
 * `trigger` know the events and what they carry:
 *
 * ```ts
 * interface OrderEvents {
 *   created: { id: number; total: number };
 *   'client-seen': { id: number };
 * }
 * const orders = pusher.subscribe<OrderEvents>('private-orders');
 * orders.bind('created', (order) => console.log(order.total));
 * orders.trigger('client-seen', { id: 1 });
 * ```
 *
 * @typeParam Events what the application's own events carry, by name
 */
export class Channel<Events = any> extends Dispatcher {
  protected constructor();

  /** The full name, `private-` and all. */
  name: string;
  /** The client that it is a channel of. */
  pusher: Pusher;
  /** Whether the server has confirmed the subscription. */
  subscribed: boolean;
  /** Whether a subscription is under way. */
  subscriptionPending: boolean;
  /** Whether the subscription under way is to be given up as soon as it is confirmed. */
  subscriptionCancelled: boolean;
  /** The server's count of subscriptions to the channel; `undefined` until the server tells. */
  subscriptionCount: number | undefined;

  /**
   * Calls `callback` at each event of this name. Bound twice, it is called twice.
   *
   * @param eventName an event of the application, or one of `ChannelEvents`
   * @param callback called with the event's data (without it, if it is falsy) and its metadata, if any
   * @param context `this` of the callback; the global object if it is not given
   */
  bind<Name extends keyof ChannelEvents>(
    eventName: Name,
    callback: (...args: ChannelEvents<Events>[Name]) => unknown,
    context?: any,
  ): this;
  bind<Name extends keyof Events & string>(
    eventName: Name,
    callback: (data: Events[Name], metadata: Metadata) => unknown,
    context?: any,
  ): this;
  bind(
    eventName: NameIn<Events> | keyof ChannelEvents,
    callback: AnyListener<Events>,
    context?: any,
  ): this;

  /**
   * Calls `callback` at each event of the channel, before what is bound to its name.
   *
   * @param callback called with the event's name and data
   */
  bind_global(callback: (...args: AnyEventOf<Events>) => unknown): this;
  bind_global(callback: IfUntyped<Events, Function>): this;

  /**
   * Removes the callbacks that fit all the arguments that are given; without any, all but the global ones.
   *
   * @param eventName the event
   * @param callback what was bound
   * @param context what it was bound with
   */
  unbind(
    eventName?: NameIn<Events> | keyof PresenceChannelEvents,
    callback?: Function,
    context?: any,
  ): this;

  /**
   * Sends an event to the channel's other subscribers. The server takes it only on a private or presence channel,
   * once subscribed, if the app has client events switched on.
   *
   * @param event a name that starts with `client-`
   * @param data anything that JSON can hold
   * @returns whether there is a connection to send it on; nothing is kept for later
   * @throws an `Error` where the name does not start with `client-`, or the channel is encrypted
   * @see https://pusher.com/docs/channels/using_channels/events/#triggering-client-events
   */
  trigger<Name extends keyof Events & `client-${string}`>(event: Name, data: Events[Name]): boolean;
  trigger<Name extends (keyof Events & `client-${string}`) | IfUntyped<Events, string>>(
    event: Name,
    data: DataOf<Events, Name>,
  ): boolean;

  /**
   * Asks for authorization, as `subscribe` does: of the options' handler or endpoint, if the channel is private.
   *
   * @param socketId the connection that is to be authorized
   * @param callback called with the answer
   */
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

/**
 * A member of a presence channel.
 *
 * @typeParam Info `user_info`, as the authorization endpoint signs it
 */
export interface Member<Info = any> {
  /** The user's id: a string, or what else the authorization endpoint has signed. */
  id: any;
  /** What the authorization endpoint has said about the user (`user_info`). */
  info: Info;
}

/**
 * The members of a presence channel, each user once however many connections they have.
 *
 * @typeParam Info `user_info`, as the authorization endpoint signs it
 */
export class Members<Info = any> {
  /** Each member's `info` by id. */
  members: { [id: string]: Info };
  /** How many there are. */
  count: number;
  /** This user's id; `null` before the subscription. */
  myID: any;
  /** This user; `null` before the subscription. */
  me: Member<Info> | IfAny<Info, never, null>;
  /**
   * A member.
   *
   * @returns `null` if there is none of this id
   */
  get(id: string): Member<Info> | IfAny<Info, never, null>;
  /** Calls `callback` for each member. */
  each(callback: (member: Member<Info>) => unknown): void;
  each(callback: IfAny<Info, Function>): void;
}

/**
 * The events that every presence channel has, with what their callbacks get.
 *
 * @typeParam Events what the application's own events carry, by name
 */
export interface PresenceChannelEvents<Events = any> extends Omit<
  ChannelEvents<Events>,
  'pusher:subscription_succeeded'
> {
  /** The server has confirmed the subscription; these are the members. */
  'pusher:subscription_succeeded': [members: Members<InfoOf<Events>>];
  /** A user has come: the first of their connections has subscribed. */
  'pusher:member_added': [member: Member<InfoOf<Events>>];
  /** A user has gone: the last of their connections is no longer subscribed. */
  'pusher:member_removed': [member: Member<InfoOf<Events>>];
}

/**
 * A channel whose name starts with `presence-`: its members see each other.
 *
 * ```ts
 * const room = pusher.subscribe('presence-room') as PresenceChannel;
 * room.bind('pusher:subscription_succeeded', (members) => console.log(members.count));
 * room.bind('pusher:member_added', (member) => console.log(member.id, member.info));
 * ```
 *
 * With an event map, `subscribe` says by itself that it is a presence channel, and `Presence` what the members tell
 * of themselves.
 *
 * @typeParam Events what the application's own events carry, by name
 */
export class PresenceChannel<Events = any> extends Channel<Events> {
  protected constructor();

  /** Who is there, this user included. Empty before the subscription. */
  members: Members<InfoOf<Events>>;

  /**
   * Asks the options' handler or endpoint for authorization, as `subscribe` does.
   *
   * @param socketId the connection that is to be authorized
   * @param callback called with the answer
   */
  authorize(socketId: string, callback: ChannelAuthorizationCallback | Function): void;

  /**
   * Calls `callback` at each event of this name. Bound twice, it is called twice.
   *
   * @param eventName an event of the application, or one of `PresenceChannelEvents`
   * @param callback called with the event's data (without it, if it is falsy) and its metadata, if any
   * @param context `this` of the callback; the global object if it is not given
   */
  bind<Name extends keyof PresenceChannelEvents>(
    eventName: Name,
    callback: (...args: PresenceChannelEvents<Events>[Name]) => unknown,
    context?: any,
  ): this;
  bind<Name extends keyof Events & string>(
    eventName: Name,
    callback: (data: Events[Name], metadata: Metadata) => unknown,
    context?: any,
  ): this;
  bind(
    eventName: NameIn<Events> | keyof PresenceChannelEvents,
    callback: AnyListener<Events>,
    context?: any,
  ): this;
}

/** A client's channels, `pusher.channels`. */
export interface Channels {
  /** The channels by name. */
  channels: { [name: string]: Channel };
  /** The channel of this name, made if need be but not subscribed. Throws as `pusher.subscribe` does. */
  add(name: string, pusher: Pusher): Channel;
  /** The channels, in the order in which they were made. */
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
export interface Request {
  /** Sets what is asked. */
  open(method: string, url: string, async?: boolean, user?: string, password?: string): void;
  /** Sends it. */
  send(payload?: any): void;
  /** Sets a header of it. */
  setRequestHeader(key: string, value: string): void;
  /** Gives it up. */
  abort: Function;
  /** How far it has come, 4 at the end. */
  readyState: number;
  /** The answer, as far as it has come. */
  responseText: string;
  /** The HTTP status of the answer; 0 while there is none. */
  status: number;
  /** Whether cookies go along to other origins. */
  withCredentials?: boolean;
  /** Called when `readyState` changes. */
  onreadystatechange: any;
  /** Called when the answer takes too long. */
  ontimeout: any;
  /** Called when there is no answer. */
  onerror: any;
  /** Called when more of the answer has come. */
  onprogress: any;
  /** Called when all of it has come. */
  onload: any;
}

/** What is used of a `WebSocket`. */
export interface Socket {
  /** Sends a text. */
  send(payload: any): void;
  /** Closes it. */
  close(code?: any, reason?: any): any;
  /** Called once it is open. */
  onopen?: any;
  /** Called when it fails. */
  onerror?: any;
  /** Called when it is closed, with a `CloseEvent` where there are such. */
  onclose?: any;
  /** Called with each message, `{data}`. */
  onmessage?: any;
}

/** Whether the browser has a network. Emits `online` and `offline`. */
export interface Network extends Dispatcher {
  /** Whether there is a network, as far as the browser knows; true where it does not tell. */
  isOnline(): boolean;
}

/** Functions that scripts call, by number. */
export interface ScriptReceiverFactory {
  /** The number of the latest one. */
  lastId: number;
  /** What the ids of script tags begin with. */
  prefix: string;
  /** What scripts call this object. */
  name: string;
  /** Makes a function that hears once. */
  create(callback: Function): ScriptReceiver;
  /** Takes one out again. */
  remove(receiver: ScriptReceiver): void;
}

/** A function that a script calls. */
export interface ScriptReceiver {
  /** Its number, from 1 on. */
  number: number;
  /** The id of the script tag. */
  id: string;
  /** What a script calls: `Pusher.ScriptReceivers[1]` for example. */
  name: string;
  /** The function. */
  callback: Function;
}

/** What a page can do. */
export interface TransportSupport {
  /** Whether the transport can be used here. */
  isSupported(environment?: { useTLS?: boolean }): boolean;
}

/** The environment, `Pusher.Runtime`. Each function may be replaced. */
export interface Runtime {
  /** Which transports there are. Asked when a client is made. */
  Transports: Record<'ws' | 'xhr_streaming' | 'xhr_polling' | 'sockjs', TransportSupport>;
  /** Answers to requests by script tag. */
  ScriptReceivers: ScriptReceiverFactory;
  /** The same for the SockJS library. */
  DependenciesReceivers: ScriptReceiverFactory;
  /** Whether requests to other origins are possible. */
  isXHRSupported(): boolean;
  /** Calls `listener` when the page is left or put away. */
  addUnloadListener(listener: Function): void;
  /** Takes back what `addUnloadListener` was given. */
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
  /** The network of the page, one object for all clients. */
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
  /** The app's key. */
  key: string;
  /** The client's `sessionID`. */
  session: number;
  /** The entries, oldest first; each has a `timestamp` in ms since 1970. */
  events: any[];
  /** What it was made with. */
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
  /** Enters something at level 3. */
  error(event: any): void;
  /** Enters something at level 6. */
  info(event: any): void;
  /** Would enter something at level 7, which is not kept. */
  debug(event: any): void;
  /** Whether there is nothing to report. */
  isEmpty(): boolean;
  /** Hands a report of the entries to `sendfn(data, callback)`, and drops them. */
  send(sendfn: any, callback: any): boolean;
  /** The next number of a socket. */
  generateUniqueID(): number;
}

/** Sends reports. */
export interface TimelineSender {
  /** What it reports on. */
  timeline: Timeline;
  /** Where reports go. */
  options: { host?: string; port?: number; path?: string };
  /** The host that the server asked to use from now on. */
  host: string;
  /** Sends a report, if there is something to tell. `callback` gets `(error, answer)`. */
  send(useTLS: boolean, callback?: Function): void;
}

// ---- user ----

/** What `pusher:signin_error` carries. */
export type SigninError = SubscriptionError;

/** A change of the people that the user watches. */
export interface WatchlistEvent {
  /** `online` or `offline`. */
  name: string;
  /** The ids of the users who came or went. */
  user_ids: string[];
}

/** The people that the user watches. Emits `online` and `offline`. */
export interface Watchlist extends Dispatcher {
  /** The client. */
  pusher: Pusher;
  /**
   * Calls `callback` at each event of this name.
   *
   * @param eventName `online` or `offline`
   * @param callback called with who came or went
   * @param context `this` of the callback; the global object if it is not given
   */
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
  /** The client. */
  pusher: Pusher;
  /** Whether `signin()` has been called. */
  signin_requested: boolean;
  /** What the application's back end said of the user, `{id, …}`; `null` while nobody is signed in. */
  user_data: any;
  /** Resolves when the sign-in under way has ended, well or not; `null` before the first `signin()`. */
  signinDonePromise: Promise<any>;
  /** The people that the user watches. */
  watchlist: Watchlist;
  /** As `pusher.signin()`. */
  signin(): void;
  /**
   * Calls `callback` at each event of this name.
   *
   * @param eventName `pusher:signin_error`, or an event that the server sends to this user
   * @param callback called with the event's data
   * @param context `this` of the callback; the global object if it is not given
   */
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
 * ```ts
 * const pusher = new Pusher('app-key', { cluster: 'eu' });
 * pusher.subscribe('news').bind('headline', (data) => console.log(data));
 * ```
 *
 * Without an event map any channel takes any event, with data of any type, as in pusher-js. An event map says which
 * channels there are and what their events carry; names may be patterns. What it does not name is a type error, and
 * what may be missing has to be looked at:
 *
 * ```ts
 * interface Channels {
 *   orders: { created: { id: number; total: number } };
 *   [user: `private-user-${string}`]: { notice: string; 'client-seen': { id: number } };
 *   'presence-room': Presence<{ name: string }, { message: { text: string } }>;
 * }
 * const pusher = new Pusher<Channels>('app-key', { cluster: 'eu' });
 * pusher.subscribe('orders').bind('created', (order) => console.log(order.total));
 * pusher.subscribe(`private-user-${id}`).trigger('client-seen', { id: 1 });
 * pusher.subscribe('presence-room').members.me?.info.name;
 * ```
 *
 * An event map is for the compiler only: nothing checks what the server sends.
 *
 * @typeParam EventMap the events of each channel, by its name
 */
declare class Pusher<EventMap extends object = any> {
  /** All clients that were ever made. Taken out of it, a client that is disconnected can be collected. */
  static instances: Pusher[];
  /** Whether clients connect as soon as they are made. Becomes true once the page has a body. */
  static isReady: boolean;
  /** Connects all clients, and from now on each one as it is made. Called by itself. */
  static ready(): void;
  /**
   * Whether to log to the console.
   *
   * @default false
   */
  static logToConsole: boolean;
  /** Called with each line of the log (a string), in place of the console. `undefined` to begin with. */
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
   * Makes a client, which connects by itself.
   *
   * @param app_key the app's key
   * @param options read now, except for the parameters and headers of authorization requests
   * @throws a string where the key, the options or the cluster is missing or the authorization transport is
   *   unknown; an `Error` that names the option where a value is of the wrong type; an `Error` where the page's
   *   Content-Security-Policy forbids WebAssembly
   */
  constructor(app_key: string, options: Options);

  /** The app's key. */
  key: string;
  /** The object that the constructor was given. */
  options: Options;
  /** The settings in force. */
  config: Config;
  /** The channels that were subscribed to and not unsubscribed from. */
  channels: Channels;
  /** Emits the events of all channels. `bind` and its relatives are its. */
  global_emitter: Dispatcher;
  /** A random number that names this client. */
  sessionID: number;
  /** The record of this client's connections. */
  timeline: Timeline;
  /** What reports on them; only with `enableStats`. */
  timelineSender: TimelineSender;
  /** The connection, its state and its events. */
  connection: ConnectionManager;
  /** The user behind the connection, once `signin()` was called. */
  user: User;

  /**
   * The channel of this name.
   *
   * @returns `undefined` if there is none
   */
  channel<Name extends NameIn<EventMap>>(
    name: Name,
  ): ChannelOf<EventMap, Name> | IfUntyped<EventMap, never, undefined>;
  /** All channels, in the order in which they were made. */
  allChannels(): Channel[];

  /** Seeks a connection, unless there is one or one is being sought. */
  connect(): void;
  /** Closes the connection and stays away until `connect()`. */
  disconnect(): void;

  /**
   * Calls `callback` at each event of this name on any channel.
   *
   * @param event_name the event
   * @param callback called with the event's data (without it, if it is falsy)
   * @param context `this` of the callback; the global object if it is not given
   */
  bind<Name extends NameIn<AnyChannelEvents<EventMap>>>(
    event_name: Name,
    callback: (data: DataOf<AnyChannelEvents<EventMap>, Name>) => unknown,
    context?: any,
  ): Pusher<EventMap>;
  bind(
    event_name: NameIn<AnyChannelEvents<EventMap>>,
    callback: AnyListener<EventMap>,
    context?: any,
  ): Pusher<EventMap>;
  /**
   * Removes the callbacks that fit all the arguments that are given; without any, all but the global ones. Those of
   * channels and of the connection stay.
   *
   * @param event_name the event
   * @param callback what was bound
   * @param context what it was bound with
   */
  unbind(
    event_name?: NameIn<AnyChannelEvents<EventMap>>,
    callback?: Function,
    context?: any,
  ): Pusher<EventMap>;
  /**
   * Calls `callback` at each event on any channel, before what is bound to its name.
   *
   * @param callback called with the event's name and data
   */
  bind_global(
    callback: (...args: AnyEventOf<AnyChannelEvents<EventMap>>) => unknown,
  ): Pusher<EventMap>;
  bind_global(callback: IfUntyped<EventMap, Function>): Pusher<EventMap>;
  /**
   * Removes a global callback.
   *
   * @param callback what was bound; without it, all are removed
   */
  unbind_global(callback?: Function): Pusher<EventMap>;
  /** Removes every callback of the client; those of channels and of the connection stay. Ignores its argument. */
  unbind_all(callback?: Function): Pusher<EventMap>;

  /**
   * Subscribes to a channel, now or once connected, and after each reconnection. The channel emits
   * `pusher:subscription_succeeded` or `pusher:subscription_error`.
   *
   * Where the client has no event map, or the name is none of its names, one channel's events may be given:
   * `pusher.subscribe<OrderEvents>('orders')`.
   *
   * @param channel_name starts with `private-` where the server is to be asked, with `presence-` where members are to
   *   see each other, with `private-encrypted-` where it is not to read along, and with `cache-` after these (or
   *   alone) where the latest event comes with the subscription
   * @returns always the same object for the same name, until it is unsubscribed from; a `PresenceChannel` where the
   *   name starts with `presence-`
   * @throws an `Error` where the name starts with `#` (reserved), or with `private-encrypted-` in a build without
   *   encryption, and a `RangeError` where the client has 1,048,576 channels
   * @see https://pusher.com/docs/channels/using_channels/channels/
   */
  subscribe<Events extends object = never>(
    channel_name: [Events] extends [never] ? never : string,
  ): ChannelWith<Events>;
  subscribe<Name extends NameIn<EventMap>>(channel_name: Name): ChannelOf<EventMap, Name>;
  /** Subscribes to all channels. Called by itself once connected. */
  subscribeAll(): void;
  /** Unsubscribes from a channel and forgets it, now or once the subscription under way is confirmed. */
  unsubscribe(channel_name: string): void;

  /**
   * Sends an event.
   *
   * @param event_name the event
   * @param data anything that JSON can hold
   * @param channel the channel that it is for, if any
   * @returns whether there is a connection to send it on; nothing is kept for later
   */
  send_event(event_name: string, data: any, channel?: string): boolean;
  /**
   * Goes over to another app and cluster; channels and callbacks stay. A client that was disconnected on purpose
   * stays so.
   *
   * @throws as the constructor does
   */
  switchCluster(options: ClusterOptions): void;
  /**
   * Signs the user in by `userAuthentication`, now or once connected, and again with each connection. After a
   * `pusher:signin_error` on `pusher.user` it may be called again.
   *
   * @see https://pusher.com/docs/channels/using_channels/user-authentication/
   */
  signin(): void;
  /** Whether connections are made over TLS, going by the options. */
  shouldUseTLS(): boolean;
}

/** The type of the static property of the same name, under its own. */
type TheRuntime = Runtime;

/**
 * What the class holds besides, so that `require()` and a default import alone reach everything: the other classes, and
 * all types.
 */
declare namespace Pusher {
  export { Pusher as default, Pusher, Channel, ConnectionManager, Members, PresenceChannel };
  export type Runtime = TheRuntime;
  export {
    AuthOptions,
    AuthRequestOptions,
    AuthTransport,
    Authorizer,
    AuthorizerCallback,
    AuthorizerGenerator,
    Callback,
    CallbackRegistry,
    ChannelAuthorizationCallback,
    ChannelAuthorizationData,
    ChannelAuthorizationHandler,
    ChannelAuthorizationOptions,
    ChannelAuthorizationRequestParams,
    ChannelAuthorizerGenerator,
    ChannelEvents,
    Channels,
    ClusterOptions,
    Config,
    Connection,
    ConnectionError,
    ConnectionEvents,
    ConnectionManagerOptions,
    ConnectionState,
    DeprecatedAuthOptions,
    DeprecatedAuthorizerOptions,
    DeprecatedChannelAuthorizer,
    Dispatcher,
    HandshakeError,
    Member,
    MessageParseError,
    Metadata,
    Network,
    Options,
    Presence,
    PresenceChannelEvents,
    PusherError,
    PusherEvent,
    Request,
    ScriptReceiver,
    ScriptReceiverFactory,
    SigninError,
    Socket,
    StateChange,
    SubscriptionError,
    Timeline,
    TimelineSender,
    Transport,
    TransportSupport,
    User,
    UserAuthenticationCallback,
    UserAuthenticationData,
    UserAuthenticationHandler,
    UserAuthenticationOptions,
    UserAuthenticationRequestParams,
    Watchlist,
    WatchlistEvent,
    WebSocketError,
  };
}

export { Pusher as default, Pusher };
