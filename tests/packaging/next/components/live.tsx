'use client';

import Pusher from 'pusher-wasm';
import { useEffect, useState } from 'react';
import { key, options } from './options';

export function Live() {
  const [state, setState] = useState('initialized');
  const [room, setRoom] = useState('');
  const [headlines, setHeadlines] = useState<string[]>([]);

  useEffect(() => {
    const pusher = new Pusher(key, options);
    pusher.connection.bind('state_change', ({ current }: { current: string }) => setState(current));

    pusher
      .subscribe('news')
      .bind('headline', ({ title }: { title: string }) =>
        setHeadlines((titles) => [...titles, title]),
      );

    const channel = pusher.subscribe('private-room');
    channel.bind('pusher:subscription_succeeded', () => setRoom('subscribed'));
    channel.bind('pusher:subscription_error', () => setRoom('refused'));

    return () => pusher.disconnect();
  }, []);

  return (
    <>
      <p>
        Connection: <b id="state">{state}</b>, private room: <b id="private">{room}</b>
      </p>
      <ul id="headlines">
        {headlines.map((title, index) => (
          <li key={index}>{title}</li>
        ))}
      </ul>
    </>
  );
}
