// Channels, as applications hold them. Their properties mirror the client's own state; only the client
// changes them.

import { Dispatcher } from './dispatcher.js';
import { BadEventName, UnsupportedFeature } from './errors.js';
import { hide } from './hide.js';
import {
  CANCEL_SUBSCRIPTION,
  DISCONNECT_CHANNEL,
  REINSTATE_SUBSCRIPTION,
  SUBSCRIBE_CHANNEL,
  UNSUBSCRIBE_CHANNEL,
} from './inputs.js';
import { debug, warn } from './logger.js';

/** A channel that anybody may subscribe to. */
export class Channel extends Dispatcher {
  constructor(name, pusher, id) {
    super();
    this.name = name;
    this.pusher = pusher;
    this.subscribed = false;
    this.subscriptionPending = false;
    this.subscriptionCancelled = false;
    // What the client knows the channel by.
    hide(this, '_id', id);
    // What it has said of this channel's messages; 0 if it has not been asked.
    hide(this, '_delivery', 0);
  }

  failThrough(event) {
    debug(`No callbacks on ${this.name} for ${event}`);
  }

  /** Grants the subscription without asking anybody. */
  authorize(_socketId, callback) {
    return callback(null, { auth: '' });
  }

  trigger(event, data) {
    if (!event.startsWith('client-')) {
      throw new BadEventName(`A client event's name starts with 'client-'; '${event}' does not`);
    }
    if (!this.subscribed) {
      warn(`'${event}' is triggered on ${this.name} before the subscription has succeeded`);
    }
    return this.pusher.send_event(event, data, this.name);
  }

  // What follows is for internal use in pusher-js, and used by programs all the same.

  subscribe() {
    command(this, SUBSCRIBE_CHANNEL);
  }

  unsubscribe() {
    command(this, UNSUBSCRIBE_CHANNEL);
  }

  cancelSubscription() {
    command(this, CANCEL_SUBSCRIPTION);
  }

  reinstateSubscription() {
    command(this, REINSTATE_SUBSCRIPTION);
  }

  disconnect() {
    command(this, DISCONNECT_CHANNEL);
  }

  /** Takes a message as if the server had sent it: `{event, data, user_id?}`. */
  handleEvent(event) {
    this.pusher._bridge.handleEvent(this, event);
  }
}

function command(channel, input) {
  channel.pusher._bridge.core.command(input, channel._id);
}

/** A channel whose subscriptions the application authorizes. */
export class PrivateChannel extends Channel {
  authorize(socketId, callback) {
    return this.pusher.config.channelAuthorizer({ channelName: this.name, socketId }, callback);
  }
}

/** A private channel whose events the server cannot read. */
export class EncryptedChannel extends PrivateChannel {
  trigger() {
    throw new UnsupportedFeature('Client events cannot be triggered on encrypted channels');
  }
}

/** A private channel whose members see each other. */
export class PresenceChannel extends PrivateChannel {
  constructor(name, pusher, id) {
    super(name, pusher, id);
    this.members = new Members();
  }
}

/** The members of a presence channel. */
export class Members {
  constructor() {
    this.members = {};
    this.count = 0;
    this.myID = null;
    this.me = null;
  }

  get(id) {
    return Object.hasOwn(this.members, id) ? { id, info: this.members[id] } : null;
  }

  each(callback) {
    for (const id of Object.keys(this.members)) callback(this.get(id));
  }
}
