// laravel-echo, its hooks for React and Vue, and its module for Nuxt.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { library, root } from '../support/browser/files.mjs';
import { suite } from '../support/browser/harness.mjs';
import { bundle, install } from './project.mjs';
import { inPages, lines, press, show, soon, start, text } from './page.mjs';

const scripts = {};
let folder;

before(async () => {
  folder = await install('echo');
  const quiet = { logOverride: { 'empty-import-meta': 'silent' } };
  scripts.tag = readFileSync(join(folder, 'node_modules/laravel-echo/dist/echo.iife.js'), 'utf8');
  scripts.plain = await bundle(folder, 'plain.js');
  scripts.react = await bundle(folder, 'react.jsx', quiet);
  scripts.vue = await bundle(folder, 'vue.js', quiet);
  const standIn = './nuxt-stand-in.js';
  scripts.nuxt = await bundle(folder, 'nuxt.js', {
    alias: { '#app': standIn, '#imports': standIn },
  });
});

const ANN = { id: 'ann', name: 'Ann' };
const BEN = { id: 'ben', name: 'Ben' };
const SOCKET_ID = /^\d+\.\d+$/;
const NOTIFICATION = 'Illuminate\\Notifications\\Events\\BroadcastNotificationCreated';

suite('echo', (check) => {
  for (const how of ['window', 'client']) {
    check(`laravel-echo: pusher-js from ${how}`, inPages, async ({ open }) => {
      const page = await start(open, scripts.plain, ANN);
      const { ours, id, states } = await page.evaluate(async (how) => {
        window.startEcho(how === 'client' && { client: window.newPusher() });
        const { pusher } = echo.connector;
        const states = [];
        pusher.connection.bind('state_change', ({ current }) => states.push(current));
        await t.state(pusher, 'connected');
        const id = echo.socketId();
        echo.disconnect();
        return { ours: pusher instanceof Pusher, id, states };
      }, how);
      assert.ok(ours);
      assert.match(id, SOCKET_ID);
      assert.deepEqual(states.slice(-2), ['connected', 'disconnected']);
    });
  }

  check(
    'laravel-echo: all of it by script tags',
    { timeout: 120_000 },
    async ({ page, server, backEnd }) => {
      await page.addScriptTag({ content: scripts.tag });
      await page.evaluate(() => {
        window.got = [];
        window.echo = new window.Echo.default({
          broadcaster: 'pusher',
          key: t.key,
          ...t.options(),
        });
        echo.private('orders').listen('.shipped', ({ by }) => got.push(by));
      });
      await soon(() => server.channels(), ['private-orders']);
      await backEnd.trigger('private-orders', 'shipped', { by: 'bike' });
      await soon(() => page.evaluate(() => got), ['bike']);
    },
  );

  check(
    'laravel-echo: private, encrypted and presence channels',
    inPages,
    async ({ open, server, backEnd }) => {
      const page = await start(open, scripts.plain, ANN);
      await page.evaluate(() => {
        window.startEcho();
        window.got = [];
        echo.private('orders').listen('OrderShipped', ({ by }) => got.push(by));
        echo.encryptedPrivate('safe').listen('.opened', ({ by }) => got.push(by));
        echo.join('room').listen('.painted', ({ by }) => got.push(by));
        echo.private('me').notification(({ type }) => got.push(type));
      });
      const channels = ['presence-room', 'private-encrypted-safe', 'private-me', 'private-orders'];
      await soon(() => server.channels().sort(), channels);
      await backEnd.trigger('private-orders', 'App\\Events\\OrderShipped', { by: 'bike' });
      await backEnd.trigger('private-encrypted-safe', 'opened', { by: 'key' });
      await backEnd.trigger('presence-room', 'painted', { by: 'hand' });
      await backEnd.trigger('private-me', NOTIFICATION, { type: 'Paid' });
      await soon(() => page.evaluate(() => got), ['bike', 'key', 'hand', 'Paid']);

      await page.evaluate(() => ['orders', 'safe', 'room'].forEach((name) => echo.leave(name)));
      await soon(() => server.channels(), ['private-me']);
    },
  );

  check(
    'laravel-echo: whispers between two pages, until nobody listens',
    inPages,
    async ({ open, server }) => {
      const page = await start(open, scripts.plain, ANN);
      const other = await start(open, scripts.plain, BEN);
      for (const one of [page, other]) {
        await one.evaluate(async () => {
          window.startEcho();
          window.got = [];
          window.typing = ({ text }) => got.push(text);
          window.channel = echo.private('room').listenForWhisper('typing', window.typing);
          await t.until(() => channel.subscription.subscribed);
        });
      }
      const whisper = (text) =>
        other.evaluate((text) => void channel.whisper('typing', { text }), text);
      await whisper('one');
      await whisper('two');
      await soon(() => page.evaluate(() => got), ['one', 'two']);

      await page.evaluate(() => {
        channel.stopListeningForWhisper('typing', window.typing);
        channel.listenForWhisper('typing', ({ text }) => got.push(`again ${text}`));
      });
      await whisper('three');
      await soon(() => page.evaluate(() => got), ['one', 'two', 'again three']);
      assert.deepEqual(await other.evaluate(() => got), []);
      assert.equal(server.channels().length, 1);
    },
  );

  for (const name of ['react', 'vue']) {
    const about = (title) => `echo-${name}: ${title}`;

    check(
      about('status and socket id follow one connection'),
      inPages,
      async ({ open, server }) => {
        const page = await start(open, scripts[name], ANN);
        const connection = async (...socketIds) => {
          const [status, id] = (await text(page)).split(' ');
          return [status, SOCKET_ID.test(id) && !socketIds.includes(id)];
        };
        await show(page, 'Connection');
        await soon(() => connection(), ['connected', true]);
        const [, first] = (await text(page)).split(' ');
        server.faults.close({ code: 4200 });
        await soon(() => connection(first), ['connected', true]);
        assert.equal(page.sockets.length, 2);
      },
    );

    check(
      about('an event arrives once, until its hook stops or its prop changes'),
      inPages,
      async ({ open, server, backEnd }) => {
        const page = await start(open, scripts[name], ANN);
        const shipped = async (id, by) => {
          await backEnd.trigger(`private-orders-${id}`, 'App\\Events\\OrderShipped', { by });
          const arrived = (frame) => frame.includes(`\\"by\\":\\"${by}\\"`);
          await soon(() => page.sockets[0].received.some(arrived), true);
        };
        await show(page, 'Order', { id: 1 });
        await soon(() => server.channels(), ['private-orders-1']);
        await shipped(1, 'bike');
        await press(page, 'stop');
        await shipped(1, 'nobody');
        await press(page, 'listen');
        await shipped(1, 'van');
        const first = ['1 shipped by bike', '1 shipped by van'];
        await soon(() => lines(page), first);

        await show(page, 'Order', { id: 2 });
        await soon(() => server.channels(), ['private-orders-2']);
        await shipped(2, 'ship');
        // Another prop is the same component to React, and another one to this application in Vue.
        await soon(() => lines(page), [...(name === 'react' ? first : []), '2 shipped by ship']);

        await show(page, 'nothing');
        await soon(() => server.channels(), []);
      },
    );

    check(
      about('public events, models, notifications'),
      inPages,
      async ({ open, server, backEnd }) => {
        const page = await start(open, scripts[name], ANN);
        await show(page, 'News');
        await soon(() => server.channels(), ['news']);
        await backEnd.trigger('news', 'App\\Events\\Headline', { title: 'one' });
        await backEnd.trigger('news', 'correction', { title: 'two' });
        await soon(() => lines(page), ['one', 'two']);

        await show(page, 'Post');
        await soon(() => server.channels(), ['private-App.Models.Post.7']);
        await backEnd.trigger('private-App.Models.Post.7', 'PostUpdated', {
          model: { title: 'new' },
        });
        await soon(() => lines(page), ['new']);

        await show(page, 'Notices');
        await soon(() => server.channels(), ['private-App.Models.User.1']);
        const notify = (type, amount) =>
          backEnd.trigger('private-App.Models.User.1', NOTIFICATION, { type, amount });
        await notify('App\\Notifications\\Welcome', 1);
        await notify('App\\Notifications\\InvoicePaid', 2);
        await soon(() => lines(page), ['App\\Notifications\\InvoicePaid: 2']);
      },
    );

    check(
      about('here, joining, leaving and whispers between two pages'),
      inPages,
      async ({ open }) => {
        const page = await start(open, scripts[name], ANN);
        await show(page, 'Lobby');
        await soon(() => lines(page), ['here: Ann']);
        const other = await start(open, scripts[name], BEN);
        await show(other, 'Lobby');
        await soon(() => lines(other), ['here: Ann,Ben']);
        await press(other, 'whisper');
        await soon(() => lines(page), ['here: Ann', 'Ben joined', 'Ben is typing']);
        await press(page, 'whisper');
        await soon(() => lines(other), ['here: Ann,Ben', 'Ann is typing']);
        await show(other, 'nothing');
        await soon(() => lines(page), ['here: Ann', 'Ben joined', 'Ben is typing', 'Ben left']);
      },
    );
  }

  check(
    'nuxt-laravel-echo: the plugin provides Echo, and its token authorizes',
    inPages,
    async ({ open, server, backEnd }) => {
      const page = await start(open, scripts.nuxt, ANN);
      await page.evaluate(async () => {
        const { provide } = await window.ready;
        window.got = [];
        provide.echo.private('orders').listen('.shipped', ({ by }) => got.push(by));
      });
      await soon(() => server.channels(), ['private-orders']);
      await backEnd.trigger('private-orders', 'shipped', { by: 'bike' });
      await soon(() => page.evaluate(() => got), ['bike']);
      assert.equal(server.requests[0].headers.authorization, 'Bearer token of Ann');
      assert.ok(await page.evaluate(() => window.Echo.connector.pusher instanceof Pusher));
    },
  );
});

for (const [module, moduleResolution] of [
  ['esnext', 'bundler'],
  ['nodenext', 'nodenext'],
]) {
  const skip =
    library === 'pusher-js' && module === 'nodenext' && "pusher-js's types are no module's there";
  test(`the types fit together: moduleResolution ${moduleResolution}`, { skip }, () => {
    const settings = { module, moduleResolution, target: 'es2022', skipLibCheck: false, types: '' };
    const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const args = ['--noEmit', '--strict', ...flags, 'types.mts'];
    const tsc = join(root, 'node_modules/.bin/tsc');
    const { status, stdout } = spawnSync(tsc, args, { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  });
}
