// @laravel/echo-vue: `show(name, props)` renders one of the components below.

import {
  configureEcho,
  useConnectionStatus,
  useEcho,
  useEchoModel,
  useEchoNotification,
  useEchoPresence,
  useEchoPublic,
  useSocketId,
} from '@laravel/echo-vue';
import { createApp, h, reactive, shallowReactive } from 'vue';

const { user, options } = window.settings;

configureEcho({ broadcaster: 'reverb', ...options });

const Connection = {
  setup() {
    const status = useConnectionStatus();
    const id = useSocketId();
    return () => h('p', `${status.value} ${id.value ?? 'nobody'}`);
  },
};

const Order = {
  props: ['id'],
  setup({ id }) {
    const [lines, add] = useLines();
    const shipped = ({ by }) => add(`${id} shipped by ${by}`);
    const { stopListening, listen } = useEcho(`orders-${id}`, 'OrderShipped', shipped);
    return () => [
      lines(),
      h('button', { name: 'stop', onClick: stopListening }),
      h('button', { name: 'listen', onClick: listen }),
    ];
  },
};

const News = {
  setup() {
    const [lines, add] = useLines();
    useEchoPublic('news', ['Headline', '.correction'], ({ title }) => add(title));
    return lines;
  },
};

const Post = {
  setup() {
    const [lines, add] = useLines();
    useEchoModel('App.Models.Post', 7, 'PostUpdated', ({ model }) => add(model.title));
    return lines;
  },
};

const Notices = {
  setup() {
    const [lines, add] = useLines();
    const paid = ({ type, amount }) => add(`${type}: ${amount}`);
    useEchoNotification('App.Models.User.1', paid, 'App.Notifications.InvoicePaid');
    return lines;
  },
};

const Lobby = {
  setup() {
    const [lines, add] = useLines();
    const { channel } = useEchoPresence('lobby');
    channel()
      .here((users) => add(`here: ${users.map(({ name }) => name).sort()}`))
      .joining(({ name }) => add(`${name} joined`))
      .leaving(({ name }) => add(`${name} left`))
      .listenForWhisper('typing', ({ text }) => add(text));
    const whisper = () => channel().whisper('typing', { text: `${user.name} is typing` });
    return () => [lines(), h('button', { name: 'whisper', onClick: whisper })];
  },
};

/** What renders a list, and what adds a line to it. */
function useLines() {
  const lines = reactive([]);
  const list = () =>
    h(
      'ul',
      lines.map((line) => h('li', line)),
    );
  return [list, (line) => lines.push(line)];
}

const components = { Connection, Lobby, News, Notices, Order, Post };
const shown = shallowReactive({ name: undefined, props: {} });

window.show = (name, props = {}) => Object.assign(shown, { name, props });

createApp(() => {
  const { name, props } = shown;
  return components[name] && h(components[name], { key: JSON.stringify(props), ...props });
}).mount(document.body.appendChild(document.createElement('main')));
