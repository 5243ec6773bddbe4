// Pages whose WebSockets lead nowhere: wire.js plays the server, so that a million messages take seconds.

import { readFileSync } from 'node:fs';

const WIRE = readFileSync(new URL('./wire.js', import.meta.url), 'utf8');

/** A page with the wire, and after it the library. `open` is that of a test. */
export async function wired(open, file = '/pkg/web/pusher-with-encryption.js') {
  const page = await open({ build: undefined });
  await page.addScriptTag({ content: WIRE });
  await page.addScriptTag({ url: file });
  return page;
}
