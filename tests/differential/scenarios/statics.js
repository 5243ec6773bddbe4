// What hangs on the class itself.

import { area } from '../area.js';

export default area('statics', (scenario) => {
  scenario('before the first client', ({ Pusher, log }) => {
    log('ready', Pusher.isReady, Pusher.instances, Pusher.logToConsole, Pusher.log);
    log('functions', Pusher.ready, Pusher.auth_callbacks);
  });

  scenario('instances, and ready() connecting them', ({ Pusher, client, world, log }) => {
    const [a, b] = [client({}, 'a'), client({}, 'b')];
    log('instances', Pusher.instances.length, Pusher.instances[0] === a, Pusher.instances[1] === b);
    a.disconnect();
    Pusher.ready();
    log('sockets', world.sockets.length, Pusher.isReady);
  });

  scenario(
    'clients wait for ready() where isReady is taken back',
    { build: 'lite' },
    ({ Pusher, watched, log }) => {
      Pusher.isReady = false;
      const pusher = watched();
      log('state', pusher.connection.state, Pusher.isReady);
      Pusher.ready();
      log('state', pusher.connection.state, Pusher.isReady);
    },
  );

  const beforeBody = ({ world }) => world.replace(document, 'body', null);
  scenario(
    'a client made in the head waits for the body',
    { before: beforeBody },
    ({ Pusher, world, watched, log }) => {
      const pusher = watched();
      pusher.subscribe('news');
      log('state', pusher.connection.state, Pusher.isReady);
      world.turnOnce();
      log('state', pusher.connection.state);
      delete document.body;
      world.turn();
      log('state', pusher.connection.state, Pusher.isReady);
    },
  );

  scenario(
    'a client made in the head may be connected by hand',
    { before: beforeBody },
    ({ watched, world }) => {
      watched().connect();
      delete document.body;
      world.turn();
    },
  );

  scenario('Runtime: what programs look up there', ({ Pusher, world, log }) => {
    const { Runtime } = Pusher;
    log('protocol', Runtime.getProtocol());
    log('APIs', Runtime.getXHRAPI() === XMLHttpRequest, Runtime.getWebSocketAPI() === WebSocket);
    log('storage', Runtime.getLocalStorage() === localStorage);
    log('online', Runtime.getNetwork().isOnline());
    world.onLine = false;
    log('online', Runtime.getNetwork().isOnline());
    log('document', Runtime.getDocument() === document);
    log('callbacks', Runtime.auth_callbacks === Pusher.auth_callbacks, Runtime.nextAuthCallbackID);
    log('request', Runtime.createXHR() instanceof XMLHttpRequest);
  });

  scenario('Runtime.createWebSocket replaced', ({ Pusher, client, log }) => {
    Pusher.Runtime.createWebSocket = (url) => {
      log('createWebSocket', url);
      return new WebSocket(`${url}&mine=1`);
    };
    client();
  });

  scenario('Runtime.createXHR replaced', ({ Pusher, connected, world }) => {
    Pusher.Runtime.createXHR = function () {
      const request = new XMLHttpRequest();
      request.withCredentials = true;
      return request;
    };
    connected().subscribe('private-a');
    world.request().respond(200, { auth: 'a:b' });
  });

  scenario('Runtime.getNetwork: its events', ({ Pusher, world, on }) => {
    const network = Pusher.Runtime.getNetwork();
    on(network, 'online');
    on(network, 'offline');
    world.offline();
    world.online();
  });

  scenario('Runtime without WebSockets: HTTP at once', ({ Pusher, watched, world }) => {
    Pusher.Runtime.getWebSocketAPI = () => undefined;
    watched({ enabledTransports: undefined });
    world.tick(1000);
  });

  scenario('no WebSockets, and nothing else allowed', ({ Pusher, watched }) => {
    Pusher.Runtime.getWebSocketAPI = () => undefined;
    watched();
  });

  scenario('Pusher.log and logToConsole: how much is told', ({ Pusher, client, world, log }) => {
    let lines = 0;
    let texts = true;
    Pusher.log = (line) => {
      lines++;
      texts &&= typeof line === 'string';
    };
    const pusher = client();
    log('something', lines > 0, texts);
    world.socket().open().handshake();
    lines = 0;
    world.socket().event('news', '{}', 'nobody');
    log('of a message', lines);
    lines = 0;
    pusher.subscribe('a');
    world.turn();
    log('of a subscription', lines);
    lines = 0;
    world.socket().event('pusher_internal:subscription_succeeded', '{}', 'a');
    log('of its confirmation', lines);
    lines = 0;
    world.socket().event('pusher:error', { code: null, message: 'no' });
    log('of an error', lines, world.console);
  });

  scenario(
    "Pusher.log: how much is told of a connection's life",
    ({ Pusher, client, world, log }) => {
      let lines = 0;
      const told = (what) => {
        log(what, lines);
        lines = 0;
      };
      Pusher.log = () => lines++;
      const pusher = client();
      told('connecting');
      world.socket().open().handshake();
      told('connected');
      world.socket().close(1006);
      told('lost');
      world.tick(1000);
      told('connecting again');
      pusher.disconnect();
      told('disconnected');
    },
  );

  scenario('a console that can only log', ({ Pusher, connected, world, log }) => {
    const { warn, error } = console;
    const lines = world.console.log;
    Pusher.logToConsole = true;
    try {
      console.warn = console.error = undefined;
      connected();
      const before = world.console.log;
      world.socket().event('pusher:error', { code: 4301 });
      log('told', world.console.log - before, before > lines);
    } finally {
      Object.assign(console, { warn, error });
    }
  });

  scenario(
    'subscriptionCount is there once it is known',
    ({ subscribed, connected, world, log }) => {
      const channel = subscribed(connected(), 'a');
      log('before', 'subscriptionCount' in channel);
      world.socket().event('pusher_internal:subscription_count', '{"subscription_count":3}', 'a');
      log('after', channel.subscriptionCount);
    },
  );

  scenario('logToConsole: which console functions', ({ Pusher, connected, world, log }) => {
    Pusher.logToConsole = true;
    const pusher = connected();
    const told = (what) => {
      log(what, world.console);
      Object.assign(world.console, { log: 0, warn: 0, error: 0 });
    };
    Object.assign(world.console, { log: 0, warn: 0, error: 0 });
    world.socket().event('pusher:error', { code: 4301, message: 'too fast' });
    told('an error');
    pusher.subscribe('private-a');
    world.request().respond(403, '');
    told('a refusal');
    pusher.subscribe('public').trigger('client-x', {});
    told('a client event too early');
  });

  scenario(
    'Pusher.log set when there is a client already',
    { build: 'lite' },
    ({ Pusher, connected, world, log }) => {
      connected();
      Pusher.log = (line) => log('a line', typeof line);
      world.socket().event('news', 1);
      Pusher.log = undefined;
      world.socket().event('news', 1);
    },
  );

  scenario('the class is what `window.Pusher` holds', ({ Pusher, client, log }) => {
    log('class', window.Pusher === Pusher, client() instanceof Pusher);
  });

  scenario('subclasses work', ({ Pusher, log }) => {
    class Mine extends Pusher {
      greet() {
        return `hello ${this.key}`;
      }
    }
    const pusher = new Mine('key', { cluster: 'mt1', enabledTransports: ['ws'] });
    log(
      'greet',
      pusher.greet(),
      pusher.channel('a'),
      pusher.subscribe('a') === pusher.channel('a'),
    );
  });
});
