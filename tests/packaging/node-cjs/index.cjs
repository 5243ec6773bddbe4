const Pusher = require('pusher-wasm');

const { PUSHER_KEY, PUSHER_HOST, PUSHER_PORT } = process.env;

const pusher = new Pusher(PUSHER_KEY, {
  cluster: '',
  wsHost: PUSHER_HOST,
  wsPort: Number(PUSHER_PORT),
  forceTLS: false,
  channelAuthorization: {
    endpoint: `http://${PUSHER_HOST}:${PUSHER_PORT}/pusher/auth`,
    transport: 'ajax',
  },
});

console.log(`state: ${pusher.connection.state}`);
pusher.connection.bind('state_change', ({ current }) => console.log(`state: ${current}`));

const news = pusher.subscribe('news');
const room = pusher.subscribe('private-room');
room.bind('pusher:subscription_succeeded', () => console.log('private: subscribed'));
room.bind('pusher:subscription_error', ({ status }) => console.log(`private: ${status}`));
news.bind('headline', ({ title }) => {
  console.log(`headline: ${title}`);
  pusher.disconnect();
});
