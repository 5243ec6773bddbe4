// The figures that `npm run bench -- --write` has recorded.

import { byId, el } from '../demo/dom.js';
import { growthFigure } from './growth.js';
import { barChart, figuresTable, scrolling } from './table.js';

export async function mountRecorded() {
  const report = await load();
  if (!report) {
    byId('recorded-lead').append('None yet: ', el('code', {}, 'npm run bench -- --write'), '.');
    return;
  }
  const { browser, date, machine, versions } = report;
  byId('recorded-lead').textContent =
    `${date}, ${browser}, ${machine.processor}, ${machine.cores} cores; ` +
    `pusher-js ${versions['pusher-js']}, pusher-wasm ${versions['pusher-wasm']}.`;
  byId('recorded').append(
    barChart(report.rows),
    figuresTable('Recorded figures', report.rows, { goals: true }),
  );
  if (report.growth) {
    byId('growth-panel').hidden = false;
    byId('growth').append(...report.growth.map(growthFigure));
  }
  if (report.core?.length) {
    byId('core-panel').hidden = false;
    byId('core').append(coreTable(report.core));
  }
}

async function load() {
  try {
    const response = await fetch('bench.json');
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

/** Rows as the program prints them. */
function coreTable(rows) {
  const columns = Object.keys(rows[0]);
  const cell = (value) => (typeof value === 'number' ? value.toLocaleString('en') : value);
  return scrolling(
    'The core alone',
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, ...columns.map((name) => el('th', { scope: 'col' }, name)))),
      el(
        'tbody',
        {},
        ...rows.map((row) =>
          el('tr', {}, ...columns.map((name) => el('td', {}, String(cell(row[name]))))),
        ),
      ),
    ),
  );
}
