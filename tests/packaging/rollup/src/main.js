import Pusher from 'pusher-wasm';
import { append, show } from './view.js';

const pusher = new Pusher('key1', {
  cluster: '',
  wsHost: location.hostname,
  wsPort: Number(location.port),
  forceTLS: false,
});
pusher.connection.bind('state_change', ({ current }) => show('state', current));

const news = pusher.subscribe('news');
news.bind('headline', ({ title }) => append('headlines', title));

const room = pusher.subscribe('private-room');
room.bind('pusher:subscription_succeeded', () => show('private', 'subscribed'));
room.bind('pusher:subscription_error', ({ status }) => show('private', `refused: ${status}`));
