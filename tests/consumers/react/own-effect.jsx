// pusher-js itself in an effect, under Strict Mode: the hook that most people write for themselves.

import Pusher from 'pusher-js';
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

const { key, ...options } = window.settings.options;
const root = createRoot(document.body.appendChild(document.createElement('main')));

window.show = (name, props) => {
  root.render(<StrictMode>{name === 'Chat' && <Chat {...props} />}</StrictMode>);
};

function Chat({ channel: name }) {
  const [lines, setLines] = useState([]);
  useEffect(() => {
    const pusher = new Pusher(key, options);
    const channel = pusher.subscribe(name);
    channel.bind('said', ({ text }) => setLines((lines) => [...lines, text]));
    return () => {
      channel.unbind_all();
      pusher.unsubscribe(name);
      pusher.disconnect();
    };
  }, [name]);
  return (
    <ul>
      {lines.map((line, index) => (
        <li key={index}>{line}</li>
      ))}
    </ul>
  );
}
