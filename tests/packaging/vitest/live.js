import Pusher from 'pusher-wasm';

const { PUSHER_KEY, PUSHER_HOST, PUSHER_PORT } = process.env;

/** Keeps the page's news up to date. Returns what ends that. */
export function live() {
  const show = (id, text) => (document.getElementById(id).textContent = text);

  const pusher = new Pusher(PUSHER_KEY, {
    cluster: '',
    wsHost: PUSHER_HOST,
    wsPort: Number(PUSHER_PORT),
    forceTLS: false,
    channelAuthorization: {
      endpoint: `http://${PUSHER_HOST}:${PUSHER_PORT}/pusher/auth`,
      transport: 'ajax',
    },
  });
  pusher.connection.bind('state_change', ({ current }) => show('state', current));
  pusher.subscribe('news').bind('headline', ({ title }) => show('headline', title));
  pusher
    .subscribe('private-room')
    .bind('pusher:subscription_succeeded', () => show('private', 'subscribed'));
  return () => pusher.disconnect();
}
