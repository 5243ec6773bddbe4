// CommonJS: the class itself, and everything else by its names.

import Pusher = require('pusher-wasm');
import Default, {
  Channel,
  ConnectionManager,
  Members,
  PresenceChannel,
  Runtime,
} from 'pusher-wasm';
import Lite = require('pusher-wasm/lite');
import type { Options, Presence } from 'pusher-wasm';

interface Map {
  news: { headline: { title: string } };
  'presence-room': Presence<{ name: string }>;
}
const options: Options & Pusher.Options = { cluster: 'eu' };
const pusher: Pusher<Map> = new Pusher<Map>('key', options);
pusher.subscribe('news').bind('headline', ({ title }) => title.length);
const others: Default[] = [
  new Default('key', options),
  new Lite('key', options),
  new Pusher.default('key', options),
  new Pusher.Pusher('key', options),
];
const channel: Pusher.Channel = others[0]!.subscribe('presence-room');
if (channel instanceof PresenceChannel || channel instanceof Pusher.PresenceChannel) {
  const members: Members & Pusher.Members = channel.members;
  members.count.toFixed();
}
const runtime: Pusher.Runtime = Runtime;
runtime.getNetwork().isOnline();
const connection: ConnectionManager & Pusher.ConnectionManager = pusher.connection;
class Mine extends Pusher {
  override subscribe(name: string): Pusher.Channel {
    return super.subscribe(`mine-${name}`);
  }
}

export = { Channel, Mine, connection };
