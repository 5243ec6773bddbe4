// CommonJS.

import Pusher = require('pusher-js');
import Default, { Channel } from 'pusher-js';

const options: Pusher.Options = { cluster: 'eu' };
const pusher: Pusher.default = new Pusher.default('key', options);
const same: Default = new Default('key', { cluster: 'eu' });
const channel: Channel = pusher.subscribe('news');
const presence = channel as Pusher.PresenceChannel;

export = { channels: [channel, presence], clients: [pusher, same] };
