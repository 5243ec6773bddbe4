// Numbers for the screen: aligned columns, the first to the left and the others to the right.

/**
 * @param {string[]} header
 * @param {string[][]} rows
 */
export function table(header, rows) {
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

/** A table of comparisons by title, beside those of the run before. */
export function timesTable(rows, last = {}) {
  return table(
    ['', 'pusher-js', 'ours', 'speed-up', 'middle half', 'last'],
    Object.entries(rows).map(([title, row]) => [
      title,
      ...row.times.map(duration),
      factor(row.speedUp),
      row.spread.map((ratio) => ratio.toFixed(2)).join('–'),
      last[title] ? `${factor(last[title].speedUp)} (${duration(last[title].times[1])})` : '',
    ]),
  );
}

/** A table of pairs of sizes by title, beside those of the run before. */
export function sizesTable(rows, last = {}) {
  return table(
    ['', 'pusher-js', 'ours', 'of it', 'last'],
    Object.entries(rows).map(([title, [reference, ours]]) => [
      title,
      bytes(reference),
      bytes(ours),
      `${((ours / reference) * 100).toFixed(0)} %`,
      last[title] ? bytes(last[title][1]) : '',
    ]),
  );
}

export function factor(number) {
  return `${number.toFixed(2)}×`;
}

/** @param {number} us */
export function duration(us) {
  return us < 1000 ? `${us.toFixed(2)} µs` : `${(us / 1000).toFixed(2)} ms`;
}

function bytes(count) {
  return `${count.toLocaleString('en')} B`;
}
