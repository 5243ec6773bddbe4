// The rows of PARITY.md.

import { readFileSync } from 'node:fs';

const text = readFileSync(new URL('../PARITY.md', import.meta.url), 'utf8');

const code = (cell) => Array.from(cell.matchAll(/`([^`]+)`/g), ([, word]) => word);

/** `here` is split into its kind (`yes`, `deviates`, `missing`) and what comes after the colon. */
function row(line, section) {
  // Prettier escapes underscores that could be emphasis.
  const cells = line.replaceAll('\\_', '_').split('|').slice(1, -1);
  const [names, what, here, proof] = cells.map((cell) => cell.trim());
  const [, kind, more = ''] = /^(\w+)(?:: (.*))?$/.exec(here) ?? [];
  return {
    section,
    line,
    names: code(names).map((name) => name.replace(/\(.*\)$/, '')),
    what,
    kind,
    more,
    deviations: kind === 'deviates' ? code(more) : [],
    tests: proof
      .split('<br>')
      .filter(Boolean)
      .map((test) => /^`([\w/-]+)`: (.+)$/.exec(test.trim())?.slice(1) ?? [test, '']),
  };
}

export const rows = text.split(/^## /m).flatMap((part) => {
  const section = part.slice(0, part.indexOf('\n'));
  const lines = part.split('\n').filter((line) => /^\|.*\|$/.test(line));
  // A table's head and the line under it.
  return lines.slice(2).map((line) => row(line, section));
});
