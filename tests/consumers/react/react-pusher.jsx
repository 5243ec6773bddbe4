// react-pusher: `show(name, props)` renders a listener and what it has heard.

import Pusher from 'pusher-js';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import PusherEvent, { setPusherClient } from 'react-pusher';

const { key, ...options } = window.settings.options;
const root = createRoot(document.body.appendChild(document.createElement('main')));

setPusherClient(new Pusher(key, options));

window.show = (name, props) => root.render(name === 'Listeners' && <Listeners {...props} />);

function Listeners({ channel }) {
  const [lines, setLines] = useState([]);
  const [heard] = useState(
    () =>
      ({ text }) =>
        setLines((lines) => [...lines, text]),
  );
  const [heardToo] = useState(
    () =>
      ({ text }) =>
        setLines((lines) => [...lines, `too: ${text}`]),
  );
  return (
    <>
      <PusherEvent channel={channel} event="said" onUpdate={heard} />
      <PusherEvent channel="other" event="said" onUpdate={heardToo} />
      <ul>
        {lines.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
    </>
  );
}
