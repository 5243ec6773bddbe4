// The state as a badge, the numbers beside it, the buttons and the list of transitions.

import { byId, el, setText, snippet } from './dom.js';
import { clock, duration, toJson } from './format.js';
import { describeAddress } from './wire.js';

const LISTED_TRANSITIONS = 60;
// In these states nothing happens until somebody connects.
const AT_REST = ['initialized', 'disconnected', 'failed'];

export function mountConnection(session) {
  const { bus, pusher, config, states, startedAt } = session;

  function showState(state) {
    for (const badge of [byId('state'), byId('bar-state')]) {
      badge.dataset.state = state;
      setText(badge, state);
    }
    byId('connect').classList.toggle('primary', AT_REST.includes(state));
  }

  bus.on('transition', ({ previous, current, after }) => {
    showState(current);
    listTransition(previous, current, after);
    setText(byId('reconnects'), String(states.reconnects()));
    if (current === 'connected') showConnected(session);
    else setText(byId('socket-id'), 'none');
  });

  bus.on('waiting', (seconds) => {
    listNote(`next attempt announced in ${seconds} s`);
  });

  byId('connect').addEventListener('click', () => pusher.connect());
  byId('disconnect').addEventListener('click', () => pusher.disconnect());

  showState(states.current());
  listNote(`constructed, ${states.current()}`);
  fillSettings(config);
  byId('own-code').replaceWith(snippet(ownCode(config)));

  let first = true;
  function showConnected({ attempt }) {
    setText(byId('socket-id'), pusher.connection.socket_id ?? 'none');
    const used = attempt();
    if (used) setText(byId('transport'), `${used.transport} · ${describeAddress(used.url).origin}`);
    if (first) setText(byId('connected-in'), duration(performance.now() - startedAt));
    first = false;
  }
}

function listTransition(previous, current, after) {
  const item = el(
    'li',
    {},
    el('time', {}, clock()),
    ` ${previous} `,
    el('span', { 'aria-label': 'to' }, '→'),
    ' ',
    el('b', { 'data-state': current }, current),
    el('span', { class: 'after' }, ` after ${duration(after)}`),
  );
  byId('transitions').prepend(item);
  trimList();
}

function listNote(text) {
  byId('transitions').prepend(el('li', { class: 'aside' }, el('time', {}, clock()), ` ${text}`));
  trimList();
}

function trimList() {
  const list = byId('transitions');
  while (list.children.length > LISTED_TRANSITIONS) list.lastChild.remove();
}

/** The form is a plain GET: its fields are the page's query parameters. */
function fillSettings({ key, options }) {
  const { elements } = byId('settings');
  elements.key.value = key;
  elements.host.value = options.wsHost ?? '';
  elements.port.value = options.wsPort ?? '';
  elements.cluster.value = options.cluster;
  elements.transports.value = options.enabledTransports.join(',');
  elements.tls.checked = options.forceTLS;
}

function ownCode({ key, options }) {
  const lines = Object.entries(options)
    .filter(([name]) => name !== 'auth')
    .map(([name, value]) => `  ${name}: ${toJson(value).replaceAll('"', "'")},`);
  return [`const pusher = new Pusher('${key}', {`, ...lines, '});'].join('\n');
}
