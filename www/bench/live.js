// The benchmark in the visitor's own browser: the rows, the scenarios and the turns of `npm run bench`, with a
// frame of this page for each library.

import { byId, setText } from '../demo/dom.js';
import { compare, interleave } from './interleave.js';
import { SPEED_ROWS, START_ROUNDS, START_ROWS, ratioOf } from './rows.js';
import { barChart, figuresTable } from './table.js';

const FILES = { lite: 'pusher.min.js', full: 'pusher-with-encryption.min.js' };
/** The address of a build: of pusher-js's, and of ours. */
const LIBRARIES = [
  (build) => `vendor/pusher-js/${FILES[build]}`,
  (build) => `pkg/web/${FILES[build]}`,
];

/** Where the clock is coarse (100 µs without isolation from other origins), blocks are so much longer. */
const LONGER = window.crossOriginIsolated ? 1 : 5;

class Stopped extends Error {}

export function mountLive() {
  let stopped = false;
  byId('live-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const length = new FormData(event.target).get('length');
    stopped = false;
    running(true);
    setText(byId('live-problem'), '');
    try {
      await run(length, () => stopped);
      setText(byId('live-status'), 'Done.');
    } catch (error) {
      if (!(error instanceof Stopped)) setText(byId('live-problem'), error.message);
      setText(byId('live-status'), 'Stopped.');
    }
    running(false);
  });
  byId('live-stop').addEventListener('click', () => (stopped = true));
  setText(
    byId('live-clock'),
    window.crossOriginIsolated
      ? 'This page is isolated from other origins, so that its clock is precise.'
      : 'This page is not isolated from other origins: its clock is coarse, and so are small times.',
  );
}

/** Shows what can be done while it runs, or while it does not. */
function running(on) {
  byId('live-run').disabled = on;
  byId('live-progress').hidden = !on;
  byId('live-stop').hidden = !on;
  // The button that had the focus is out of order now.
  byId(on ? 'live-stop' : 'live-run').focus({ preventScroll: true });
}

/**
 * @param {'quick' | 'live'} length
 * @param {() => boolean} isStopped
 */
async function run(length, isStopped) {
  const rows = [...START_ROWS, ...SPEED_ROWS].map((row) => ({ ...row }));
  const tasks = [
    {
      title: 'cold start',
      work: (turns) => measureStarts(rows.slice(0, START_ROWS.length), length, turns),
    },
    ...rows
      .slice(START_ROWS.length)
      .map((row) => ({ title: row.title, work: (turns) => measureSpeed(row, length, turns) })),
  ];
  show(rows);
  for (const [index, { title, work }] of tasks.entries()) {
    setText(byId('live-status'), `Measuring: ${title}`);
    const onRound = (done, all) => {
      if (isStopped()) throw new Stopped();
      byId('live-progress').value = (index + done / all) / tasks.length;
    };
    onRound(0, 1);
    await work({ onRound });
    show(rows);
  }
}

function show(rows) {
  byId('live').replaceChildren(
    barChart(rows),
    figuresTable('Measured in this browser', rows, { goals: false }),
  );
}

async function measureSpeed(row, length, turns) {
  const frames = [];
  try {
    for (const address of LIBRARIES)
      frames.push(await contestant(address(row.build ?? 'lite'), row));
    const blocks = frames.map((frame) => async () => {
      await breath();
      return frame.contentWindow.bench.block();
    });
    const { [length]: rounds, warmUp } = row.rounds;
    settle(row, await interleave(blocks, { rounds, warmUp, ...turns }));
  } finally {
    for (const frame of frames) frame.remove();
  }
}

async function measureStarts(rows, length, turns) {
  const sources = await Promise.all(
    LIBRARIES.map(async (address) => {
      const response = await fetch(address('lite'));
      if (!response.ok) throw new Error(`${response.url} is missing here`);
      return response.text();
    }),
  );
  let count = 0;
  const blocks = sources.map((source) => async () => {
    const frame = await blankFrame();
    try {
      await load(frame, 'bench/start.js');
      // A script that the browser has met before is not compiled again.
      return await frame.contentWindow.coldStart(`${source}\n// ${count++}`);
    } finally {
      frame.remove();
    }
  });
  const pairs = await interleave(blocks, { rounds: START_ROUNDS[length], ...turns });
  for (const row of rows) {
    settle(
      row,
      pairs.map((pair) => pair.map((start) => start[row.property])),
    );
  }
}

/** Puts the figures into the row. */
function settle(row, pairs) {
  const comparison = compare(pairs);
  Object.assign(row, comparison, { value: ratioOf(row, comparison) });
}

/** A frame with a library, ready to play blocks of the row's scenario. */
async function contestant(library, { scenario, options }) {
  const frame = await blankFrame();
  try {
    if (scenario === 'encrypted') await load(frame, 'vendor/tweetnacl/nacl-fast.min.js');
    for (const file of ['bench/socket.js', library, 'bench/scenarios.js']) await load(frame, file);
    const longer = scenario === 'messages' ? { count: options.count * LONGER } : {};
    await frame.contentWindow.bench.open(scenario, { ...options, ...longer });
    return frame;
  } catch (error) {
    frame.remove();
    throw error;
  }
}

async function blankFrame() {
  const frame = document.createElement('iframe');
  frame.className = 'visually-hidden';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  frame.src = 'bench/blank.html';
  const loaded = new Promise((resolve) => (frame.onload = resolve));
  document.body.append(frame);
  await loaded;
  return frame;
}

/** Runs a script of the site in a frame. */
function load(frame, address) {
  const script = frame.contentDocument.createElement('script');
  script.src = new URL(address, document.baseURI);
  return new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${address} is missing here`));
    frame.contentDocument.head.append(script);
  });
}

/** Lets the page show how far it is. */
function breath() {
  return new Promise((resolve) => setTimeout(resolve));
}
