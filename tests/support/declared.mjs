// What pusher-js declares, going by its types.

import { readFileSync, readdirSync } from 'node:fs';

const package_ = new URL('../../node_modules/pusher-js/', import.meta.url);
const read = (path) => readFileSync(new URL(path, package_), 'utf8');

/** The public members of a class or an interface; only static ones, or none of these. */
function members(path, name, { statics = false } = {}) {
  const text = read(`types/src/${path}.d.ts`);
  const [, body] = new RegExp(`(?:class|interface) ${name}\\b[^{]*{\\n([^]*?)\\n}`).exec(text);
  return Array.from(body.matchAll(/^ {4}((?:private |static )*)(\w+)\??[:(]/gm))
    .filter(([, modifiers, member]) => !modifiers.includes('private') && member !== 'constructor')
    .filter(([, modifiers]) => modifiers.includes('static') === statics)
    .map(([, , member]) => member);
}

const of = (path, name) => ({ path, name });

/** Types by how the table calls what has them. */
const TYPES = {
  options: [of('core/options', 'Options')],
  'options.auth': [of('core/auth/deprecated_channel_authorizer', 'DeprecatedAuthOptions')],
  'options.channelAuthorization': [of('core/auth/options', 'InternalAuthOptions')],
  'options.userAuthentication': [of('core/auth/options', 'InternalAuthOptions')],
  authorizerOptions: [of('core/auth/deprecated_channel_authorizer', 'DeprecatedAuthorizerOptions')],
  answer: [
    of('core/auth/options', 'ChannelAuthorizationData'),
    of('core/auth/options', 'UserAuthenticationData'),
  ],
  config: [of('core/config', 'Config')],
  pusher: [of('core/pusher', 'Pusher')],
  Runtime: [of('runtimes/interface', 'Runtime'), of('runtimes/web/browser', 'Browser')],
  'Runtime.Transports': [of('core/transports/transports_table', 'TransportsTable')],
  'Runtime.Transports.ws': [of('core/transports/transport', 'Transport')],
  'Runtime.ScriptReceivers': [
    of('runtimes/web/dom/script_receiver_factory', 'ScriptReceiverFactory'),
  ],
  receiver: [of('runtimes/web/dom/script_receiver', 'ScriptReceiver')],
  network: [of('core/reachability', 'Reachability')],
  connection: [of('core/connection/connection_manager', 'ConnectionManager')],
  'connection.options': [
    of('core/connection/connection_manager_options', 'ConnectionManagerOptions'),
  ],
  'connection.connection': [of('core/connection/connection', 'Connection')],
  'connection.connection.transport': [
    of('core/transports/transport_connection', 'TransportConnection'),
  ],
  channels: [of('core/channels/channels', 'Channels')],
  channel: [of('core/channels/channel', 'Channel')],
  privateChannel: [of('core/channels/private_channel', 'PrivateChannel')],
  encryptedChannel: [of('core/channels/encrypted_channel', 'EncryptedChannel')],
  presenceChannel: [of('core/channels/presence_channel', 'PresenceChannel')],
  members: [of('core/channels/members', 'Members')],
  user: [of('core/user', 'UserFacade')],
  watchlist: [of('core/watchlist', 'WatchlistFacade')],
  emitter: [of('core/events/dispatcher', 'Dispatcher')],
  'emitter.callbacks': [of('core/events/callback_registry', 'CallbackRegistry')],
  callback: [of('core/events/callback', 'Callback')],
  timeline: [of('core/timeline/timeline', 'Timeline')],
  'timeline.options': [of('core/timeline/timeline', 'TimelineOptions')],
  timelineSender: [of('core/timeline/timeline_sender', 'TimelineSender')],
  event: [of('core/connection/protocol/message-types', 'PusherEvent')],
  metadata: [of('core/channels/metadata', 'Metadata')],
};

const paths = Object.entries(TYPES).flatMap(([prefix, types]) =>
  types.flatMap(({ path, name }) => members(path, name).map((member) => `${prefix}.${member}`)),
);

const statics = members('core/pusher', 'Pusher', { statics: true }).map((name) => `Pusher.${name}`);

const exportedTypes = Array.from(read('index.d.ts').matchAll(/^export {([^}]*)}/gm), ([, list]) =>
  list.split(','),
)
  .flat()
  .map((item) => item.trim().split(' as ').at(-1))
  .map((name) => `type ${name === 'default' ? 'Pusher' : name}`);

const errors = Array.from(
  read('types/src/core/errors.d.ts').matchAll(/class (\w+)/g),
  ([, name]) => `error ${name}`,
);

const specs = readdirSync(new URL('spec/javascripts/', package_), { recursive: true })
  .filter((path) => /_spec\.js$/.test(path))
  .map((path) => path.replace(/_spec\.js$/, ''));

/** Everything that the table must have a row for. */
export const declared = [...new Set([...paths, ...statics, ...exportedTypes, ...errors, ...specs])];
