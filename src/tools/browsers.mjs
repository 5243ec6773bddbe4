// Finds the browser that the tests drive, or installs it where that is allowed.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Advice, probe, quietly, step } from './steps.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The path of an installed Chromium or Chrome; `CHROMIUM_PATH` names one. */
export function findChromium() {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  if (CHROMIUM_PATH) return existsSync(CHROMIUM_PATH) ? CHROMIUM_PATH : undefined;
  const onPath = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...PLACES].find((path) => existsSync(path));
}

/** The same, installing Debian's package if there is none, this is Debian and we are root. */
export async function needChromium() {
  const found = findChromium();
  if (found) return found;
  if (process.env.CHROMIUM_PATH) throw new Advice('CHROMIUM_PATH names a file that does not exist');
  if (process.getuid?.() !== 0 || !probe('apt-get', '--version')) {
    throw new Advice(
      'The tests need Chromium or Chrome: install it, or set CHROMIUM_PATH to its program',
    );
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const advice = 'Chromium could not be installed: install it by hand, or set CHROMIUM_PATH';
  await step("Installing Debian's chromium package", async () => {
    await quietly(['apt-get', 'update'], advice, { env });
    await quietly(['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'], advice, {
      env,
    });
  });
  const installed = findChromium();
  if (!installed) throw new Advice(advice);
  return installed;
}
