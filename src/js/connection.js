// The connection, as applications hold it.

import { Dispatcher } from './dispatcher.js';
import { hide } from './hide.js';
import { CONNECT, DISCONNECT, SEND, USES_TLS } from './inputs.js';
import { debug, isLogging } from './logger.js';

export class ConnectionManager extends Dispatcher {
  constructor(bridge, key, options) {
    super();
    this.key = key;
    this.options = options;
    this.timeline = options.timeline;
    this.state = 'initialized';
    this.connection = null;
    this.socket_id = undefined;
    hide(this, '_bridge', bridge);
  }

  connect() {
    this._bridge.core.command(CONNECT);
  }

  disconnect() {
    this._bridge.core.command(DISCONNECT);
  }

  /** Sends a text as it is. Returns whether there is a connection to send it on. */
  send(text) {
    return send(this, text);
  }

  send_event(event, data, channel) {
    if (!this.connection) return false;
    const message = channel ? { event, data, channel } : { event, data };
    if (isLogging()) debug('Event sent', message);
    return send(this, JSON.stringify(message));
  }

  isUsingTLS() {
    return Boolean(this._bridge.core.command(USES_TLS));
  }
}

function send({ _bridge: { core } }, text) {
  return Boolean(core.report(SEND, 0, 0, text));
}
