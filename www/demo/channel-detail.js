// What can be done on the selected channel: binding events by name, triggering a client event.

import { triggerObstacle } from './channels.js';
import { byId, el, setText } from './dom.js';
import { preview } from './format.js';
import { jsonField } from './json-field.js';

export function mountChannelDetail(channels) {
  const hint = byId('trigger-hint');
  const data = jsonField(byId('event-data'), byId('event-data-problem'), update);
  let shown = null;
  let outcome = '';

  function update() {
    if (!shown) return;
    const obstacle = triggerObstacle(shown);
    byId('trigger').disabled = obstacle !== '' || !data.valid();
    setText(hint, obstacle || outcome);
  }

  byId('bind-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const input = byId('bind-name');
    const name = input.value.trim();
    if (name === '' || !shown) return;
    channels.bindEvent(shown.name, name);
    input.value = '';
  });

  byId('trigger-form').addEventListener('submit', (event) => {
    event.preventDefault();
    if (!shown || !data.valid()) return;
    outcome = trigger(shown.channel, byId('event-name').value.trim(), data.value());
    update();
  });

  return {
    /** Shows this entry of the channel store, or nothing. */
    show(entry) {
      byId('channel-detail').hidden = !entry;
      if (entry !== shown) outcome = '';
      shown = entry ?? null;
      if (!entry) return;
      setText(byId('selected-name'), entry.name);
      renderBound(entry, channels);
      update();
    },
  };
}

/** Triggers and says how it went; the client throws for a name without `client-`. */
function trigger(channel, event, value) {
  try {
    return channel.trigger(event, value)
      ? 'Sent. Other tabs receive it; the sender does not.'
      : 'Not sent: no connection.';
  } catch (error) {
    return preview(error?.message ?? error);
  }
}

/** One item per bound event. Items are kept while they last, as one of them may have the focus. */
function renderBound({ name, bound }, channels) {
  const list = byId('bound');
  const kept = new Map([...list.children].map((item) => [item.dataset.key, item]));
  const items = [...bound].map(([event, { count }]) => {
    const key = `${name} ${event}`;
    const item = kept.get(key) ?? buildBound(key, event, () => channels.unbindEvent(name, event));
    setText(item.querySelector('span'), `heard ${count} ${count === 1 ? 'time' : 'times'}`);
    kept.delete(key);
    return item;
  });
  for (const gone of kept.values()) gone.remove();
  list.append(...items.filter((item) => !item.isConnected));
}

function buildBound(key, event, unbind) {
  const button = el(
    'button',
    { type: 'button', class: 'quiet', 'aria-label': `Unbind ${event}` },
    'Unbind',
  );
  button.addEventListener('click', () => {
    unbind();
    byId('bind-name').focus();
  });
  const item = el(
    'li',
    { 'data-testid': `bound-${event}` },
    el('code', {}, event),
    el('span'),
    button,
  );
  item.dataset.key = key;
  return item;
}
