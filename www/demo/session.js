// The one client of this page, and its signals posted on the bus.

import { createBus } from './bus.js';
import { recordStates } from './states.js';
import { tapWire } from './wire.js';

/**
 * Constructs the client as any customer would and listens to it.
 * Topics: `state` {previous, current}, `waiting` seconds, `error`, `frame-in`, `frame-out`, `attempt`.
 */
export function openSession(Pusher, config) {
  const bus = createBus();
  tapWire(Pusher, bus, config);

  const attempts = [];
  bus.on('attempt', (attempt) => {
    attempts.unshift(attempt);
    attempts.length = Math.min(attempts.length, 10);
  });

  const startedAt = performance.now();
  const pusher = new Pusher(config.key, config.options);
  const constructedIn = performance.now() - startedAt;

  const { connection } = pusher;
  const states = recordStates(bus, connection.state);
  connection.bind('state_change', (change) => bus.post('state', change));
  connection.bind('connecting_in', (seconds) => bus.post('waiting', seconds));
  connection.bind('error', (error) => bus.post('error', error));
  connection.bind('message', (message) => bus.post('frame-in', message));

  return {
    bus,
    config,
    pusher,
    states,
    startedAt,
    constructedIn,
    /** The address of the socket in use: the latest attempt with the transport that won. */
    attempt() {
      const winner = connection.connection?.transport?.name;
      return attempts.find(({ transport }) => transport === winner) ?? attempts[0];
    },
  };
}
