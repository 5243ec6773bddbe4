// Run from the command line: says what comes on a channel, once.
const Pusher = require('pusher-js');
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
const room = pusher.subscribe('private-report');
room.bind('pusher:subscription_succeeded', () => console.log('waiting'));
room.bind('figures', ({ sum }) => {
  console.log(`sum: ${sum}`);
  pusher.disconnect();
});
