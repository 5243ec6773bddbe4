import Pusher from 'pusher-wasm';

const show = (id, text) => (document.getElementById(id).textContent = text);

const pusher = new Pusher('key1', {
  cluster: '',
  wsHost: location.hostname,
  wsPort: Number(location.port),
  forceTLS: false,
});
pusher.connection.bind('state_change', ({ current }) => show('state', current));

const news = pusher.subscribe('news');
news.bind('headline', ({ title }) => {
  const item = document.createElement('li');
  item.textContent = title;
  document.getElementById('headlines').append(item);
});

const room = pusher.subscribe('private-room');
room.bind('pusher:subscription_succeeded', () => show('private', 'subscribed'));
room.bind('pusher:subscription_error', ({ status }) => show('private', `refused: ${status}`));
