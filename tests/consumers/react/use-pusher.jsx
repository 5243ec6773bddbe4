// @harelpls/use-pusher under Strict Mode: `show(name, props)` renders one of the components below.

import {
  PusherProvider,
  useChannel,
  useClientTrigger,
  useEvent,
  usePresenceChannel,
  usePusher,
  useTrigger,
} from '@harelpls/use-pusher';
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

const { key, ...options } = window.settings.options;
const components = { Chat, Room, Sender, State };
const root = createRoot(document.body.appendChild(document.createElement('main')));

window.show = (name, props) => {
  const Component = components[name];
  root.render(
    <StrictMode>
      <PusherProvider {...options} clientKey={key} cluster="mt1" triggerEndpoint="/trigger">
        {Component && <Component {...props} />}
      </PusherProvider>
    </StrictMode>,
  );
};

/** The state of the connection. */
function State() {
  const { client } = usePusher();
  const [state, setState] = useState('none');
  useEffect(() => {
    if (!client) return;
    const changed = () => setState(client.connection.state);
    changed();
    client.connection.bind('state_change', changed);
    return () => client.connection.unbind('state_change', changed);
  }, [client]);
  return <p>{state}</p>;
}

/** What is said in a channel, and what others whisper there. */
function Chat({ channel: name }) {
  const [lines, setLines] = useState([]);
  const add = (line) => setLines((lines) => [...lines, line]);
  const channel = useChannel(name);
  // Functions that are new at each rendering: bound, and the old ones unbound, each time.
  useEvent(channel, 'said', ({ text }) => add(text));
  useEvent(channel, 'client-typing', ({ who }) => add(`${who} is typing`));
  const trigger = useClientTrigger(channel);
  return (
    <>
      <Lines lines={lines} />
      <button
        name="type"
        onClick={() => trigger('client-typing', { who: window.settings.user.name })}
      />
    </>
  );
}

/** Who is in a room. */
function Room({ channel: name }) {
  const { members, count, myID, me } = usePresenceChannel(name);
  const names = Object.values(members).map(({ name }) => name);
  const own = me ? `${myID}: ${me.info.name}` : 'nobody';
  return <Lines lines={[String(count), own, ...names]} />;
}

/** Has the application's server send an event. */
function Sender() {
  const trigger = useTrigger('news');
  return <button name="send" onClick={() => trigger('said', { text: 'hello' })} />;
}

function Lines({ lines }) {
  return (
    <ul>
      {lines.map((line, index) => (
        <li key={index}>{line}</li>
      ))}
    </ul>
  );
}
