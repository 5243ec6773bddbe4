// Pages whose WebSockets lead nowhere: wire.js plays the server, so that a million messages take seconds.

import { readFileSync } from 'node:fs';

const WIRE = readFileSync(new URL('./wire.js', import.meta.url), 'utf8');

/** A page with the wire, and after it the library. `open` is that of a test. */
export async function wired(open, file = '/pkg/web/pusher-with-encryption.js') {
  const page = await open({ build: undefined });
  await page.addScriptTag({ content: WIRE });
  if (file.startsWith('/pkg/slim/')) await addSlim(page, file);
  else await page.addScriptTag({ url: file });
  return page;
}

/** Takes the slim entry into a page: there is a `Pusher` once its module is compiled. */
export async function addSlim(page, file) {
  const content = `import Pusher, { init } from '${file}'; await init(); window.Pusher = Pusher;`;
  await page.addScriptTag({ type: 'module', content });
  await page.waitForFunction(() => window.Pusher);
}
