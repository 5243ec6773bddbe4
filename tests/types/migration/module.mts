// An ES module of Node, where pusher-js's types take the class for a property.

import Pusher from 'pusher-js';
import type { Channel, Options } from 'pusher-js';
import { PresenceChannel } from 'pusher-js';

const options: Options & Pusher.Options = { cluster: 'eu' };
const pusher: Pusher.default = new Pusher.default('key', options);
const channel: Channel = pusher.subscribe('news');

export const members = (room: Pusher.PresenceChannel & PresenceChannel) => room.members.count;
export { channel, pusher };
