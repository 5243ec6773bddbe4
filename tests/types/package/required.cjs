// @ts-check
// JavaScript that is checked: `require()` gives the class itself.

const Pusher = require('pusher-wasm');
const { Channel, PresenceChannel, default: Default, Pusher: Named } = require('pusher-wasm');

const pusher = new Pusher('key', { cluster: 'eu' });
const others = [new Default('key', { cluster: 'eu' }), new Named('key', { cluster: 'eu' })];
const channel = pusher.subscribe('presence-room');
if (channel instanceof PresenceChannel) console.log(channel.members.count.toFixed());
console.log(channel instanceof Channel, others[0].connection.state.length);
// @ts-expect-error no such method
pusher.subscribeTo('news');
// @ts-expect-error no cluster
new Pusher('key', {});

/** @type {import('pusher-wasm').Options} */
const options = { cluster: 'eu' };
/** @type {InstanceType<typeof Pusher>} */
const made = new Pusher('key', options);
made.subscribe('news').bind('headline', (/** @type {string} */ text) => text);

module.exports = { made };
