// Finds the browsers that the tests drive, or installs them where that is allowed.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Advice, probe, quietly, step } from './steps.mjs';

/** @typedef {typeof CHROMIUM} Kind */

const CHROMIUM = {
  title: 'Chromium or Chrome',
  variable: 'CHROMIUM_PATH',
  package: 'chromium',
  names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
  places: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ],
};

const FIREFOX = {
  title: 'Firefox',
  variable: 'FIREFOX_PATH',
  package: 'firefox-esr',
  names: ['firefox', 'firefox-esr'],
  places: [
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
};

/** The path of an installed Chromium or Chrome; `CHROMIUM_PATH` names one. */
export const findChromium = () => find(CHROMIUM);
/** The same, installing Debian's package if there is none, this is Debian and we are root. */
export const needChromium = () => need(CHROMIUM);
/** One line that says what to do when there is none, or nothing. */
export const missingChromium = () => missing(CHROMIUM);

export const findFirefox = () => find(FIREFOX);
export const needFirefox = () => need(FIREFOX);
export const missingFirefox = () => missing(FIREFOX);

/** @param {Kind} kind */
function find({ variable, names, places }) {
  const { [variable]: named, PATH = '' } = process.env;
  if (named) return existsSync(named) ? named : undefined;
  const onPath = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...places].find((path) => existsSync(path));
}

/** @param {Kind} kind */
async function need(kind) {
  const found = find(kind);
  if (found) return found;
  const byHand = missing(kind);
  const mayInstall = process.getuid?.() === 0 && probe('apt-get', '--version');
  if (process.env[kind.variable] || !mayInstall) throw new Advice(byHand);

  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', kind.package];
  await step(`Installing Debian's ${kind.package} package`, async () => {
    for (const command of [['apt-get', 'update'], install]) await quietly(command, byHand, { env });
  });
  const installed = find(kind);
  if (!installed) throw new Advice(byHand);
  return installed;
}

/** @param {Kind} kind */
function missing(kind) {
  if (find(kind)) return undefined;
  const { [kind.variable]: named } = process.env;
  return named
    ? `${kind.variable} names no file: ${named}`
    : `No ${kind.title} found: install it (Debian: apt-get install ${kind.package}) or set ${kind.variable} to its program`;
}
