import type { Options } from 'pusher-wasm';

const host = process.env.NEXT_PUBLIC_PUSHER_HOST!;
const port = process.env.NEXT_PUBLIC_PUSHER_PORT!;

export const key = process.env.NEXT_PUBLIC_PUSHER_KEY!;

export const options: Options = {
  cluster: '',
  wsHost: host,
  wsPort: Number(port),
  forceTLS: false,
  channelAuthorization: { endpoint: `http://${host}:${port}/pusher/auth`, transport: 'ajax' },
};
