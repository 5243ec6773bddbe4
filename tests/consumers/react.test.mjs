// Packages that join React, or Redux, and pusher-js.

import assert from 'node:assert/strict';
import { before } from 'node:test';
import { suite } from '../support/browser/harness.mjs';
import { inPages, lines, press, show, soon, start, text } from './page.mjs';
import { bundle, install } from './project.mjs';

const scripts = {};

before(async () => {
  const folder = await install('react');
  scripts.ownEffect = await bundle(folder, 'own-effect.jsx');
  scripts.usePusher = await bundle(folder, 'use-pusher.jsx');
  scripts.reactPusher = await bundle(folder, 'react-pusher.jsx');
  scripts.pusherRedux = await bundle(folder, 'pusher-redux.js');
});

const ANN = { id: 'ann', name: 'Ann' };
const BEN = { id: 'ben', name: 'Ben' };

suite('react', (check) => {
  check(
    'an effect of its own: one client at a time, each event once',
    inPages,
    async ({ open, server, backEnd }) => {
      const page = await start(open, scripts.ownEffect, ANN);
      const said = [];
      for (const channel of ['one', 'two']) {
        await show(page, 'Chat', { channel });
        await soon(() => server.channels(), [channel]);
        for (const text of [`${channel}: a`, `${channel}: b`]) {
          await backEnd.trigger(channel, 'said', { text });
          said.push(text);
          await soon(() => lines(page), said);
        }
        await soon(() => server.sockets, 1);
      }
      await show(page, 'nothing');
      await soon(() => server.sockets, 0);
    },
  );

  for (const when of ['before', 'after']) {
    check(
      `use-pusher: subscribed ${when} it is connected, each event is handled once`,
      inPages,
      async ({ open, server, backEnd }) => {
        const page = await start(open, scripts.usePusher, ANN);
        if (when === 'after') {
          await show(page, 'State');
          await soon(() => text(page), 'connected');
        }
        const said = [];
        for (const [channel, words] of [
          ['private-one', 'a'],
          ['private-one', 'b'],
          ['private-two', 'c'],
          ['private-one', 'd'],
        ]) {
          await show(page, 'Chat', { channel });
          await soon(() => server.channels(), [channel]);
          await backEnd.trigger(channel, 'said', { text: words });
          said.push(words);
          await soon(() => lines(page), said);
        }
        await show(page, 'nothing');
        await soon(() => server.channels(), []);
      },
    );
  }

  check('use-pusher: client events reach the other page once', inPages, async ({ open }) => {
    const page = await start(open, scripts.usePusher, ANN);
    const other = await start(open, scripts.usePusher, BEN);
    for (const one of [page, other]) await show(one, 'Chat', { channel: 'private-chat' });
    const confirmed = (frame) => frame.includes('subscription_succeeded');
    for (const { sockets } of [page, other]) {
      await soon(() => sockets.some(({ received }) => received.some(confirmed)), true);
    }
    await press(other, 'type');
    await soon(() => lines(page), ['Ben is typing']);
    await press(page, 'type');
    await soon(() => lines(other), ['Ann is typing']);
    assert.deepEqual(await lines(page), ['Ben is typing']);
  });

  check('use-pusher: members come and go', inPages, async ({ open }) => {
    const page = await start(open, scripts.usePusher, ANN);
    await show(page, 'Room', { channel: 'presence-room' });
    await soon(() => lines(page), ['1', 'ann: Ann', 'Ann']);
    const other = await start(open, scripts.usePusher, BEN);
    await show(other, 'Room', { channel: 'presence-room' });
    await soon(() => lines(other), ['2', 'ben: Ben', 'Ann', 'Ben']);
    await soon(() => lines(page), ['2', 'ann: Ann', 'Ann', 'Ben']);
    await show(other, 'nothing');
    await soon(() => lines(page), ['1', 'ann: Ann', 'Ann']);
  });

  check(
    'use-pusher: an event that the application asks its server for',
    inPages,
    async ({ open, server }) => {
      const page = await start(open, scripts.usePusher, ANN);
      const asked = [];
      await page.route('**/trigger', (route) => {
        asked.push(route.request().postDataJSON());
        return route.fulfill({ status: 200 });
      });
      await show(page, 'Sender');
      await soon(() => server.channels(), ['news']);
      await press(page, 'send');
      const sent = { channelName: 'news', eventName: 'said', data: { text: 'hello' } };
      await soon(() => asked, [sent]);
    },
  );

  check(
    'react-pusher: channels.find, switching and leaving',
    inPages,
    async ({ open, server, backEnd }) => {
      const say = (channel, text) => backEnd.trigger(channel, 'said', { text });
      const page = await start(open, scripts.reactPusher, ANN);
      await show(page, 'Listeners', { channel: 'one' });
      await soon(() => server.channels().sort(), ['one', 'other']);
      await say('one', 'a');
      await say('other', 'b');
      await soon(() => lines(page), ['a', 'too: b']);

      // Now both listen in the same channel, which is subscribed to already.
      await show(page, 'Listeners', { channel: 'other' });
      await soon(() => server.channels(), ['other']);
      await say('other', 'c');
      await soon(async () => (await lines(page)).sort(), ['a', 'c', 'too: b', 'too: c']);

      await show(page, 'nothing');
      await soon(() => server.channels(), []);
      await soon(() => page.sent('pusher:unsubscribe').length, 2);
      assert.equal(page.sent('pusher:subscribe').length, 2);
    },
  );

  check(
    'pusher-redux: require() is the class; events become actions',
    inPages,
    async ({ open, server, backEnd }) => {
      const page = await start(open, scripts.pusherRedux, ANN);
      await page.evaluate(() => {
        window.subscribe('news', 'said', 'NEWS/SAID', { from: 'test' });
        window.subscribe('news', 'said', 'NEWS/SAID', { from: 'test' });
      });
      await soon(() => server.channels(), ['news']);
      const actions = () => page.evaluate(() => window.store.getState().map(({ type }) => type));
      await soon(actions, ['PUSHER-REDUX/CONNECTED']);
      await backEnd.trigger('news', 'said', { text: 'a' });
      await soon(actions, ['PUSHER-REDUX/CONNECTED', 'NEWS/SAID']);
      assert.deepEqual(await page.evaluate(() => window.store.getState().at(-1)), {
        ...{ type: 'NEWS/SAID', channel: 'news', event: 'said' },
        ...{ data: { text: 'a' }, additionalParams: { from: 'test' } },
      });

      await page.evaluate(() => {
        window.unsubscribe('news', 'said', 'NEWS/SAID');
        window.subscribe('news', 'more', 'NEWS/MORE');
      });
      await backEnd.trigger('news', 'said', { text: 'b' });
      await backEnd.trigger('news', 'more', { text: 'c' });
      await soon(async () => (await actions()).slice(2), ['NEWS/MORE']);
      assert.equal(await page.evaluate(() => window.getChannel('news').name), 'news');
      await page.evaluate(() => window.disconnect());
      await soon(async () => (await actions()).slice(3), ['PUSHER-REDUX/DISCONNECTED']);
    },
  );
});
