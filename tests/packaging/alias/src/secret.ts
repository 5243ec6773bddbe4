import Pusher from 'pusher-js/with-encryption';
import type Channel from 'pusher-js/types/src/core/channels/channel';
import { key, options } from './options';

/** Tells what comes on the encrypted channel. */
export function watchSecret(tell: (text: string) => void) {
  const pusher = new Pusher(key, options);
  const channel: Channel = pusher.subscribe('private-encrypted-safe');
  channel.bind('pusher:subscription_succeeded', () => tell('subscribed'));
  channel.bind('code', ({ code }: { code: string }) => tell(code));
}
