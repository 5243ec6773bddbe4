// The transport over a SockJS library, which is loaded by a script tag.

import { area } from '../area.js';

/** A client that has only SockJS. `arrive` plays the library. */
function only({ Pusher, watched, world }, options) {
  Pusher.Runtime.getWebSocketAPI = () => undefined;
  Pusher.Runtime.getXHRAPI = () => undefined;
  world.undo.push(() => delete window.SockJS);
  return watched({ enabledTransports: ['sockjs'], ...options });
}

function arrive({ log }) {
  const made = [];
  window.SockJS = function (server, _, options) {
    // Minified or not is a matter of the build.
    log('SockJS', server, { ...options, js_path: options.js_path.replace('.min.js', '.js') });
    Object.assign(this, {
      send: (text) => log('SockJS send', text),
      close: () => log('SockJS close'),
    });
    made.push(this);
  };
  return made;
}

/** Where the library cannot be had, ours says so. */
const MISSING = {
  deviation: 'sockjs-missing',
  ours: (trace, assert) => {
    assert.equal(trace.count('connection error { type: "WebSocketError"'), 2);
    assert.equal(trace.count('script 1 https://js.pusher.com/8.6.0/sockjs.js'), 1);
  },
};

export default area('SockJS', (scenario) => {
  scenario('the library is asked for', (tools) => {
    only(tools);
    tools.world.tick(5000);
  });

  scenario('the library comes', (tools) => {
    const pusher = only(tools, { ignoreNullOrigin: true });
    tools.world.tick(2500);
    const made = arrive(tools);
    tools.world.script().load();
    tools.world.act(() => made[0].onopen());
    const data = JSON.stringify({ socket_id: '5.5', activity_timeout: 120 });
    tools.world.act(() =>
      made[0].onmessage({ data: JSON.stringify({ event: 'pusher:connection_established', data }) }),
    );
    pusher.subscribe('a');
    tools.world.turn();
    tools.world.tick(200_000);
    pusher.disconnect();
  });

  scenario('the library comes, but makes no connection', (tools) => {
    only(tools);
    tools.world.tick(16_000);
    window.SockJS = function () {
      throw new Error('scripted: no SockJS');
    };
    tools.world.script().load();
    tools.world.tick(30_000);
    arrive(tools);
    tools.world.tick(60_000);
  });

  scenario('the library does not come', MISSING, (tools) => {
    only(tools);
    tools.world.tick(2500);
    tools.world.script().fail();
    tools.world.tick(15_000);
    tools.world.script().fail();
    tools.world.tick(1000);
  });

  scenario('the script loads, but brings nothing', MISSING, (tools) => {
    only(tools);
    tools.world.tick(2500);
    tools.world.script().load();
    tools.world.tick(15_000);
    tools.world.script().fail();
    tools.world.tick(1000);
  });

  scenario(
    'a client of another server does not ask pusher.com',
    {
      deviation: 'sockjs-missing',
      ours: (trace, assert) => {
        assert.ok(!trace.has('script '));
        assert.ok(trace.has('connection error { type: "WebSocketError"'));
      },
    },
    (tools) => {
      only(tools, { httpHost: 'mine.test' });
      tools.world.tick(100);
    },
  );

  scenario('the library was there all along', (tools) => {
    const made = arrive(tools);
    only(tools, { forceTLS: false });
    tools.world.tick(5500);
    if (made[0])
      tools.world.act(() => made[0].onclose({ code: 1006, reason: '', wasClean: false }));
    tools.world.tick(5000);
  });
});
