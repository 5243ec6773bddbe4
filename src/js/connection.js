// The connection, as applications hold it.

import { Dispatcher } from './dispatcher.js';
import { hide } from './hide.js';
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
    this._bridge.core.connect();
  }

  disconnect() {
    this._bridge.core.disconnect();
  }

  /** Sends a text as it is. Returns whether there is a connection to send it on. */
  send(text) {
    return this._bridge.core.send(text);
  }

  send_event(event, data, channel) {
    const message = channel ? { event, data, channel } : { event, data };
    if (isLogging()) debug('Event sent', message);
    return this._bridge.core.send(JSON.stringify(message));
  }

  isUsingTLS() {
    return this._bridge.core.uses_tls();
  }
}
