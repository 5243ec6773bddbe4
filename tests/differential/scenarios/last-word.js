// disconnect() inside a callback is final.

import { area } from '../area.js';

/** Nothing happens after these lines but the client staying where it is. */
const ends = (trace, assert) => {
  assert.ok(trace.order('{', '}', 'later "disconnected"'));
};

export default area('the last word', (define) => {
  /** A client that is disconnected when `event` tells of it; `drive` brings that about. */
  const scenario = (name, event, drive, ours = ends) =>
    define(name, { deviation: 'last-word', ours }, (tools) => {
      const { world, connected, log } = tools;
      const pusher = connected();
      let armed = true;
      pusher.connection.bind(event, (data) => {
        if (!armed || data?.current === 'disconnected') return;
        armed = false;
        log('{');
        pusher.disconnect();
        log('}');
      });
      drive(tools, pusher);
      world.tick(1500);
      log('later', pusher.connection.state);
      log('open sockets', world.sockets.filter(({ socket }) => socket.readyState < 2).length);
    });

  scenario(
    'inside connecting',
    'connecting',
    ({ world }) => world.socket().close(4200),
    (trace, assert) => {
      ends(trace, assert);
      assert.ok(trace.has('open sockets 0'));
    },
  );

  scenario('inside connecting_in', 'connecting_in', ({ world }) => world.socket().close(4100));

  scenario(
    'inside state_change to connecting',
    'state_change',
    ({ world }) => world.socket().close(4200),
    (trace, assert) => {
      // The state that was left is not announced, nor the one that came of it a second time.
      assert.equal(trace.count('connection connecting '), 0);
      assert.equal(trace.count('connection disconnected '), 1);
      assert.ok(trace.has('open sockets 0'));
    },
  );

  define(
    'inside the message that confirms a subscription',
    {
      deviation: 'last-word',
      ours: (trace, assert) => assert.ok(trace.has('a is "not subscribed"')),
    },
    ({ world, connected, watch, flags }) => {
      const pusher = connected();
      const channel = watch(pusher.subscribe('a'), 'a');
      pusher.connection.bind_global((event) => event === 'message' && pusher.disconnect());
      world.socket().event('pusher_internal:subscription_succeeded', '{}', 'a');
      flags(channel);
    },
  );
});
