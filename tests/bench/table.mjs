// Figures as tables: for the screen, and for the README.

import { amount, factor, goal } from '../../www/bench/format.js';

const VERDICTS = { aim: 'yes, the aim too', must: 'yes', missed: 'no' };
const HEADER = ['', 'pusher-js', 'ours', 'ratio', 'must', 'aim', 'met'];

/** @param {object[]} rows of a report */
function cells(rows) {
  return rows.map((row) => [
    row.title,
    amount(row.reference, row.unit),
    amount(row.ours, row.unit),
    factor(row.value),
    goal(row, row.must),
    goal(row, row.aim),
    VERDICTS[row.verdict] ?? '',
  ]);
}

/** For the screen, with the middle half of the ratios and those of the run before. */
export function rowsTable(rows, last = []) {
  return aligned(
    [...HEADER, 'middle half', 'last'],
    cells(rows).map((line, index) => {
      const { id, spread } = rows[index];
      const before = last.find((row) => row.id === id);
      const [low, high] = spread.map((ratio) => ratio.toFixed(2));
      return [
        ...line.map((cell) => cell.replaceAll('`', '')),
        low === high ? '' : `${low}–${high}`,
        before ? factor(before.value) : '',
      ];
    }),
  );
}

/** For the screen: what of ours does not grow as it should. */
export function growthTable(curves) {
  return aligned(
    ['', 'from', 'to', 'pusher-js', 'ours', 'grows with', 'as it should'],
    curves.map(({ title, axis, unit, sizes, reference, ours, power, fits }) => [
      `${axis}: ${title}`,
      sizes.at(0).toLocaleString('en'),
      sizes.at(-1).toLocaleString('en'),
      ...[reference, ours].map((values) =>
        [values.at(0), values.at(-1)].map((value) => amount(value, unit)).join(' → '),
      ),
      `n^${power.toFixed(2)}`,
      fits ? 'yes' : 'no',
    ]),
  );
}

/** For the screen: rows as they are. */
export function plainTable(rows) {
  const columns = Object.keys(rows[0] ?? {});
  return aligned(
    columns,
    rows.map((row) => columns.map((column) => String(row[column]))),
  );
}

/** As Markdown. */
export function markdown(rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [HEADER, HEADER.map(() => '---'), ...cells(rows)].map(line).join('\n');
}

/** Aligned columns, the first to the left and the others to the right. */
function aligned(header, rows) {
  const lines = [header, header.map(() => ''), ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line, index) => {
      const cells = line.map((cell, column) => {
        if (index === 1) return '─'.repeat(widths[column]);
        return column ? cell.padStart(widths[column]) : cell.padEnd(widths[column]);
      });
      return cells.join('  ').trimEnd();
    })
    .join('\n');
}
