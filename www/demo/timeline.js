// The states of the last two minutes as bars on a time axis, one lane per state, now at the right.
// Pictures only: the list of transitions beneath says the same in words.

import { byId, el } from './dom.js';
import { duration } from './format.js';
import { STATES } from './states.js';

const TICK_MS = 250;
// Room that a bar needs for its duration and a mark for its label.
const BAR_TEXT_PX = 54;
const MARK_TEXT_PX = 76;
const WINDOWS = [15_000, 30_000, 60_000, 120_000];
// These lanes are always there, so that the picture does not jump; others come when they happen.
const STEADY = ['connecting', 'connected', 'unavailable', 'disconnected'];

export function mountTimeline({ bus, states }) {
  const node = byId('timeline');
  const bornAt = performance.now();

  function draw() {
    const now = performance.now();
    const width = WINDOWS.find((ms) => ms >= now - bornAt) ?? states.KEPT_MS;
    const at = (time) => Math.max(0, 100 * (1 - (now - time) / width));
    const share = (px) => (100 * px) / (node.querySelector('.track')?.clientWidth || 800);
    const spans = states.spans().filter((span) => (span.to ?? now) > now - width);
    const seen = new Set(spans.map((span) => span.state));
    const lanes = STATES.filter((state) => STEADY.includes(state) || seen.has(state));

    node.style.setProperty('--lanes', lanes.length);
    node.replaceChildren(
      drawMarks(
        states.marks().filter((mark) => mark.at > now - width),
        at,
        share(MARK_TEXT_PX),
      ),
      ...lanes.map((state) => {
        const own = spans.filter((span) => span.state === state);
        return drawLane(state, own, { at, now, roomy: share(BAR_TEXT_PX) });
      }),
      drawAxis(width),
    );
    node.setAttribute('aria-label', `Timeline of connection states. Now: ${states.current()}.`);
  }

  /** After two minutes without a change the picture stands still: one full bar. */
  function recent() {
    return performance.now() - states.spans().at(-1).from < states.KEPT_MS + TICK_MS;
  }

  setInterval(() => {
    if (!document.hidden && recent()) draw();
  }, TICK_MS);
  document.addEventListener('visibilitychange', draw);
  bus.on('transition', draw);
  bus.on('mark', draw);
  draw();
}

function drawLane(state, spans, { at, now, roomy }) {
  const bars = spans.map(({ from, to }) => {
    const left = at(from);
    const width = at(to ?? now) - left;
    const bar = el(
      'span',
      { class: 'bar-span' },
      width > roomy ? duration((to ?? now) - from) : '',
    );
    bar.style.left = `${left}%`;
    bar.style.width = `${width}%`;
    return bar;
  });
  const lane = el('div', { class: 'lane' }, el('span', { class: 'lane-name' }, state));
  lane.dataset.state = state;
  lane.append(el('div', { class: 'track' }, ...bars));
  return lane;
}

/** Faults as dashed lines through all lanes, labelled where the label meets no other mark. */
function drawMarks(marks, at, room) {
  const track = el('div', { class: 'track' });
  marks.forEach(({ label, at: time }, index) => {
    const left = at(time);
    const before = index > 0 ? at(marks[index - 1].at) : 0;
    const after = index + 1 < marks.length ? at(marks[index + 1].at) : 100;
    const fitsRight = after - left > room;
    const fitsLeft = index + 1 === marks.length && left - before > room;
    const text = fitsRight || fitsLeft ? el('span', {}, label) : '';
    const mark = el('span', { class: fitsRight ? 'mark' : 'mark flip' }, text);
    mark.style.left = `${left}%`;
    track.append(mark);
  });
  return el('div', { class: 'lane marks' }, el('span', { class: 'lane-name' }, 'you'), track);
}

function drawAxis(width) {
  const ticks = [0, 25, 50, 75, 100].map((percent) => {
    const seconds = (width * (100 - percent)) / 100_000;
    const text = percent === 100 ? 'now' : `−${Number(seconds.toFixed(1))} s`;
    const tick = el('span', { class: percent % 50 === 0 ? 'tick' : 'tick minor' }, text);
    tick.style.left = `${percent}%`;
    return tick;
  });
  return el(
    'div',
    { class: 'lane axis' },
    el('span', { class: 'lane-name' }),
    el('div', { class: 'track' }, ...ticks),
  );
}
