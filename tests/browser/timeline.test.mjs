// Reports on connections, by script tag.

import assert from 'node:assert/strict';
import { eventually, suite } from '../support/browser/harness.mjs';

/** Answers reports as pusher.com does, and keeps what they say. */
async function collect(page, answer = () => '') {
  const reports = [];
  await page.route('**/timeline/v2/jsonp/**', (route) => {
    const url = new URL(route.request().url());
    const number = url.pathname.split('/').at(-1);
    const fields = [...url.searchParams].map(([name, value]) => [
      name,
      Buffer.from(value, 'base64').toString(),
    ]);
    reports.push({ origin: url.origin, number, fields: Object.fromEntries(fields) });
    return route.fulfill({ contentType: 'text/javascript', body: answer(number) });
  });
  return reports;
}

suite('timeline', (check) => {
  check('a report goes out once connected', {}, async ({ run, page }) => {
    const reports = await collect(page);
    const session = await run(async () => {
      const pusher = await t.connected({
        enableStats: true,
        statsHost: 'stats.test',
        timelineParams: { who: 'Jürgen' },
      });
      return pusher.sessionID;
    });
    await eventually(() => reports.length, 1);
    const [{ origin, number, fields }] = reports;
    assert.deepEqual([origin, number], ['http://stats.test', '1']);
    const { timeline, key, ...rest } = fields;
    assert.ok(key);
    assert.deepEqual(rest, {
      session: String(session),
      bundle: '1',
      lib: 'js',
      version: '8.6.0',
      cluster: '',
      features: '["ws"]',
      who: 'Jürgen',
    });
    const entries = JSON.parse(timeline).map(({ timestamp, ...entry }) => {
      assert.ok(Math.abs(timestamp - Date.now()) < 60000);
      return entry;
    });
    const { socket_id, ...last } = entries.at(-1).params;
    assert.match(socket_id, /^\d+\.\d+$/);
    assert.deepEqual(last, {});
    assert.deepEqual(entries.slice(0, -1), [
      { instances: 1 },
      { state: 'connecting' },
      { cid: 1, transport: 'ws' },
      { cid: 1, state: 'initialized' },
      { cid: 1, state: 'connecting' },
      { cid: 1, state: 'open' },
    ]);
  });

  check('the tag and its function are taken away', {}, async ({ run, page }) => {
    const reports = await collect(page, (number) => `Pusher.ScriptReceivers[${number}](null, {})`);
    await run(() => t.connected({ enableStats: true, statsHost: 'stats.test' }));
    await eventually(() => reports.length, 1);
    await eventually(
      () =>
        run(() => [
          document.querySelectorAll('script[id^=_pusher_script_]').length,
          Object.keys(Pusher.ScriptReceivers).filter((name) => /^\d+$/.test(name)).length,
          Pusher.instances[0].timeline.sent,
        ]),
      [0, 0, 1],
    );
  });

  check('a report that does not arrive is not counted', {}, async ({ run, page }) => {
    await page.route('**/timeline/**', (route) => route.abort());
    const tags = () => run(() => document.querySelectorAll('script[id^=_pusher_script_]').length);
    await run(() => t.connected({ enableStats: true, statsHost: 'stats.test' }));
    await eventually(tags, 0);
    assert.equal(await run(() => Pusher.instances[0].timeline.sent), 0);
  });

  check('the server may name another host', {}, async ({ run, page }) => {
    const reports = await collect(
      page,
      (number) => `Pusher.ScriptReceivers[${number}](null, { host: 'other.test' })`,
    );
    await run(async () => {
      const pusher = await t.connected({ enableStats: true, statsHost: 'stats.test' });
      await t.until(() => pusher.timelineSender.host);
      pusher.disconnect();
      pusher.connect();
      await t.state(pusher, 'connected');
    });
    await eventually(
      () => reports.map(({ origin }) => origin),
      ['http://stats.test', 'http://other.test'],
    );
    assert.equal(reports[1].fields.bundle, '2');
  });

  check('there are none unless they are wanted', {}, async ({ run, page }) => {
    const reports = await collect(page);
    const [sender, entries] = await run(async () => {
      const pusher = await t.connected({ disableStats: true });
      await t.wait(200);
      return [pusher.timelineSender, pusher.timeline.events.length];
    });
    assert.deepEqual([sender, reports.length], [undefined, 0]);
    assert.ok(entries > 0);
  });

  check('disableStats logs a warning', {}, async ({ run }) => {
    const lines = await run(() => {
      const lines = [];
      Pusher.log = (line) => lines.push(line);
      t.client({ disableStats: true });
      return lines;
    });
    assert.ok(lines.some((line) => line.includes('disableStats')));
  });
});
