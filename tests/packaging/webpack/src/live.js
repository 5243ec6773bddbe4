import Pusher from 'pusher-wasm';

const { PUSHER_KEY, PUSHER_HOST, PUSHER_PORT } = process.env;

export function connect() {
  return new Pusher(PUSHER_KEY, {
    cluster: '',
    wsHost: PUSHER_HOST,
    wsPort: Number(PUSHER_PORT),
    forceTLS: false,
    channelAuthorization: {
      endpoint: `http://${PUSHER_HOST}:${PUSHER_PORT}/pusher/auth`,
      transport: 'ajax',
    },
  });
}
