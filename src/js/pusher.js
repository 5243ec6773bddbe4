// The `Pusher` class: the object that applications hold, around the client that does the work.

import { deprecatedAuthorizer, handler } from './auth.js';
import { Bridge } from './bridge.js';
import { Channels } from './channels.js';
import { ConnectionManager } from './connection.js';
import { Dispatcher } from './dispatcher.js';
import { hide } from './hide.js';
import { Host } from './host.js';
import { START_STATS, STOP_STATS, SUBSCRIBE, SWITCH_CLUSTER, UNSUBSCRIBE } from './inputs.js';
import { setLogSource, warn } from './logger.js';
import { Runtime } from './runtime.js';
import { Timeline, TimelineSender } from './timeline.js';
import { UserFacade } from './user.js';
import { load } from './wasm.js';

export class Pusher {
  static instances = [];
  static logToConsole = false;
  static log = undefined;
  static Runtime = Runtime;
  static ScriptReceivers = Runtime.ScriptReceivers;
  static DependenciesReceivers = Runtime.DependenciesReceivers;
  static auth_callbacks = Runtime.auth_callbacks;

  /** Whether clients connect as they are made. The document is looked at when this is first asked. */
  static get isReady() {
    whenReady();
    return ready;
  }

  static set isReady(value) {
    whenReady();
    ready = value;
  }

  /** Connects the clients made so far, and from now on each one as it is made. */
  static ready() {
    Pusher.isReady = true;
    for (const pusher of Pusher.instances) pusher.connect();
  }

  constructor(key, options) {
    const bridge = new Bridge(this);
    const host = new Host(bridge);
    const rust = load();
    const config = bridge.configure((config) => {
      bridge.core = new rust.Pusher(host, environment(), key, options, config);
    });
    if ('disableStats' in options) {
      warn('The option disableStats is deprecated: statistics are off unless enableStats is true');
    }
    hide(this, '_bridge', bridge);

    this.key = key;
    this.options = options;
    this.config = complete(config, this);
    this.channels = new Channels();
    this.global_emitter = new Dispatcher();
    this.sessionID = Runtime.randomInt(1e9);
    this.timeline = new Timeline(key, this.sessionID, {
      cluster: this.config.cluster,
      features: Runtime.Transports.ws.isSupported({}) ? ['ws'] : [],
      params: this.config.timelineParams || {},
    });
    if (this.config.enableStats) {
      const sender = { host: this.config.statsHost, path: '/timeline/v2/jsonp' };
      this.timelineSender = new TimelineSender(this.timeline, sender, options.nonce);
    }
    const { activityTimeout, pongTimeout, unavailableTimeout, useTLS } = this.config;
    this.connection = new ConnectionManager(bridge, key, {
      timeline: this.timeline,
      activityTimeout,
      pongTimeout,
      unavailableTimeout,
      useTLS,
    });

    this.user = new UserFacade(this);

    rust.hosts = rust.hosts.filter((other) => other.bridge).concat(host);
    Pusher.instances.push(this);
    this.timeline.info({ instances: Pusher.instances.length });
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
    this._bridge.core.command(START_STATS);
  }

  disconnect() {
    this.connection.disconnect();
    this._bridge.core.command(STOP_STATS);
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
    this._bridge.core.command(SUBSCRIBE, channel._id);
    return channel;
  }

  subscribeAll() {
    const { channels } = this.channels;
    // One that is removed meanwhile, inside an authorization handler, is passed over.
    for (const name in channels) if (Object.hasOwn(channels, name)) this.subscribe(name);
  }

  unsubscribe(name) {
    const channel = this.channels.find(name);
    if (channel) this._bridge.core.command(UNSUBSCRIBE, channel._id);
  }

  send_event(event, data, channel) {
    return this.connection.send_event(event, data, channel);
  }

  /** Goes over to another app and cluster; channels and callbacks stay. */
  switchCluster({ appKey, cluster }) {
    const options = { ...this.options, cluster };
    const { core } = this._bridge;
    const config = this._bridge.configure((config) => {
      core.report(SWITCH_CLUSTER, environment(), 0, appKey, options, config);
    });
    this.key = this.connection.key = appKey;
    this.options = options;
    this.config = complete(config, this);
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

/** Which transports the page can do, and whether it is secure, in bits. */
function environment() {
  const { ws, xhr_streaming, xhr_polling, sockjs } = Runtime.Transports;
  let bits = Runtime.getProtocol() === 'https:' ? SECURE : 0;
  // In the order of Rust's `Transport`; the first two are ws and wss.
  [ws, ws, xhr_streaming, xhr_polling, sockjs].forEach((transport, index) => {
    if (transport?.isSupported({})) bits |= 1 << index;
  });
  return bits;
}

const SECURE = 1 << 7;

/**
 * The settings in force, for applications to read, and the handlers that they may replace: what Rust wrote of them,
 * and what it does not look at.
 */
function complete(config, pusher) {
  const { options } = pusher;
  const { userAuthenticator, channelAuthorizer } = config;
  config.userAuthenticator = handler(userAuthenticator, options.nonce);
  config.channelAuthorizer =
    deprecatedAuthorizer(pusher, channelAuthorizer) ?? handler(channelAuthorizer, options.nonce);
  for (const name of [
    'disabledTransports',
    'enabledTransports',
    'ignoreNullOrigin',
    'timelineParams',
    'nacl',
  ]) {
    if (name in options) config[name] = options[name];
  }
  return config;
}

let ready = false;
let asked = false;

/**
 * Calls `ready` once the document has a body, or at once where there is no document. Where there is one, the class is
 * also a global: what answers to script tags calls its functions by that name.
 */
function whenReady() {
  if (asked) return;
  asked = true;
  const document = Runtime.getDocument();
  if (document) globalThis.Pusher ??= Pusher;
  if (!document || document.body) {
    ready = true;
    return;
  }
  const check = () => (Runtime.getDocument().body ? Pusher.ready() : setTimeout(check, 0));
  setTimeout(check, 0);
}
