// The code under test, as an application has it.

import Pusher from 'pusher-js';

/** Joins a room and calls back with what is said there. Returns what leaves it. */
export function join({ id, info }, room, said) {
  const pusher = new Pusher('APP_KEY', {
    cluster: 'mt1',
    authorizer: () => ({ authorize: (_socketId, callback) => callback(null, { id, info }) }),
  });
  const channel = pusher.subscribe(room);
  channel.bind('said', said);
  return {
    pusher,
    channel,
    leave: () => {
      channel.unbind('said', said);
      pusher.unsubscribe(room);
      pusher.disconnect?.();
    },
  };
}
