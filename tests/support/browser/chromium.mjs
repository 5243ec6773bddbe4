// Finds an installed Chromium and starts it. Nothing is ever downloaded.

import { chromium } from 'playwright-core';
import { findChromium } from '../../../src/tools/browsers.mjs';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Two pages of one test are open at once; the one behind must keep its timers.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** One line that says what to do when there is no browser, or nothing. */
export function missingBrowser() {
  if (findChromium()) return undefined;
  const { CHROMIUM_PATH } = process.env;
  return CHROMIUM_PATH
    ? `CHROMIUM_PATH names no file: ${CHROMIUM_PATH}`
    : 'No Chromium found: install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.';
}

/** Starts headless Chromium. */
export async function launchBrowser(moreArgs = []) {
  const missing = missingBrowser();
  if (missing) throw new Error(missing);
  return chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: [...ARGS, ...moreArgs],
  });
}
