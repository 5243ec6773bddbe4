// Packages that join Angular, the new and the old, and pusher-js.

import assert from 'node:assert/strict';
import { before } from 'node:test';
import { suite } from '../support/browser/harness.mjs';
import { inPages, lines, press, soon, start } from './page.mjs';
import { bundle, install } from './project.mjs';

const scripts = {};

before(async () => {
  const folder = await install('angular');
  scripts.ngxPusher = await bundle(folder, 'ngx-pusher.js');
  scripts.pusherAngular = await bundle(folder, 'pusher-angular.js');
});

const ANN = { id: 'ann', name: 'Ann' };
const BEN = { id: 'ben', name: 'Ben' };

suite('angular', (check) => {
  check(
    'ngx-pusher: streams of events, and an authorizer of its own',
    inPages,
    async ({ open, server, backEnd }) => {
      const page = await start(open, scripts.ngxPusher, ANN);
      await soon(() => lines(page), ['refused: forbidden']);
      await soon(() => server.channels().sort(), ['news', 'private-orders']);
      const say = async (channel, event, text) => backEnd.trigger(channel, event, { text });
      await say('news', 'said', 'a');
      await say('private-orders', 'sealed', 'b');
      await say('private-orders', 'signed', 'c');
      await soon(async () => (await lines(page)).slice(1), ['a', 'b', 'c']);
      assert.deepEqual(
        server.requests.map(({ params }) => params.channel_name),
        ['private-orders'],
      );
    },
  );

  check(
    'pusher-angular: events, members, client events, the connection',
    inPages,
    async ({ open, server, backEnd }) => {
      const state = (page) => page.evaluate(() => document.querySelector('p').textContent);
      const page = await start(open, scripts.pusherAngular, ANN);
      await soon(() => state(page), 'connected 1 Ann: Ann');
      const other = await start(open, scripts.pusherAngular, BEN);
      await soon(() => state(other), 'connected 2 Ben: Ann,Ben');
      await soon(() => state(page), 'connected 2 Ann: Ann,Ben');

      await backEnd.trigger('presence-room', 'said', { text: 'a' });
      await press(other, 'type');
      await soon(() => lines(page), ['a', 'Ben is typing']);
      await soon(() => lines(other), ['a']);

      await press(other, 'leave');
      await soon(() => state(page), 'connected 1 Ann: Ann');
      await press(page, 'stop');
      await soon(() => state(page), 'disconnected 1 Ann: Ann');
      await soon(() => server.sockets, 1);
    },
  );
});
