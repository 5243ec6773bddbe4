import Pusher from 'pusher-wasm';
import { useEffect, useState } from 'react';

const { VITE_PUSHER_KEY, VITE_PUSHER_HOST, VITE_PUSHER_PORT } = import.meta.env;

interface Headline {
  title: string;
}

/** What the server tells, for as long as the component is there. */
export function useLive() {
  const [state, setState] = useState('initialized');
  const [room, setRoom] = useState('');
  const [headlines, setHeadlines] = useState<string[]>([]);

  useEffect(() => {
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
    pusher.connection.bind('state_change', ({ current }: { current: string }) => setState(current));

    const news = pusher.subscribe('news');
    news.bind('headline', ({ title }: Headline) => setHeadlines((titles) => [...titles, title]));

    const channel = pusher.subscribe('private-room');
    channel.bind('pusher:subscription_succeeded', () => setRoom('subscribed'));
    channel.bind('pusher:subscription_error', () => setRoom('refused'));

    return () => pusher.disconnect();
  }, []);

  return { state, room, headlines };
}
