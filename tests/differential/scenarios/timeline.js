// Statistics, and the receivers of script answers.

import { area } from '../area.js';

const HANDSHAKE = JSON.stringify({ socket_id: '5.5', activity_timeout: 120 });
const STATS = { enableStats: true };
const NOTHING_REMEMBERED = {
  before: ({ world }) => world.replace(window, 'localStorage', undefined),
};
/** The address without what it tells: that is compared by its keys. */
const told = (src) => {
  const { origin, pathname, searchParams } = new URL(src, location.href);
  return `${origin}${pathname} ${[...searchParams.keys()].sort()}`;
};

export default area('timeline and receivers', (scenario) => {
  scenario('what is recorded of a long life', NOTHING_REMEMBERED, ({ world, connected, log }) => {
    const { timeline, connection } = connected();
    timeline.options.limit = 100;
    world.socket().message('not json');
    world.tick(1000);
    world.socket().error();
    world.socket().close(1006, 'gone', false);
    world.tick(1000);
    world.socket().open().handshake('2.2');
    world.tick(120_000);
    world.tick(30_000);
    world.offline();
    world.online();
    world.tick(0);
    world.socket().open().handshake('4.4').close(4100, 'later');
    world.tick(1000);
    world.socket().open().handshake('3.3');
    log('unique', timeline.uniqueID, connection.timeline === timeline);
    for (const entry of timeline.events) log('entry', entry);
  });

  scenario('what is recorded of sockets that never open', NOTHING_REMEMBERED, (tools) => {
    const { world, watched, log } = tools;
    const { timeline } = watched();
    // It fails, it ends before it opens, it is given up, and it cannot be made.
    world.socket().error().close(1006);
    world.tick(15_000);
    world.socket().close(1002, 'no');
    world.tick(30_000);
    world.tick(60_000);
    world.socket(2).error().close(1006);
    world.refuseSockets = true;
    world.tick(60_000);
    for (const entry of timeline.events) log('entry', entry);
  });

  scenario(
    'what is recorded of a transport that is remembered',
    {
      deviation: 'memory-second',
      ours: (trace, assert) => {
        assert.ok(trace.order('entry { cid: 2, state: "connecting"', 'entry { cached: true'));
        assert.equal(trace.count('entry { cached: true'), 1);
      },
    },
    ({ world, connected, log }) => {
      const { timeline } = connected();
      world.socket().close(1006, 'gone', false);
      world.tick(1000);
      world.socket().open().handshake('2.2');
      for (const entry of timeline.events) log('entry', entry);
    },
  );

  scenario('what is recorded of HTTP', ({ Pusher, world, watched, log }) => {
    Pusher.Runtime.getWebSocketAPI = () => undefined;
    const { timeline } = watched({ enabledTransports: ['xhr_streaming', 'xhr_polling'] });
    world.tick(4000);
    const established = { event: 'pusher:connection_established', data: HANDSHAKE };
    world
      .request(0)
      .chunk('o\n')
      .chunk(`a${JSON.stringify([JSON.stringify(established)])}\n`);
    world.request(0).chunk('c[4200,"again"]\n');
    world.tick(1000);
    for (const entry of timeline.events) log('entry', entry);
  });

  scenario('no more than fifty entries', ({ client, log }) => {
    const { timeline } = client();
    for (let i = 0; i < 60; i++) timeline.info({ i });
    timeline.debug({ no: true });
    timeline.error({ last: true });
    log(timeline.events.length, timeline.events[0], timeline.events.at(-1), timeline.isEmpty());
    log(timeline.generateUniqueID(), timeline.generateUniqueID());
  });

  scenario('statistics go out on connecting, and each minute', ({ world, connected, log }) => {
    connected({ ...STATS, statsHost: 'stats.example.com', timelineParams: { mine: 1 } });
    log('told', told(world.script().src));
    world.script().load();
    world.tick(60_000);
    world.tick(60_000);
    log('scripts', world.scripts.length);
  });

  scenario('what has happened since goes out with the next minute', ({ world, connected, log }) => {
    const pusher = connected(STATS);
    world.script().load();
    world.tick(30_000);
    world.offline();
    world.socket().event('pusher:pong', '{}');
    world.tick(29_000);
    log('scripts', world.scripts.length);
    world.tick(1000);
    log('told', told(world.script().src));
    world.script().fail();
    log('sent', pusher.timeline.sent);
    pusher.disconnect();
    world.tick(600_000);
    log('scripts', world.scripts.length);
  });

  scenario('statistics are off', ({ world, connected, log }) => {
    connected({ enableStats: false });
    world.tick(61_000);
    log('scripts', world.scripts.length);
  });

  scenario('the older option turns them on', ({ world, connected, log }) => {
    connected({ disableStats: false });
    log('scripts', world.scripts.length);
  });

  scenario('disconnecting ends them', ({ world, connected, log }) => {
    const pusher = connected(STATS);
    world.script().load();
    pusher.disconnect();
    world.tick(180_000);
    log('scripts', world.scripts.length);
  });

  scenario('an answer that names another host', ({ world, connected, Pusher }) => {
    connected({ ...STATS, forceTLS: false });
    world.act(() => Pusher.ScriptReceivers[1](null, { host: 'other.example.com' }));
    world.tick(60_000);
  });

  scenario('an answer that fails', ({ world, connected }) => {
    connected(STATS);
    world.script().fail();
    world.tick(60_000);
  });

  scenario('receivers', ({ Pusher, log }) => {
    for (const name of ['ScriptReceivers', 'DependenciesReceivers']) {
      const factory = Pusher[name];
      const receiver = factory.create((...args) => log('called', ...args));
      log(name, receiver, factory.lastId, factory.prefix, factory.name);
      factory[receiver.number](1, 2);
      receiver.callback(3);
      factory.remove(receiver);
      log('removed', factory[receiver.number]);
    }
  });

  scenario('the timeline itself', ({ connected, log }) => {
    const { timeline } = connected();
    log(
      'options',
      timeline.key,
      timeline.options.cluster,
      timeline.options.features,
      timeline.options.version,
    );
    log('events', timeline.events.length, timeline.isEmpty(), Object.keys(timeline.events[0]));
    timeline.info({ mine: 1 });
    timeline.debug({ mine: 2 });
    timeline.error({ mine: 3 });
    log('last', timeline.events.at(-1), timeline.events.at(-2));
    timeline.send(
      (data, callback) => {
        log('sent', Object.keys(data), data.bundle, data.lib);
        callback(null, {});
      },
      (...args) => log('done', ...args),
    );
    log('empty', timeline.isEmpty());
  });
});
