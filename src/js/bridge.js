// One client's JavaScript side: what it holds, and the way in for messages. Every decision is made on the other side.

import { INDEX, NO_CHANNEL } from './channels.js';
import { emitBound, emitGlobal, hears } from './dispatcher.js';
import { MALFORMED, MESSAGE } from './inputs.js';
import * as log from './logger.js';
import { decode } from './message.js';
import { emitOnChannel } from './orders.js';

/** What `handle_event` says of a message; 1 is to deliver it, and more than these to handle it. */
const IGNORE = 0;
const DELIVER_WITH_METADATA = 2;
const DELIVER_OPENED = 3;

/** Stands in for a socket where a message came from none. */
const NO_SOCKET = 0;

export class Bridge {
  constructor(pusher) {
    this.pusher = pusher;
    /** The Rust side, and what it holds of this one. */
    this.core = undefined;
    this.host = undefined;
    /** What is to be thrown because of an option. */
    this.fault = undefined;
    /** Channels by their place in Rust's table. */
    this.byId = [];
    /** The socket whose messages need not be asked about again, or 0; and when the latest one came. */
    this.shortWay = 0;
    this.seen = 0;
    /** The message that is being handled. */
    this.message = undefined;
    /** Open and opening sockets, by their ids, if there are any. */
    this.sockets = undefined;
    /** What the network is told to call, while it is. */
    this.listeners = undefined;
  }

  /**
   * The settings in force.
   *
   * @param {(config: object) => void} read has the Rust side read key and options, and write to the object
   * @throws {string | Error} what pusher-js throws, or an error that names the option
   */
  configure(read) {
    const config = {};
    this.fault = undefined;
    read(config);
    if (this.fault) throw this.fault;
    return config;
  }

  // ---- messages ----

  receive(socket, text) {
    let frame;
    try {
      frame = JSON.parse(text);
    } catch (error) {
      this.core.report(MALFORMED, socket, 0, error, text);
      return;
    }
    const name = frame?.event;
    if (typeof name !== 'string') {
      const error = new Error('A message without an event name');
      this.core.report(MALFORMED, socket, 0, error, text);
      return;
    }
    const named = frame.channel;
    // An object is no name, and may not even have a text to look for.
    const channel = named && typeof named !== 'object' ? this.find(named) : undefined;
    // Programs may have put something of their own into the table.
    const id = channel?._id ?? NO_CHANNEL;
    // The protocol's own names start like this. Going the long way needlessly does no harm.
    if (!name.startsWith('pusher')) {
      const delivery = this.deliveryOf(socket, channel, id);
      if (delivery === IGNORE) return;
      if (delivery <= DELIVER_OPENED) {
        this.deliver(socket, frame, channel, delivery);
        return;
      }
    }
    const message = decode(frame);
    // pusher-js does not tell of a socket's first message.
    if (this.pusher.connection.connection) log.debug('Event recd', message);
    this.during(message, () => this.core.report(MESSAGE, socket, id, name, message.data, text));
  }

  /** What is to be done with a message of the application's own. */
  deliveryOf(socket, channel, id) {
    const known = id !== NO_CHANNEL && socket === this.shortWay;
    if (known && channel._delivery) {
      this.seen = Date.now();
      return channel._delivery;
    }
    const delivery = this.core.handle_event(socket, id);
    // Asking carries out what waits, and that may have closed the short way.
    if (known && socket === this.shortWay) channel._delivery = delivery;
    return delivery;
  }

  /** The channel of this name, the user's own included. The table has the last word: programs change it. */
  find(name) {
    const { channels, user } = this.pusher;
    const channel = channels.find(name);
    if (channel) return channel;
    const own = user.serverToUserChannel;
    return own?.name === name ? own : undefined;
  }

  /** A message that the application itself gives to a channel. */
  handleEvent(channel, message) {
    const { event, data } = message;
    this.during(message, () =>
      this.core.report(MESSAGE, NO_SOCKET, channel._id, event, data, data),
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
  deliver(socket, frame, channel, delivery) {
    const { connection, global_emitter } = this.pusher;
    if (
      // One that does not open has consequences, whoever listens.
      delivery !== DELIVER_OPENED &&
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
    if (present) this.deliverTo(present, message, delivery, socket);
    global_emitter.emit(message.event, message.data);
    emitBound(connection, 'message', message);
  }

  deliverTo(channel, message, delivery, socket) {
    const { event, data } = message;
    if (delivery !== DELIVER_OPENED) {
      emitOnChannel(channel, message, delivery === DELIVER_WITH_METADATA);
      return;
    }
    const opened = this.core.open(socket, channel._id, event, data);
    if (opened !== undefined) channel.emit(event, opened);
  }

  // ---- what the orders of the Rust side (orders.js) work on ----

  /** The channel of this id. Rust tells of a channel's removal last, so it is there. */
  channel(id) {
    return this.byId[id & INDEX];
  }
}
