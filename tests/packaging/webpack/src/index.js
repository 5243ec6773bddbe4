import { connect } from './live';

const show = (id, text) => (document.getElementById(id).textContent = text);

const pusher = connect();
pusher.connection.bind('state_change', ({ current }) => show('state', current));

pusher.subscribe('news').bind('headline', ({ title }) => {
  const item = document.createElement('li');
  item.textContent = title;
  document.getElementById('headlines').append(item);
});

const room = pusher.subscribe('private-room');
room.bind('pusher:subscription_succeeded', () => show('private', 'subscribed'));
room.bind('pusher:subscription_error', ({ status }) => show('private', `refused: ${status}`));
