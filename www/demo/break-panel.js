// The 'Break it' panel: a button per fault, what should happen, what was measured, how to reproduce.

import { byId, el, setText, snippet } from './dom.js';
import { faultList } from './fault-list.js';
import { post } from './recovery.js';

export function mountBreak(session, channels) {
  const { key, options } = session.config;
  const target = ['cluster', 'wsHost', 'wsPort', 'forceTLS', 'enabledTransports']
    .filter((name) => options[name] !== undefined)
    .map(
      (name) =>
        `${name}: ${JSON.stringify(options[name]).replaceAll('"', "'").replaceAll(',', ', ')}`,
    );
  const construct = `const pusher = new Pusher('${key}', { ${target.join(', ')} });`;
  for (const fault of faultList(construct))
    byId('faults').append(buildCard(fault, session, channels));
}

function buildCard(fault, { pusher, bus }, channels) {
  const measured = el('p', { class: 'measured', 'data-testid': `recovery-${fault.id}` });
  const button = el(
    'button',
    { type: 'button', class: 'hurt', 'data-testid': fault.id },
    fault.title,
  );
  const again = el('button', { type: 'button', hidden: true }, 'Connect again');
  again.addEventListener('click', () => {
    pusher.connect();
    button.focus();
  });
  let run = 0;
  let on = false;

  /** Only the latest press of a button may speak; an older measurement still under way falls silent. */
  function teller() {
    run += 1;
    const mine = run;
    return (text) => {
      if (mine !== run) return;
      setText(measured, text);
      setText(byId('recovery'), `${fault.title}: ${text}`);
    };
  }

  button.addEventListener('click', async () => {
    const needsConnection = fault.id.startsWith('hurt-') && !on;
    if (needsConnection && pusher.connection.state !== 'connected') {
      return teller()(`connect first: the client is ${pusher.connection.state}`);
    }
    // Letting a stalled server go again is the end of a story that is already being told.
    const releasing = fault.toggles && on;
    if (fault.toggles) on = setPressed(button, fault, !on);
    bus.post('mark', releasing ? 'answers' : fault.mark);
    const say = releasing ? sayFailure : teller();
    if (!releasing) say('under way…');
    const done = await fault.run({ pusher, channels, post, say }, on);
    if (fault.toggles && done === false) on = setPressed(button, fault, !on);
  });

  const sayFailure = (text) => setText(byId('recovery'), `${fault.title}: ${text}`);

  if (fault.offersConnect) {
    bus.on('state', ({ current }) => (again.hidden = current !== 'disconnected'));
  }
  if (fault.toggles) {
    const adopt = async () => (on = setPressed(button, fault, await isStalled(on)));
    document.addEventListener('visibilitychange', () => document.hidden || adopt());
    window.addEventListener('pagehide', () => on && release());
    adopt();
  }

  const how = el('details', {}, el('summary', {}, 'In your own code'), snippet(fault.code));
  return el(
    'li',
    {},
    el('div', { class: 'buttons' }, button, again),
    el('p', {}, fault.expect),
    measured,
    how,
  );
}

/** The caption says the state; a caption that changes and aria-pressed would contradict each other. */
function setPressed(button, fault, on) {
  setText(button, on ? fault.titleOn : fault.title);
  button.dataset.on = String(on);
  return on;
}

/** Another tab may have turned the switch. */
async function isStalled(before) {
  try {
    const response = await fetch('/faults');
    return response.ok ? (await response.json()).stall.on : before;
  } catch {
    return before;
  }
}

/** Leaves no stalled server behind for whoever opens the page next. */
function release() {
  navigator.sendBeacon(
    '/faults/stall',
    new Blob([JSON.stringify({ on: false })], { type: 'application/json' }),
  );
}
