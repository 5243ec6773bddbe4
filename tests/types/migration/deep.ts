// Types from where pusher-js keeps them.

import Channel from 'pusher-js/types/src/core/channels/channel';
import Members from 'pusher-js/types/src/core/channels/members';
import Metadata from 'pusher-js/types/src/core/channels/metadata';
import PresenceChannel from 'pusher-js/types/src/core/channels/presence_channel';
import PrivateChannel from 'pusher-js/types/src/core/channels/private_channel';
import ConnectionManager from 'pusher-js/types/src/core/connection/connection_manager';
import { PusherEvent } from 'pusher-js/types/src/core/connection/protocol/message-types';
import Dispatcher from 'pusher-js/types/src/core/events/dispatcher';
import { AuthTransport, Config, Transport } from 'pusher-js/types/src/core/config';
import { ClusterOptions, Options } from 'pusher-js/types/src/core/options';
import {
  ChannelAuthorizationData,
  ChannelAuthorizationOptions,
  ChannelAuthorizationRequestParams,
  UserAuthenticationData,
} from 'pusher-js/types/src/core/auth/options';
import {
  ChannelAuthorizerGenerator,
  DeprecatedChannelAuthorizer,
} from 'pusher-js/types/src/core/auth/deprecated_channel_authorizer';
import Pusher from 'pusher-js/types/src/core/pusher';
import UserFacade from 'pusher-js/types/src/core/user';
import Runtime from 'pusher-js/types/src/runtimes/interface';
import type { Channel as Same, default as Client } from 'pusher-js';

export interface State {
  pusher: Pusher;
  user: UserFacade;
  channels: { [name: string]: Channel | PrivateChannel | PresenceChannel };
  members?: Members;
  transports: Transport[];
  authTransport: AuthTransport;
  config: Config;
  runtime: Runtime;
}

export function same(client: Client, channel: Same, state: State): Dispatcher {
  const mine: Channel = channel;
  const pusher: Pusher = client;
  const options: Options = pusher.options;
  const connection: ConnectionManager = pusher.connection;
  const goal: ClusterOptions = { appKey: pusher.key, cluster: options.cluster };
  connection.bind('message', ({ event, data }: PusherEvent) => [event, data]);
  mine.bind('client-x', (_: unknown, metadata: Metadata) => metadata.user_id);
  pusher.switchCluster(goal);
  state.channels[mine.name] = mine;
  return mine;
}

export const settings = (
  channelAuthorization: ChannelAuthorizationOptions,
  authorizer: ChannelAuthorizerGenerator,
): Options => ({ cluster: 'eu', channelAuthorization, authorizer });
export const asked = ({ socketId }: ChannelAuthorizationRequestParams) => socketId;
export const granted: ChannelAuthorizationData = { auth: 'key:signature' };
export const user: UserAuthenticationData = { auth: 'key:signature', user_data: '{"id":"1"}' };
export const asker: DeprecatedChannelAuthorizer = {
  authorize: (_, callback) => callback(null, granted),
};
