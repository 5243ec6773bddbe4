// The demo site, used as a visitor would: two tabs, a dropped connection, a phone.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { demoSite } from '../../src/tools/site.mjs';
import { root } from '../support/browser/files.mjs';
import { startServer, suite, until } from '../support/browser/harness.mjs';

const screenshots = path.join(root, 'target/screenshots');

const text = (page, id) => page.getByTestId(id).innerText();
const row = (page, name) => page.getByTestId(`channel-row-${name}`);
const subscribed = (page, name) =>
  row(page, name).getByText('subscribed', { exact: true }).waitFor();

suite('demo', (check) => {
  /** A check on the demo's own server, with `visit()` giving a page that is connected. */
  function demo(title, options, body) {
    check(title, { blank: true, needs: ['faults', 'locators'], ...options }, async ({ open }) => {
      assert.ok(existsSync(path.join(root, 'www/index.html')), 'www/index.html is missing');
      const found = await startServer({ site: demoSite });
      const visit = async (extra = {}) => {
        const page = await open({ ...found, path: '/', ...extra });
        await page.getByTestId('state').getByText('connected', { exact: true }).waitFor();
        return page;
      };
      try {
        await body({ visit, ...found });
      } finally {
        await found.server.close();
      }
    });
  }

  // First, since the demo gives a silent server 15 s: the others run meanwhile.
  demo('a stalled server is left', { timeout: 40000 }, async ({ visit }) => {
    const page = await visit();
    await page.getByTestId('hurt-stall').click();
    await page
      .getByTestId('state')
      .getByText('connecting', { exact: true })
      .waitFor({ timeout: 20000 });
  });

  demo('blocked WebSockets are found again', { timeout: 60000 }, async ({ visit }) => {
    const page = await visit();
    await page.getByTestId('hurt-websockets').click();
    await page.getByTestId('state').getByText('connecting', { exact: true }).waitFor();
    await page.getByTestId('hurt-websockets').click();
    await page
      .getByTestId('state')
      .getByText('connected', { exact: true })
      .waitFor({ timeout: 40000 });
  });

  demo('a visitor is connected, subscribed and shown how', {}, async ({ visit }) => {
    const page = await visit();
    assert.match(await text(page, 'socket-id'), /^\d+\.\d+$/);
    assert.match(await text(page, 'transport'), /ws/);
    await subscribed(page, 'private-room');
    await subscribed(page, 'presence-lobby');
    assert.match(await text(page, 'transitions'), /connecting → connected/);
    assert.match(await text(page, 'log'), /subscription_succeeded/);
    assert.ok((await page.getByTestId('timeline').boundingBox()).height > 0);
  });

  demo('two tabs see each other and exchange a client event', {}, async ({ visit }) => {
    const one = await visit();
    const two = await visit({ context: one.context() });
    for (const page of [one, two]) {
      await subscribed(page, 'private-room');
      await page.getByTestId('members').getByText('2 members').waitFor();
    }
    await row(one, 'private-room').getByRole('radio').check();
    await one.getByTestId('event-name').fill('client-hello');
    await one.getByTestId('event-data').fill('{ "text": "from the first tab" }');
    await one.getByTestId('trigger').click();
    await two.getByTestId('log').getByText('from the first tab').first().waitFor();

    await two.getByTestId('name-input').fill('Zora');
    await two.getByTestId('name-input').press('Enter');
    await one.getByTestId('members').getByText('Zora').waitFor();
    await two.close();
    await one.getByTestId('members').getByText('1 member', { exact: true }).waitFor();
  });

  demo('a channel typed in is subscribed', {}, async ({ visit }) => {
    const page = await visit();
    await page.getByTestId('channel-input').fill('news');
    await page.getByTestId('subscribe').click();
    await subscribed(page, 'news');
  });

  demo('an event of the server arrives', {}, async ({ visit }) => {
    const page = await visit();
    await subscribed(page, 'private-room');
    await page.getByTestId('server-data').fill('{ "text": "from the back end" }');
    await page.getByTestId('server-event').click();
    await page.getByTestId('log').getByText('from the back end').first().waitFor();
  });

  demo(
    'a drop, a 4100 and a malformed frame are recovered from, with the time it took',
    {},
    async ({ visit }) => {
      const page = await visit();
      mkdirSync(screenshots, { recursive: true });
      for (const fault of ['hurt-malformed', 'hurt-4100', 'hurt-drop']) {
        await page.getByTestId(fault).click();
        await until(
          async () =>
            /recovered in/.test(await text(page, 'recovery')) &&
            (await text(page, `recovery-${fault}`)).includes('recovered in'),
          10000,
        );
        await subscribed(page, 'private-room');
      }
      assert.match(await text(page, 'recovery'), /Drop.*recovered in/);
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.screenshot({ path: path.join(screenshots, 'demo.png'), fullPage: true });
    },
  );

  demo('disconnect and connect, offline and online', {}, async ({ visit }) => {
    const page = await visit();
    await page.getByTestId('disconnect').click();
    await page.getByTestId('state').getByText('disconnected', { exact: true }).waitFor();
    await page.getByTestId('connect').click();
    await page.getByTestId('state').getByText('connected', { exact: true }).waitFor();
    await page.getByTestId('offline').click();
    await page.getByTestId('log').getByText('pusher:ping').first().waitFor({ state: 'attached' });
    await page.getByTestId('online').click();
    assert.equal(await text(page, 'state'), 'connected');
  });

  for (const width of [320, 390, 768]) {
    demo(`at ${width} pixels nothing has to be scrolled sideways`, {}, async ({ visit }) => {
      const page = await visit({ contextOptions: { viewport: { width, height: 800 } } });
      await subscribed(page, 'presence-lobby');
      const { scroll, client } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        client: document.documentElement.clientWidth,
      }));
      assert.ok(scroll <= client, `${scroll} > ${client}`);
      if (width === 390) {
        mkdirSync(screenshots, { recursive: true });
        await page.screenshot({ path: path.join(screenshots, 'demo-phone.png'), fullPage: true });
      }
    });
  }
});
