// The table of channels, which programs read as `pusher.channels.channels[name]`.

import { Channel, EncryptedChannel, PresenceChannel, PrivateChannel } from './channel.js';
import { BadChannelName, UnsupportedFeature } from './errors.js';
import { ADD_CHANNEL, CHANNEL_CLASS, REMOVE_CHANNEL } from './inputs.js';
import { interned } from './interned.js';

/** By what the Rust side says of a channel. */
const CLASSES = [Channel, PrivateChannel, PresenceChannel, EncryptedChannel];

/** What is wrong with a name, by what the Rust side says of it. */
const NAME_ERRORS = {
  [-1]: (name) => new BadChannelName(`No channel can be named '${name}': '#' is reserved`),
  [-2]: (name) => new UnsupportedFeature(`'${name}' is encrypted: use the build with encryption`),
  [-3]: () => new RangeError('A client can have no more than 1,048,576 channels'),
};

export class Channels {
  constructor() {
    this.channels = {};
  }

  /** The channel of this name, made if need be. */
  add(name, pusher) {
    return this.find(name) ?? this.create(name, pusher);
  }

  all() {
    return Object.values(this.channels);
  }

  find(name) {
    const channel = this.channels[interned(name)];
    // What objects inherit is no channel, but a channel may be called like it (`toString`). The first
    // question spares every message a second look-up.
    return channel?._id !== undefined || Object.hasOwn(this.channels, name) ? channel : undefined;
  }

  /** Takes a channel out of the table. */
  remove(name) {
    const channel = this.find(name);
    if (channel) channel.pusher._bridge.core.command(REMOVE_CHANNEL, channel._id);
    return channel;
  }

  /** Forgets every channel's subscription. */
  disconnect() {
    for (const channel of this.all()) channel.disconnect();
  }

  create(name, pusher) {
    if (typeof name !== 'string')
      throw new TypeError(`A channel is named by a string, not ${name}`);
    const { core, byId } = pusher._bridge;
    const id = core.report(ADD_CHANNEL, 0, 0, name);
    if (id < 0) throw NAME_ERRORS[id](name);
    const channel = new CLASSES[core.command(CHANNEL_CLASS, id)](name, pusher, id);
    byId[id & INDEX] = channel;
    // Defined rather than assigned, because of the one name that assigning does something else for.
    if (name === '__proto__') {
      Object.defineProperty(this.channels, name, {
        value: channel,
        configurable: true,
        enumerable: true,
        writable: true,
      });
    } else {
      this.channels[name] = channel;
    }
    return channel;
  }
}

/** The part of a channel id that is its place in the table. */
export const INDEX = 0xfffff;

/** Stands for "no channel" where a channel id is passed: none that the client knows, or the user in its place. */
export const NO_CHANNEL = 0xffffffff;
