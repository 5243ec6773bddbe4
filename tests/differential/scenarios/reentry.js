// Every action of an application's inside every kind of callback. Afterwards the client must be alive: it can be
// connected and subscribed, and gets an event.

import { area } from '../area.js';
import { actions } from '../reentry/actions.js';
import { places } from '../reentry/places.js';
import { ruleFor } from '../reentry/rules.js';

export default Object.entries(places).map(([place, visit]) =>
  area(`inside a callback: ${place}`, (scenario) => {
    for (const [action, act] of Object.entries(actions)) {
      const rule = ruleFor(place, action);
      const options = {
        mayDeviate: rule?.row,
        // A client without a transport has nothing to come back on.
        ours: (trace, assert) =>
          assert.ok(trace.has('alive 1') || place === 'failed', 'our client is not alive'),
      };
      scenario(action, options, (tools) => {
        const inside = once(tools, action, act);
        // Of what is thrown, pusher-js lets some out into the application's own call.
        tools.world.guard(() => visit(tools, inside));
        tools.world.guard(() => alive(tools, inside.pusher));
      });
    }
  }),
);

/** What is bound: it acts at the first call, and says so. Throwing is let out. */
function once(tools, action, act) {
  let done = false;
  return function inside(pusher) {
    inside.pusher = pusher;
    return () => {
      if (done) return;
      done = true;
      tools.log('{');
      if (action === 'throwing') act();
      tools.attempt(action, () => act({ pusher, tools }));
      tools.log('}');
    };
  };
}

/** What a client that is alive does. */
function alive({ world, log, on }, pusher) {
  log('afterwards');
  world.tick(5000);
  if (pusher.connection.state !== 'connected') {
    pusher.connect();
    world.turn();
  }
  const socket = world.sockets.findLast(
    (one) => one.isFor(pusher.key) && one.socket.readyState < 2,
  );
  if (pusher.connection.state !== 'connected') {
    if (!socket) return log('no socket');
    if (socket.socket.readyState === 0) socket.open();
    socket.handshake('9.9');
  }
  on(pusher.subscribe('check'), 'check', 'check');
  socket?.event('pusher_internal:subscription_succeeded', '{}', 'check');
  pusher.channel('check').bind('check', (data) => log('alive', data));
  socket?.event('check', 1, 'check');
}
