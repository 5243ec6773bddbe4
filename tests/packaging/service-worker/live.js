/** Opens a connection and tells the page of it. */
self.live = function (Pusher, page) {
  const pusher = new Pusher('key1', {
    cluster: '',
    wsHost: self.location.hostname,
    wsPort: Number(self.location.port),
    forceTLS: false,
  });
  pusher.connection.bind('state_change', ({ current }) => page.postMessage({ state: current }));

  pusher.subscribe('news').bind('headline', ({ title }) => page.postMessage({ title }));

  const room = pusher.subscribe('private-room');
  const told = (text) => page.postMessage({ room: text });
  room.bind('pusher:subscription_succeeded', () => told('subscribed'));
  room.bind('pusher:subscription_error', ({ status }) => told(`refused: ${status}`));
};
