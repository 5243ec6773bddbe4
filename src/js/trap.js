// What becomes of a client whose WebAssembly has trapped: a panic, or no more memory. Whatever it knew is lost, and
// it says so once; a new client works.

import { NO_CHANNEL } from './channels.js';
import { report } from './errors.js';
import { ADD_CHANNEL, CHANNEL_CLASS, CONNECT, SIGNIN, SWITCH_CLUSTER } from './inputs.js';
import { FAILED, setConnection, setState, setUser } from './orders.js';

const PRESENCE = 2;

/** What takes the Rust side's place: does nothing, and tells why wherever something is asked of it. */
export function lostCore(bridge, error) {
  const tell = () => emitError(bridge, error);
  const nothing = () => {};
  return {
    command(input) {
      if (input === CONNECT || input === SIGNIN) tell();
      // The class that has what every other one has.
      return input === CHANNEL_CLASS ? PRESENCE : 0;
    },
    report(input, id, number, key, options, config) {
      if (input === SWITCH_CLUSTER) Object.assign(config, bridge.pusher.config);
      if (input !== ADD_CHANNEL && input !== SWITCH_CLUSTER) return 0;
      tell();
      return NO_CHANNEL;
    },
    handle_event: nothing,
    open: nothing,
  };
}

/** Closes what is open and takes down every flag; then emits `error`, and the state `failed`. */
export function tellOfTrap(bridge, error) {
  const { connection, channels } = bridge.pusher;
  bridge.shortWay = 0;
  for (const socket of bridge.sockets?.values() ?? []) {
    socket.onopen = socket.onmessage = socket.onerror = socket.onclose = null;
    try {
      socket.close();
    } catch (error) {
      report(error);
    }
  }
  for (const channel of channels.all()) {
    channel._id = NO_CHANNEL;
    channel.subscribed = channel.subscriptionPending = false;
  }
  const previous = connection.state;
  setConnection(bridge);
  setUser(bridge);
  setState(bridge, 0, FAILED);
  emitError(bridge, error);
  connection.emit('state_change', { previous, current: 'failed' });
  connection.emit('failed');
}

function emitError({ pusher }, error) {
  const message = `The client has crashed: ${error.message}`;
  pusher.connection.emit('error', { type: 'PusherError', error, data: { message } });
}
