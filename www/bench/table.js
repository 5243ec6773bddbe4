// Rows with their figures, as bars and as a table.

import { el } from '../demo/dom.js';
import { amount, factor, goal } from './format.js';

const VERDICTS = { aim: 'met, the aim too', must: 'met', missed: 'not met' };

/**
 * Bars as long as ours is to pusher-js's: the shorter the better, whatever is measured. The table beside them
 * says the same to those who do not see them.
 *
 * @param {object[]} rows of a report; those without a `value` are still to come
 */
export function barChart(rows) {
  const share = ({ ratio, value }) => (ratio === 'faster' ? 1 / value : value);
  const longest = Math.max(1, ...rows.filter(({ value }) => value).map(share));
  const percent = (part) => `${(100 * part) / longest}%`;
  const bars = rows.map((row) => {
    const bar = el('span', { class: 'bar-of-ours' });
    if (row.value) bar.style.width = percent(share(row));
    return el(
      'div',
      { class: 'bar-row' },
      el('span', { class: 'bar-title' }, ...withCode(row.title)),
      el('span', { class: 'bar-track' }, bar),
      el('span', { class: 'bar-value' }, row.value ? inWords(row) : '…'),
    );
  });
  const chart = el(
    'div',
    { class: 'bars', 'aria-hidden': 'true' },
    el(
      'p',
      { class: 'bars-key' },
      'pusher-wasm, measured in pusher-js’s ',
      el('span', {}, '100 %'),
      ': shorter is better',
    ),
    ...bars,
  );
  chart.style.setProperty('--reference', percent(1));
  return chart;
}

/**
 * @param {string} caption
 * @param {object[]} rows of a report; those without a `value` are still to come
 * @param {{goals: boolean}} show whether the musts stand there
 */
export function figuresTable(caption, rows, { goals }) {
  const heads = ['', 'pusher-js', 'pusher-wasm', 'Ratio', ...(goals ? ['Goal', ''] : [])];
  const line = (row) => {
    const { unit, value, reference, ours, must, verdict } = row;
    const cells = value
      ? [amount(reference, unit), amount(ours, unit), factor(value)]
      : ['…', '…', '…'];
    if (goals) cells.push(goal(row, must), VERDICTS[verdict] ?? '');
    const tr = el(
      'tr',
      { 'data-testid': `row-${row.id}` },
      el('th', { scope: 'row' }, ...withCode(row.title)),
      ...cells.map((cell) => el('td', {}, cell)),
    );
    if (goals && verdict) tr.lastChild.dataset.verdict = verdict;
    return tr;
  };
  return scrolling(
    caption,
    el(
      'table',
      {},
      el('caption', { class: 'visually-hidden' }, caption),
      el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
      el('tbody', {}, ...rows.map(line)),
    ),
  );
}

/** A table that is scrolled by itself where it is too wide for the page. */
export function scrolling(label, table) {
  return el('div', { class: 'scrolling', role: 'region', 'aria-label': label, tabIndex: 0 }, table);
}

function inWords({ ratio, value }) {
  if (ratio === 'faster') {
    return value >= 1 ? `${factor(value)} as fast` : `${factor(1 / value)} as slow`;
  }
  return `${Math.round(value * 100)} % of it`;
}

/** Text with `code` in it, as nodes. */
function withCode(text) {
  return text.split('`').map((part, index) => (index % 2 ? el('code', {}, part) : part));
}
