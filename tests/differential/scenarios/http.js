// The transports over HTTP: streaming and polling requests.

import { area } from '../area.js';

const ESTABLISHED = JSON.stringify({
  event: 'pusher:connection_established',
  data: JSON.stringify({ socket_id: '5.5', activity_timeout: 120 }),
});
const frame = (...messages) => `a${JSON.stringify(messages)}\n`;
const event = (name, data, channel) => JSON.stringify({ event: name, data, channel });

/** A page without WebSockets, so that HTTP is what there is. */
function over(transport, { Pusher, watched }, options) {
  Pusher.Runtime.getWebSocketAPI = () => undefined;
  return watched({ enabledTransports: [transport], ...options });
}

/** A client that is connected over streaming. */
function streaming(tools, options) {
  const pusher = over('xhr_streaming', tools, options);
  tools.world.request().chunk('o\n').chunk(frame(ESTABLISHED));
  return pusher;
}

/** The same over polling: each answer ends its request, and another is made. */
function polling(tools, options) {
  const pusher = over('xhr_polling', tools, options);
  tools.world.request().chunk('o\n').end();
  tools.world.request().chunk(frame(ESTABLISHED)).end();
  return pusher;
}

const IN_OWN_WORDS = {
  deviation: 'own-words',
  ours: (trace, assert) => assert.ok(trace.lines.some((line) => line.includes('interrupted (0)'))),
};

const PUT_AWAY = {
  deviation: 'frozen-page',
  ours: (trace, assert) =>
    assert.ok(trace.order('request 0 abort()', 'connection error', 'connection connecting_in 1')),
};

const NO_FRAME = {
  deviation: 'malformed-messages',
  ours: (trace, assert) =>
    assert.ok(trace.order('connection error { type: "MessageParseError"', 'connection message')),
};

export default area('HTTP transports', (scenario) => {
  for (const forceTLS of [true, false]) {
    scenario(`streaming: the first request, ${forceTLS ? 'with' : 'without'} TLS`, (tools) => {
      over('xhr_streaming', tools, { forceTLS });
      tools.world.tick(10);
    });
    scenario(`polling: the first request, ${forceTLS ? 'with' : 'without'} TLS`, (tools) => {
      over('xhr_polling', tools, { forceTLS });
      tools.world.tick(5000);
    });
  }

  scenario('streaming: hosts, ports and path', (tools) => {
    over('xhr_streaming', tools, { httpHost: 'h.example.com', httpsPort: 444, httpPath: '/p' });
  });

  scenario('streaming: a connection, and messages in pieces', (tools) => {
    const pusher = streaming(tools);
    const { world, watch, log } = tools;
    watch(pusher, 'client');
    const text = frame(event('news', '{"a":1}', 'a'), event('more', 2, 'a'));
    for (let i = 0; i < text.length; i += 7) world.request(0).chunk(text.slice(i, i + 7));
    world.request(0).chunk(`m${JSON.stringify(event('single', 3, 'a'))}\n`);
    log('transport', pusher.connection.connection.transport.name);
  });

  scenario('streaming: several lines in one piece', (tools) => {
    over('xhr_streaming', tools);
    tools.world.request().chunk(`o\n${frame(ESTABLISHED)}h\n${frame(event('news', 1))}`);
  });

  scenario('streaming: a prelude of blanks', (tools) => {
    over('xhr_streaming', tools);
    tools.world
      .request()
      .chunk(`${'h'.repeat(2048)}\n`)
      .chunk('o\n')
      .chunk(frame(ESTABLISHED));
  });

  scenario('streaming: heartbeats are answered', (tools) => {
    streaming(tools);
    tools.world.request(0).chunk('h\n');
    tools.world.turn();
  });

  scenario('streaming: sending', (tools) => {
    const pusher = streaming(tools);
    pusher.subscribe('a');
    pusher.send_event('mine', { a: 1 });
    tools.world.turn();
  });

  scenario('streaming: a send that fails', (tools) => {
    const pusher = streaming(tools);
    pusher.subscribe('a');
    tools.world.turn();
    tools.world.request().respond(500, '');
    tools.world.tick(100);
  });

  scenario('streaming: activity checks are heartbeats', (tools) => {
    streaming(tools);
    tools.world.tick(120_000);
    tools.world.tick(31_000);
  });

  scenario('streaming: any piece counts as activity', (tools) => {
    streaming(tools);
    tools.world.tick(100_000);
    tools.world.request(0).chunk('h\n');
    tools.world.tick(100_000);
  });

  for (const code of [1000, 1006, 4000, 4001, 4100, 4200, 4300]) {
    scenario(`streaming: closed by the server with ${code}`, (tools) => {
      streaming(tools);
      tools.world.request(0).chunk(`c[${code},"because"]\n`);
      tools.world.tick(1100);
    });
  }

  for (const status of [0, 200, 404, 500]) {
    // The error's text: pusher-js has no word for the status 0.
    const words = status ? {} : IN_OWN_WORDS;
    scenario(`streaming: the request ends with ${status}`, words, (tools) => {
      streaming(tools);
      tools.world.request(0).end(status);
      tools.world.tick(1100);
    });
    scenario(`streaming: the first request ends with ${status}`, (tools) => {
      over('xhr_streaming', tools);
      tools.world.request().end(status);
      tools.world.tick(16_000);
    });
    scenario(`polling: a request ends with ${status}`, words, (tools) => {
      polling(tools);
      tools.world.request().end(status);
      tools.world.tick(1100);
    });
  }

  scenario('streaming: another host in the opening', (tools) => {
    const pusher = over('xhr_streaming', tools);
    tools.world.request().chunk('o{"hostname":"other.example.com"}\n').chunk(frame(ESTABLISHED));
    pusher.send_event('mine', 1);
    tools.world.turn();
  });

  scenario('streaming: a second opening is a lost session', (tools) => {
    streaming(tools);
    tools.world.request(0).chunk('o\n');
    tools.world.tick(1100);
  });

  scenario('streaming: a new request past 256 KiB', (tools) => {
    const pusher = streaming(tools);
    tools.on(pusher, 'tail');
    const big = event('big', 'x'.repeat(1024));
    for (let i = 0; i < 260; i++) tools.world.request(0).chunk(frame(big));
    tools.world.request().chunk(frame(event('tail', 1)));
    tools.log('requests', tools.world.requests.length);
  });

  scenario('streaming: disconnect()', (tools) => {
    const pusher = streaming(tools);
    pusher.disconnect();
    tools.world.tick(2000);
    pusher.connect();
  });

  scenario('streaming: two lives', (tools) => {
    over('xhr_streaming', tools);
    for (let i = 0; i < 3; i++) {
      const last = tools.world.requests.length - 1;
      tools.world.request(last).chunk('o\n').chunk(frame(ESTABLISHED));
      tools.world.tick(1000);
      tools.world.request(last).end(500);
      tools.world.tick(1100);
      if (tools.world.requests.length - 1 === last) break;
    }
    tools.log('state', tools.Pusher.instances[0].connection.state);
  });

  scenario('the page is put away, and taken out again', PUT_AWAY, (tools) => {
    streaming(tools);
    tools.world.dispatch('pagehide');
    tools.world.tick(100);
  });

  scenario('polling: a connection, messages and sending', (tools) => {
    const pusher = polling(tools);
    tools.watch(pusher, 'client');
    tools.world
      .request()
      .chunk(frame(event('news', '{"a":1}', 'a'), event('more', 2)))
      .end();
    pusher.subscribe('a');
    tools.world.turn();
  });

  scenario('polling: heartbeats and closes', (tools) => {
    polling(tools);
    tools.world.request().chunk('h\n').end();
    tools.world.request().chunk('c[4200,"again"]\n');
    tools.world.tick(100);
  });

  scenario('polling: activity checks', (tools) => {
    polling(tools);
    tools.world.tick(121_000);
    tools.world.tick(31_000);
  });

  scenario('polling: disconnect()', (tools) => {
    polling(tools).disconnect();
    tools.world.tick(1000);
  });

  for (const line of ['a[not json\n', 'm"\n', 'o{\n', 'zebra\n', '\n', 'a\n', 'm\n', 'c\n']) {
    const options = /^[amo][^\n]|^m/.test(line) ? NO_FRAME : {};
    scenario(`streaming: a line that is odd: ${JSON.stringify(line)}`, options, (tools) => {
      streaming(tools);
      tools.world
        .request(0)
        .chunk(line)
        .chunk(frame(event('news', 1)));
    });
  }
});
