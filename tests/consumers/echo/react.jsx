// @laravel/echo-react under Strict Mode: `show(name, props)` renders one of the components below.

import {
  configureEcho,
  useConnectionStatus,
  useEcho,
  useEchoModel,
  useEchoNotification,
  useEchoPresence,
  useEchoPublic,
  useSocketId,
} from '@laravel/echo-react';
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

const { user, options } = window.settings;

configureEcho({ broadcaster: 'reverb', ...options });

const components = { Connection, Lobby, News, Notices, Order, Post };
const root = createRoot(document.body.appendChild(document.createElement('main')));

window.show = (name, props) => {
  const Component = components[name];
  root.render(<StrictMode>{Component && <Component {...props} />}</StrictMode>);
};

function Connection() {
  return (
    <p>
      {useConnectionStatus()} {useSocketId() ?? 'nobody'}
    </p>
  );
}

function Order({ id }) {
  const [lines, add] = useLines();
  const shipped = ({ by }) => add(`${id} shipped by ${by}`);
  const { stopListening, listen } = useEcho(`orders-${id}`, 'OrderShipped', shipped, [id]);
  return (
    <>
      {lines}
      <button name="stop" onClick={stopListening} />
      <button name="listen" onClick={listen} />
    </>
  );
}

function News() {
  const [lines, add] = useLines();
  useEchoPublic('news', ['Headline', '.correction'], ({ title }) => add(title));
  return lines;
}

function Post() {
  const [lines, add] = useLines();
  useEchoModel('App.Models.Post', 7, 'PostUpdated', ({ model }) => add(model.title));
  return lines;
}

function Notices() {
  const [lines, add] = useLines();
  const paid = ({ type, amount }) => add(`${type}: ${amount}`);
  useEchoNotification('App.Models.User.1', paid, 'App.Notifications.InvoicePaid');
  return lines;
}

function Lobby() {
  const [lines, add] = useLines();
  const { channel } = useEchoPresence('lobby');
  useEffect(() => {
    channel()
      .here((users) => add(`here: ${users.map(({ name }) => name).sort()}`))
      .joining(({ name }) => add(`${name} joined`))
      .leaving(({ name }) => add(`${name} left`))
      .listenForWhisper('typing', ({ text }) => add(text));
  }, [channel]);
  const whisper = () => channel().whisper('typing', { text: `${user.name} is typing` });
  return (
    <>
      {lines}
      <button name="whisper" onClick={whisper} />
    </>
  );
}

/** A list on the page, and what adds a line to it. */
function useLines() {
  const [lines, setLines] = useState([]);
  const list = (
    <ul>
      {lines.map((line, index) => (
        <li key={index}>{line}</li>
      ))}
    </ul>
  );
  return [list, (line) => setLines((lines) => [...lines, line])];
}
