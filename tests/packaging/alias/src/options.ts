import type { Options } from 'pusher-js';

const { VITE_PUSHER_KEY, VITE_PUSHER_HOST, VITE_PUSHER_PORT } = import.meta.env;

export const key: string = VITE_PUSHER_KEY;

export const options: Options = {
  cluster: '',
  wsHost: VITE_PUSHER_HOST,
  wsPort: Number(VITE_PUSHER_PORT),
  forceTLS: false,
  enabledTransports: ['ws', 'wss'],
  channelAuthorization: {
    endpoint: `http://${VITE_PUSHER_HOST}:${VITE_PUSHER_PORT}/pusher/auth`,
    transport: 'ajax',
    params: { user_id: 'ann', user_name: 'Ann' },
  },
};
