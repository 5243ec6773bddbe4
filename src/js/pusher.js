// The `Pusher` class: the object that applications hold, around the client that does the work.

import { Bridge } from './bridge.js';
import { Channels } from './channels.js';
import { ConnectionManager } from './connection.js';
import { Dispatcher } from './dispatcher.js';
import { hide } from './hide.js';
import { setLogSource, warn } from './logger.js';
import { Runtime } from './runtime.js';
import { UserFacade } from './user.js';
import { load } from './wasm.js';

export class Pusher {
  static instances = [];
  static isReady = false;
  static logToConsole = false;
  static log = undefined;
  static Runtime = Runtime;
  static auth_callbacks = Runtime.auth_callbacks;

  /** Connects the clients made so far, and from now on each one as it is made. */
  static ready() {
    Pusher.isReady = true;
    for (const pusher of Pusher.instances) pusher.connect();
  }

  constructor(key, options) {
    const bridge = new Bridge(this);
    const core = new (load().Pusher)(key, options, bridge, ...environment());
    bridge.core = core;
    hide(this, '_bridge', bridge);

    this.key = key;
    this.options = options;
    this.config = core.config();
    this.config.userAuthenticator = handler(core, options.userAuthentication, true);
    this.config.channelAuthorizer =
      deprecatedAuthorizer(this, core) ??
      handler(core, options.channelAuthorization ?? options.auth, false);
    this.channels = new Channels();
    this.global_emitter = new Dispatcher();
    this.sessionID = Math.floor(Math.random() * 1e9);
    const { activityTimeout, pongTimeout, unavailableTimeout, useTLS } = this.config;
    this.connection = new ConnectionManager(core, key, {
      activityTimeout,
      pongTimeout,
      unavailableTimeout,
      useTLS,
    });

    this.user = new UserFacade(this);

    const network = Runtime.getNetwork();
    network.bind('online', () => core.network(true));
    network.bind('offline', () => core.network(false));

    Pusher.instances.push(this);
    whenReady();
    if (Pusher.isReady) this.connect();
  }

  channel(name) {
    return this.channels.find(name);
  }

  allChannels() {
    return this.channels.all();
  }

  connect() {
    this.connection.connect();
  }

  disconnect() {
    this.connection.disconnect();
  }

  bind(event, callback, context) {
    this.global_emitter.bind(event, callback, context);
    return this;
  }

  unbind(event, callback, context) {
    this.global_emitter.unbind(event, callback, context);
    return this;
  }

  bind_global(callback) {
    this.global_emitter.bind_global(callback);
    return this;
  }

  unbind_global(callback) {
    this.global_emitter.unbind_global(callback);
    return this;
  }

  unbind_all() {
    this.global_emitter.unbind_all();
    return this;
  }

  subscribe(name) {
    const channel = this.channels.add(name, this);
    this._bridge.core.subscribe(channel._id);
    return channel;
  }

  subscribeAll() {
    for (const name of Object.keys(this.channels.channels)) this.subscribe(name);
  }

  unsubscribe(name) {
    const channel = this.channels.find(name);
    if (channel) this._bridge.core.unsubscribe(channel._id);
  }

  send_event(event, data, channel) {
    return this.connection.send_event(event, data, channel);
  }

  /** Goes over to another app and cluster; channels and callbacks stay. */
  switchCluster({ appKey, cluster }) {
    const options = { ...this.options, cluster };
    const { core } = this._bridge;
    core.switch_cluster(appKey, options, ...environment());
    const { userAuthenticator, channelAuthorizer } = this.config;
    this.key = this.connection.key = appKey;
    this.options = options;
    this.config = { ...core.config(), userAuthenticator, channelAuthorizer };
  }

  signin() {
    this.user.signin();
  }

  shouldUseTLS() {
    return this.config.useTLS;
  }
}

// Bundling and minifying rename it; people see the name in their consoles.
Object.defineProperty(Pusher, 'name', { value: 'Pusher' });
setLogSource(Pusher);

/** Whether the page is secure, and whether there are WebSockets. */
function environment() {
  return [Runtime.getProtocol() === 'https:', Boolean(Runtime.getWebSocketAPI())];
}

/** The handler that the options name, or one that asks their endpoint. */
function handler(core, given, user) {
  const custom = core.auth_handler(user);
  if (custom != null) return custom;
  const transport = core.auth_transport(user);
  if (transport !== 'ajax' && transport !== 'jsonp') {
    throw `'${transport}' is not a recognized auth transport`;
  }
  return ({ channelName, socketId }, callback) => {
    const jsonp = transport === 'jsonp';
    if (jsonp && (given?.headers ?? given?.headersProvider)) {
      warn(
        'Authorization by script tag (JSONP) sends no headers: use the transport "ajax" for them',
      );
    }
    core.ask_endpoint(socketId, channelName, jsonp, callback);
  };
}

/** What the older option `authorizer` says, as a handler. */
function deprecatedAuthorizer(pusher, core) {
  const authorizer = core.authorizer();
  if (authorizer === undefined) return undefined;
  const { auth } = pusher.options;
  const options = {
    authTransport: core.auth_transport(false),
    authEndpoint: core.auth_endpoint(),
    auth: { params: auth?.params, headers: auth?.headers },
  };
  return ({ channelName, socketId }, callback) =>
    authorizer(pusher.channel(channelName), options).authorize(socketId, callback);
}

/** Calls `ready` once the document has a body, or at once where there is no document. */
function whenReady() {
  if (Pusher.isReady || waiting) return;
  const document = Runtime.getDocument();
  if (!document || document.body) {
    Pusher.isReady = true;
    return;
  }
  waiting = true;
  const check = () => (Runtime.getDocument().body ? Pusher.ready() : setTimeout(check, 0));
  setTimeout(check, 0);
}
let waiting = false;
