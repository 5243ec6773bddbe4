// A page in which somebody uses an application, and what they do and see there.

import { eventually } from '../support/browser/harness.mjs';

/** What `check` is told of a test that opens its own pages, which take their time: the applications are large. */
export const inPages = { blank: true, timeout: 120_000 };

/**
 * Opens a page with an application in it, which finds its user and the options of a client in `window.settings`.
 *
 * @param {Function} open of a test
 * @param {string} script the application
 * @param {{id: string, name: string}} user what the server is to sign
 */
export async function start(open, script, user) {
  const page = await open({ build: undefined });
  await page.evaluate((user) => {
    const auth = { headers: {}, params: { user_id: user.id, user_name: user.name } };
    window.settings = { user, options: { ...t.options({ auth }), key: t.key } };
  }, user);
  await page.addScriptTag({ content: script });
  return page;
}

/** Renders one of the application's components. */
export const show = (page, name, props) =>
  page.evaluate(([name, props]) => window.show(name, props), [name, props]);

/** Presses a button. */
export const press = (page, name) =>
  page.evaluate((name) => document.querySelector(`[name=${name}]`).click(), name);

export const text = (page) => page.evaluate(() => document.querySelector('main').textContent);

/** The items of the list on the page. */
export const lines = (page) =>
  page.evaluate(() => Array.from(document.querySelectorAll('li'), (line) => line.textContent));

/** Asserts that `fn()` gives `expected` within a time that is enough on a busy machine. */
export const soon = (fn, expected) => eventually(fn, expected, 20_000);
