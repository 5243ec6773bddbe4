// An ES module, with what CommonJS modules have passed on to it: there is one declaration of each type.

import Pusher, { Channel, Pusher as Named, PresenceChannel, Runtime } from 'pusher-wasm';
import Lite from 'pusher-wasm/lite';
import WithEncryption, { Members } from 'pusher-wasm/with-encryption';
import WorkerPusher from 'pusher-wasm/worker';
import * as all from 'pusher-wasm';
import Slim, { init, Channel as SlimChannel } from 'pusher-wasm/slim';
import type { Options, Presence } from 'pusher-wasm';
import required from './required.cjs';

interface Map {
  news: { headline: { title: string } };
  'presence-room': Presence<{ name: string }>;
}
const options: Options & all.Options & Pusher.Options = { cluster: 'eu' };
const pusher: Pusher<Map> = new all.default<Map>('key', options);
pusher.subscribe('news').bind('headline', ({ title }) => title.length);
const room: PresenceChannel<Map['presence-room']> = pusher.subscribe('presence-room');
const members: Members<{ name: string }> = room.members;
const clients: Pusher[] = [
  new Named('key', options),
  new Lite('key', options),
  new WithEncryption('key', options),
  new WorkerPusher('key', options),
  new Pusher.default('key', options),
];
const theirs: typeof Channel = required.Channel;
clients.push(new required.Mine('key', options));
const connection: all.ConnectionManager = required.connection;
await init();
await init(new URL('pusher.wasm', 'https://example.com'));
await init('/pusher.wasm').then((nothing: void) => nothing);
await init(fetch('/pusher.wasm'));
await init(new Uint8Array(8));
await init({} as WebAssembly.Module);
// @ts-expect-error neither a place nor a module
await init(5);
// @ts-expect-error
await init(null);
clients.push(new Slim('key', options));
const slim: typeof Channel = SlimChannel;
const runtime: Runtime = all.Runtime;

export { slim, clients, connection, members, runtime, theirs };
