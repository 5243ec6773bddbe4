// pkg/types out of src/js/*.d.ts.

import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './steps.mjs';

/**
 * Where pusher-js has its types, which programs import from (`pusher-js/types/src/core/options`), and what they find
 * there, as far as it has a name here. Nothing stands there that could run.
 */
const DEEP = {
  'core/pusher': 'Pusher as default',
  'core/pusher-with-encryption': 'Pusher as default',
  'core/options': 'Options, ClusterOptions',
  'core/config': 'AuthTransport, Config, Transport',
  'core/auth/options':
    'AuthRequestOptions as InternalAuthOptions, ChannelAuthorizationCallback, ChannelAuthorizationData, ' +
    'ChannelAuthorizationHandler, ChannelAuthorizationOptions, ChannelAuthorizationRequestParams, ' +
    'UserAuthenticationCallback, UserAuthenticationData, UserAuthenticationHandler, ' +
    'UserAuthenticationOptions, UserAuthenticationRequestParams',
  'core/auth/deprecated_channel_authorizer':
    'ChannelAuthorizerGenerator, DeprecatedAuthOptions, DeprecatedAuthorizerOptions, ' +
    'DeprecatedChannelAuthorizer',
  'core/channels/channel': 'Channel as default',
  'core/channels/private_channel': 'Channel as default',
  'core/channels/encrypted_channel': 'Channel as default',
  'core/channels/presence_channel': 'PresenceChannel as default',
  'core/channels/members': 'Members as default',
  'core/channels/metadata': 'Metadata as default',
  'core/channels/channels': 'Channels as default',
  'core/connection/connection': 'Connection as default',
  'core/connection/connection_manager': 'ConnectionManager as default',
  'core/connection/connection_manager_options': 'ConnectionManagerOptions as default',
  'core/connection/protocol/message-types': 'PusherEvent',
  'core/events/dispatcher': 'Dispatcher as default',
  'core/events/callback': 'Callback as default',
  'core/events/callback_registry': 'CallbackRegistry as default',
  'core/http/ajax': 'Request as default',
  'core/reachability': 'Network as default',
  'core/socket': 'Socket as default',
  'core/timeline/timeline': 'Timeline as default',
  'core/timeline/timeline_sender': 'TimelineSender as default',
  'core/user': 'User as default',
  'core/watchlist': 'Watchlist as default',
  'runtimes/interface': 'Runtime as default',
};

/**
 * Writes the types into a folder. All entries share one declaration of each, so that a class that came by `require` is
 * the one that came by `import`; it is of CommonJS form, which both can read.
 *
 * @param {string} folder
 */
export function writeTypes(folder) {
  const sources = join(root, 'src/js');
  const write = (file, text) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  mkdirSync(folder, { recursive: true });
  cpSync(join(sources, 'index.d.ts'), join(folder, 'pusher.d.cts'));
  write(
    'index.d.ts',
    "export * from './pusher.cjs';\nexport { Pusher as default } from './pusher.cjs';\n",
  );
  write('index.d.cts', "import { Pusher } from './pusher.cjs';\nexport = Pusher;\n");
  for (const file of readdirSync(sources).filter((file) => file.endsWith('.d.ts'))) {
    if (file !== 'index.d.ts') cpSync(join(sources, file), join(folder, file));
  }
  for (const [path, names] of Object.entries(DEEP)) {
    const file = `src/${path}`;
    const declarations = `${relative(dirname(file), '.')}/pusher.cjs`;
    const text = `export type { ${names} } from '${declarations}';\n`;
    for (const extension of ['d.ts', 'd.cts']) write(`${file}.${extension}`, text);
  }
}
