// What the packages' types make of those of the client.

import { useEcho, useEchoPresence } from '@laravel/echo-react';
import { configureEcho, echo } from '@laravel/echo-vue';
import Echo from 'laravel-echo';
import Pusher from 'pusher-js';
import type { Channel, PresenceChannel } from 'pusher-js';

type Shipped = { by: string };

const options = { key: 'key', cluster: 'mt1' };
const own = new Echo<'pusher'>({ broadcaster: 'pusher', Pusher, ...options });
export const given = new Echo({
  broadcaster: 'reverb',
  client: new Pusher('key', options),
  ...options,
});

export const pusher: Pusher = own.connector.pusher;
export const channel: Channel = own.private('orders').subscription;
export const room: PresenceChannel = pusher.channel('presence-room') as PresenceChannel;
export const stop: () => void = own.connector.onConnectionChange((status) => status.length);

own.private('orders').listen('OrderShipped', ({ by }: Shipped) => by.length);
own
  .join('room')
  .here((users: { name: string }[]) => users.length)
  .whisper('typing', {});

configureEcho({ broadcaster: 'reverb', Pusher });
export const same: Pusher = echo<'reverb'>().connector.pusher;

export function useOrders() {
  const { stopListening } = useEcho<Shipped, 'reverb'>(
    'orders',
    'OrderShipped',
    ({ by }) => by.length,
  );
  const { channel } = useEchoPresence('room');
  return [stopListening, channel];
}
