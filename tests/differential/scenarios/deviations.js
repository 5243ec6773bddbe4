import { area } from '../area.js';

export default area('deviations', (scenario) => {
  scenario(
    'disconnect() inside connecting',
    {
      deviation: 'last-word',
      ours: (trace, assert) => assert.ok(!trace.has('socket 1 opens')),
    },
    ({ client, watch }) => {
      const pusher = client();
      pusher.disconnect();
      watch(pusher.connection, 'connection');
      pusher.connection.bind('connecting', () => pusher.disconnect());
      pusher.connect();
    },
  );
});
