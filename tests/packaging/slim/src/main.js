import Pusher, { init } from 'pusher-wasm/slim';

const show = (id, text) => (document.getElementById(id).textContent = text);

await init();

const pusher = new Pusher('key1', {
  cluster: '',
  wsHost: location.hostname,
  wsPort: Number(location.port),
  forceTLS: false,
});
pusher.connection.bind('state_change', ({ current }) => show('state', current));
pusher.subscribe('news').bind('headline', ({ title }) => show('headlines', title));

const room = pusher.subscribe('private-room');
room.bind('pusher:subscription_succeeded', () => show('private', 'subscribed'));
room.bind('pusher:subscription_error', ({ status }) => show('private', `refused: ${status}`));
