// The log of events and frames, newest first.

import { byId, el, setText } from './dom.js';
import { clock, preview, toJson } from './format.js';

const KEPT_ROWS = 500;
// Rows are put into the page in batches, so that a burst of messages costs one layout.
const BATCH_MS = 50;
const HEARTBEAT = /^pusher:p[io]ng$/;

export function mountLog(bus) {
  const list = byId('log');
  const count = byId('log-count');
  const filter = byId('log-filter');
  const pause = byId('log-pause');
  const pings = byId('log-pings');
  let waiting = [];
  let timer = null;

  const paused = () => pause.dataset.on === 'true';

  function add(kind, { channel = '', event = '', data, whole = data }) {
    waiting.push({ at: new Date(), kind, channel, event, data, whole });
    if (waiting.length > KEPT_ROWS) waiting.shift();
    timer ??= setTimeout(flush, BATCH_MS);
  }

  function flush() {
    timer = null;
    if (!paused()) {
      list.prepend(...waiting.reverse().map(buildRow));
      waiting = [];
      while (list.children.length > KEPT_ROWS) list.lastChild.remove();
    }
    showCount();
  }

  function matches(row) {
    if (pings.checked && row.dataset.heartbeat) return false;
    const wanted = filter.value.trim().toLowerCase();
    return wanted.split(/\s+/).every((word) => row.dataset.text.includes(word));
  }

  function buildRow(record) {
    const row = drawRow(record);
    row.hidden = !matches(row);
    return row;
  }

  function refilter() {
    for (const row of list.children) row.hidden = !matches(row);
    showCount();
  }

  function showCount() {
    const total = list.children.length;
    const visible = [...list.children].filter((row) => !row.hidden).length;
    const shown = visible === total ? `${total} rows` : `${visible} of ${total} rows`;
    setText(count, paused() ? `${shown}, ${waiting.length} waiting` : shown);
  }

  filter.addEventListener('input', refilter);
  pings.addEventListener('change', refilter);
  byId('log-clear').addEventListener('click', () => {
    waiting = [];
    list.replaceChildren();
    showCount();
  });
  pause.addEventListener('click', () => {
    pause.dataset.on = String(!paused());
    setText(pause, paused() ? 'Resume' : 'Pause');
    flush();
  });

  bus.on('state', ({ previous, current }) =>
    add('state', { event: current, data: `${previous} → ${current}` }),
  );
  bus.on('waiting', (seconds) => add('state', { event: 'connecting_in', data: `${seconds} s` }));
  bus.on('error', (error) => add('error', { event: error?.type ?? 'error', data: error }));
  bus.on('event', (event) => add('event', event));
  bus.on('frame-in', (frame) => add('in', { ...frame, whole: frame }));
  bus.on('frame-out', (frame) =>
    add('out', { channel: frame.data?.channel, ...frame, whole: frame }),
  );
  showCount();
}

/** The name with places where a narrow screen may break it: `pusher_internal:` | `member_added`. */
function breakable(event) {
  return event.split(/(?<=[:.])/).flatMap((part) => [part, el('wbr')]);
}

function drawRow({ at, kind, channel, event, data, whole }) {
  const summary = el(
    'summary',
    {},
    el('time', {}, clock(at)),
    el('span', { class: 'kind', 'data-kind': kind }, kind),
    el('span', { class: 'event' }, ...breakable(event)),
    el('span', { class: 'preview' }, el('b', {}, channel), preview(data)),
  );
  const details = el('details', {}, summary);
  // The full text is made when somebody asks for it, not for each of five hundred rows.
  details.addEventListener('toggle', () => {
    if (details.open && details.children.length === 1) {
      details.append(
        el('pre', { tabIndex: 0 }, typeof whole === 'string' ? whole : toJson(whole, 2)),
      );
    }
  });
  const row = el('li', { 'data-kind': kind }, details);
  row.dataset.text = `${kind} ${channel} ${event} ${preview(data, 2000)}`.toLowerCase();
  if (HEARTBEAT.test(event)) row.dataset.heartbeat = 'yes';
  return row;
}
