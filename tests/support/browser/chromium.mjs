// Starts an installed Chromium. Nothing is ever downloaded.

import { chromium } from 'playwright-core';
import { findChromium, missingChromium } from '../../../src/tools/browsers.mjs';

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

export const missingBrowser = missingChromium;
/** What tests may ask of the browser beyond pages, scripts and sockets. */
export const can = ['locators'];

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
