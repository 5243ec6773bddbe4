// The list of channels: subscribing, choosing one, members of the presence channels.

import { mountChannelDetail } from './channel-detail.js';
import { subscriptionState } from './channels.js';
import { byId, el } from './dom.js';
import { preview } from './format.js';

export function mountChannels({ bus }, channels) {
  let selected = null;
  const detail = mountChannelDetail(channels);
  const rows = new Map();

  function subscribe(name) {
    const problem = byId('subscribe-problem');
    problem.textContent = '';
    try {
      channels.subscribe(name);
      select(name);
    } catch (error) {
      problem.textContent = preview(error?.message ?? error);
    }
  }

  function select(name) {
    selected = name;
    render();
  }

  function render() {
    const all = channels.all();
    if (!channels.get(selected)) selected = all[0]?.name ?? null;
    for (const [name, row] of rows) {
      if (channels.get(name)) continue;
      row.node.remove();
      rows.delete(name);
    }
    for (const entry of all) {
      if (!rows.has(entry.name)) rows.set(entry.name, buildRow(entry.name));
      rows.get(entry.name).update(entry, entry.name === selected);
    }
    byId('channel-none').hidden = all.length > 0;
    detail.show(channels.get(selected));
  }

  function buildRow(name) {
    const radio = el('input', {
      type: 'radio',
      name: 'selected-channel',
      onchange: () => select(name),
    });
    const state = el('span', { class: 'chip' });
    const leave = el(
      'button',
      {
        type: 'button',
        class: 'quiet',
        'aria-label': `Unsubscribe ${name}`,
        onclick: () => remove(name),
      },
      'Unsubscribe',
    );
    const retry = el(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': `Retry ${name}`, onclick: () => again() },
      'Retry',
    );
    // The button goes away with the failure; the focus must not go with it.
    const again = () => {
      channels.subscribe(name);
      radio.focus();
    };
    const reason = el('p', { class: 'problem' });
    const members = name.startsWith('presence-')
      ? el('div', { class: 'members', 'data-testid': 'members' })
      : null;
    const label = el('label', {}, radio, el('code', {}, name));
    const head = el(
      'div',
      { class: 'row-head' },
      el('span', { class: 'row-name' }, label, state),
      el('span', { class: 'row-buttons' }, retry, leave),
    );
    const node = el('li', { 'data-testid': `channel-row-${name}` }, head, reason, members);
    byId('channel-list').append(node);

    return {
      node,
      update(entry, isSelected) {
        const now = subscriptionState(entry);
        node.dataset.state = now;
        node.classList.toggle('selected', isSelected);
        radio.checked = isSelected;
        state.textContent = now;
        state.dataset.state = now;
        retry.hidden = now !== 'failed';
        reason.textContent = now === 'failed' ? explain(entry.error) : '';
        if (members) renderMembers(members, entry.channel.members, now === 'subscribed');
      },
    };
  }

  function remove(name) {
    channels.unsubscribe(name);
    byId('channel').focus();
  }

  byId('subscribe-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const input = byId('channel');
    const name = input.value.trim();
    if (name === '') return;
    subscribe(name);
    if (channels.get(name)) input.value = '';
  });
  byId('listen-all').addEventListener('change', (event) =>
    channels.setListenAll(event.target.checked),
  );
  bus.on('channels', render);
  render();
  return { subscribe, select };
}

function explain(error) {
  const parts = [error?.type, error?.status, error?.error ?? error?.message];
  return parts.filter(Boolean).map(String).join(' · ') || preview(error);
}

function renderMembers(node, members, joined) {
  if (!joined)
    return node.replaceChildren(el('span', { class: 'hint' }, 'Members appear once subscribed.'));
  const items = [];
  members.each(({ id, info }) => {
    const name = String(info?.name ?? info?.user_name ?? id);
    const me = id === members.myID;
    items.push(
      el('li', { title: id, class: me ? 'me' : '' }, name, me ? el('b', {}, ' me') : null),
    );
  });
  const count = `${members.count} ${members.count === 1 ? 'member' : 'members'}`;
  node.replaceChildren(
    el('span', { class: 'count' }, count),
    el('ul', { 'aria-label': 'Members' }, ...items),
  );
}
