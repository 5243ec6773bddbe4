import Pusher from 'pusher-wasm/worker';

const { VITE_PUSHER_KEY, VITE_PUSHER_HOST, VITE_PUSHER_PORT } = import.meta.env;

const pusher = new Pusher(VITE_PUSHER_KEY, {
  cluster: '',
  wsHost: VITE_PUSHER_HOST,
  wsPort: Number(VITE_PUSHER_PORT),
  forceTLS: false,
  channelAuthorization: {
    endpoint: `http://${VITE_PUSHER_HOST}:${VITE_PUSHER_PORT}/pusher/auth`,
    transport: 'ajax',
  },
});
pusher.connection.bind('state_change', ({ current }) => postMessage({ state: current }));

pusher.subscribe('news').bind('headline', ({ title }) => postMessage({ title }));

const room = pusher.subscribe('private-room');
room.bind('pusher:subscription_succeeded', () => postMessage({ room: 'subscribed' }));
room.bind('pusher:subscription_error', ({ status }) => postMessage({ room: `refused: ${status}` }));
