// The words of the 'Break it' panel: title, expectation and the lines that reproduce each fault.

import * as faults from './faults.js';

const WATCH = "pusher.connection.bind('state_change', ({ current }) => console.log(current));";

/** @param construct the `new Pusher(…)` line of this page */
export function faultList(construct) {
  const reproduce = (...lines) => [construct, ...lines].join('\n');
  return [
    {
      id: 'hurt-drop',
      mark: 'drop',
      title: 'Drop the connection',
      expect:
        'The TCP connection vanishes without a goodbye; the client waits 1 s and connects again.',
      code: reproduce(WATCH, "await fetch('/faults/drop', { method: 'POST' });"),
      run: faults.drop,
    },
    {
      id: 'hurt-4100',
      mark: '4100',
      title: 'Server asks to come back later',
      expect: 'Close code 4100 means over capacity: the client waits 1 s, then tries again.',
      code: reproduce(WATCH, post('close', '{ code: 4100 }')),
      run: faults.comeBackLater,
    },
    {
      id: 'hurt-4001',
      mark: '4001',
      title: 'Server refuses',
      expect:
        'Codes 4001 to 4099 say that trying again is useless (4001: no such app), so no retry follows until you press Connect.',
      code: reproduce(WATCH, post('close', '{ code: 4001 }')),
      run: faults.refuse,
      offersConnect: true,
    },
    {
      id: 'hurt-stall',
      mark: 'stall',
      title: 'Stall the server',
      titleOn: 'Let the server answer again',
      expect:
        'The socket stays open but silent; a ping goes out after 10 s and the client gives up 5 s later (by default 120 s and 30 s).',
      code: reproduce(WATCH, post('stall', '{ on: true }')),
      run: faults.stall,
      toggles: true,
    },
    {
      id: 'hurt-websockets',
      mark: 'no WebSockets',
      title: 'Block WebSockets',
      titleOn: 'Let WebSockets through again',
      expect:
        'The connection is cut and new WebSockets are answered 503, as by some proxies: after 5 s the client goes on over HTTP (the connection panel says so). The next connection after they are let through is a WebSocket again.',
      code: reproduce(
        WATCH,
        post('refuse', '{ on: true }'),
        "await fetch('/faults/drop', { method: 'POST' });",
      ),
      run: faults.blockWebSockets,
      toggles: true,
    },
    {
      id: 'hurt-malformed',
      mark: 'malformed',
      title: 'Malformed frame',
      expect: 'A frame that is not JSON becomes an error event and harms nothing else.',
      code: reproduce(
        "pusher.connection.bind('error', (error) => console.log(error.type));",
        post('frame', '{}'),
      ),
      run: faults.malformed,
    },
    {
      id: 'hurt-auth',
      mark: 'auth 403',
      title: 'Auth fails once',
      expect:
        'The next auth request is answered 403: the channel reports subscription_error, and subscribing again works.',
      code: reproduce(
        post('auth', '{ status: 403, times: 1 }'),
        "pusher.subscribe('private-room').bind('pusher:subscription_error', (error) => console.log(error.status));",
      ),
      run: faults.authFails,
    },
    {
      id: 'offline',
      mark: 'offline',
      title: 'Go offline',
      expect:
        'Browsers are often wrong about this, so the client asks the server with a ping and keeps a connection that answers.',
      code: reproduce(
        "pusher.connection.bind('message', ({ event }) => console.log(event));",
        "window.dispatchEvent(new Event('offline'));",
      ),
      run: faults.goOffline,
    },
    {
      id: 'online',
      mark: 'online',
      title: 'Go online',
      expect:
        'While connecting or unavailable the client retries at once; try it while the server is stalled.',
      code: reproduce(WATCH, "window.dispatchEvent(new Event('online'));"),
      run: faults.goOnline,
    },
  ];
}

function post(fault, body) {
  return (
    `await fetch('/faults/${fault}', { method: 'POST', ` +
    `headers: { 'content-type': 'application/json' }, body: JSON.stringify(${body}) });`
  );
}
