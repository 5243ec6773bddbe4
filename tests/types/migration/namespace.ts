// Everything under one name.

import * as PusherTypes from 'pusher-js';

export interface Context {
  client: PusherTypes.default | null;
  channels: PusherTypes.Channel[];
  options: PusherTypes.Options;
}

export function start(options: PusherTypes.Options): PusherTypes.default {
  return new PusherTypes.default('key', options);
}

export const isPresence = (channel: PusherTypes.Channel): channel is PusherTypes.PresenceChannel =>
  channel.name.startsWith('presence-');
export const authorize: PusherTypes.ChannelAuthorizationHandler = (_, callback) =>
  callback(null, { auth: '' });
export type Lazy = typeof import('pusher-js');
export const lazy = async (): Promise<PusherTypes.default> =>
  start({ cluster: (await import('pusher-js')) ? 'eu' : 'us2' });
