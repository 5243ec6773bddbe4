// Pusher.Runtime and the timeline, used by hand.

import { area } from '../area.js';

export default area('runtime and timeline', (scenario) => {
  scenario('Runtime: what the page can do', ({ Pusher, log }) => {
    const { Runtime } = Pusher;
    log('XHR', Runtime.isXHRSupported());
    for (const name of ['ws', 'xhr_streaming', 'xhr_polling', 'sockjs']) {
      log(name, Runtime.Transports[name].isSupported({ useTLS: true }));
    }
    Runtime.getXHRAPI = () => undefined;
    log('without XHR', Runtime.isXHRSupported(), Runtime.Transports.xhr_polling.isSupported({}));
  });

  scenario('Runtime.randomInt', ({ Pusher, log }) => {
    const { Runtime } = Pusher;
    for (const max of [1, 2, 10, 1000, 1e9, 2 ** 31 + 1]) {
      const numbers = Array.from({ length: 20 }, () => Runtime.randomInt(max));
      log(
        `below ${max}`,
        numbers.every((number) => Number.isInteger(number) && number >= 0 && number < max),
        max === 1 || new Set(numbers).size > 1,
      );
    }
  });

  scenario('Runtime: unload listeners', ({ Pusher, world, log }) => {
    const { Runtime } = Pusher;
    const listener = () => log('heard');
    Runtime.addUnloadListener(listener);
    world.dispatch('pagehide');
    Runtime.removeUnloadListener(listener);
    world.dispatch('pagehide');
  });

  scenario('Runtime.getLocalStorage replaced', ({ Pusher, connected, log }) => {
    const mine = {};
    Pusher.Runtime.getLocalStorage = () => mine;
    connected();
    log('remembered', Object.keys(mine));
  });

  scenario('Runtime.getProtocol replaced', ({ Pusher, client, log }) => {
    Pusher.Runtime.getProtocol = () => 'https:';
    log('TLS', client({ forceTLS: false }).shouldUseTLS());
  });

  scenario('script receivers by hand', ({ Pusher, log }) => {
    for (const name of ['ScriptReceivers', 'DependenciesReceivers']) {
      const receivers = Pusher[name];
      log(name, receivers === Pusher.Runtime[name], receivers.prefix, receivers.name);
      const receiver = receivers.create((...args) => log('heard', ...args));
      log('made', receiver.number, receiver.id, receiver.name, receivers.lastId);
      log('callback', receivers[receiver.number] === receiver.callback);
      receiver.callback(null, { a: 1 });
      receiver.callback('once only');
      receivers.remove(receiver);
      log('removed', receivers[receiver.number], receivers.create(() => {}).number);
    }
  });

  scenario('the timeline by hand', ({ client, log }) => {
    const { timeline } = client({ timelineParams: { who: 'me' } }, 'k');
    const { limit, level, version, cluster, features, params } = timeline.options;
    log('options', limit, level, version, cluster, features, params);
    timeline.events.length = 0;
    log('empty', timeline.isEmpty(), timeline.sent, timeline.uniqueID);
    timeline.error({ a: 1 });
    timeline.info({ b: 2 });
    timeline.debug({ c: 3 });
    timeline.log(6, { d: 4 });
    timeline.log(7, { e: 5 });
    log('entries', timeline.events, timeline.isEmpty());
    for (let i = 0; i < 60; i++) timeline.info({ i });
    log('limit', timeline.events.length, timeline.events[0].i);
    log('ids', timeline.generateUniqueID(), timeline.generateUniqueID(), timeline.uniqueID);
  });

  scenario('a report of the timeline by hand', ({ client, log }) => {
    const { timeline, sessionID } = client({ timelineParams: { who: 'me' } }, 'k');
    timeline.events.length = 0;
    timeline.info({ a: 1 });
    const transmit = (error) => (data, callback) => {
      log('data', { ...data, session: data.session === sessionID }, timeline.isEmpty());
      callback(error, 'result');
    };
    log(
      'sent',
      timeline.send(transmit(null), (...args) => log('answer', ...args)),
      timeline.sent,
    );
    timeline.send(transmit('no'), (...args) => log('answer', ...args));
    log('sent', timeline.sent, timeline.key, timeline.session === sessionID);
  });

  scenario('the sender of reports', ({ client, log }) => {
    log('none', client().timelineSender);
    const { timelineSender, timeline } = client({ enableStats: true, statsHost: 's.example.com' });
    log('sender', timelineSender.timeline === timeline, timelineSender.options.host);
    log('path', timelineSender.options.path, timelineSender.host);
  });
});
