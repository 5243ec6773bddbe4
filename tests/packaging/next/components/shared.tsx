'use client';

import Pusher from 'pusher-wasm';
import { useEffect, useState } from 'react';
import { key, options } from './options';

// Made when the module is: on the server, too, where nobody asks it to stay connected.
const pusher = new Pusher(key, options);
if (typeof window === 'undefined') pusher.disconnect();

export function Shared() {
  const [state, setState] = useState('initialized');
  const [room, setRoom] = useState('');
  const [headline, setHeadline] = useState('');

  useEffect(() => {
    const onChange = ({ current }: { current: string }) => setState(current);
    const onHeadline = ({ title }: { title: string }) => setHeadline(title);
    const onSuccess = () => setRoom('subscribed');
    setState(pusher.connection.state);
    pusher.connection.bind('state_change', onChange);
    const news = pusher.subscribe('news').bind('headline', onHeadline);
    const channel = pusher
      .subscribe('private-room')
      .bind('pusher:subscription_succeeded', onSuccess);
    return () => {
      pusher.connection.unbind('state_change', onChange);
      news.unbind('headline', onHeadline);
      channel.unbind('pusher:subscription_succeeded', onSuccess);
      pusher.unsubscribe('news');
      pusher.unsubscribe('private-room');
    };
  }, []);

  return (
    <p>
      Connection: <b id="state">{state}</b>, private room: <b id="private">{room}</b>, news:{' '}
      <b id="headlines">{headline}</b>
    </p>
  );
}
