// What two traces say of our client.

import assert from 'node:assert/strict';
import { deviations } from '../support/deviations.mjs';
import { difference } from './diff.mjs';

/** Throws unless our trace is as it must be. Returns whether it differs. */
export function judge({ deviation, mayDeviate, ours: expect }, theirs, ours) {
  assert.ok(
    !ours.some((line) => line.endsWith('  A TRAP')),
    `our client trapped:\n${ours.join('\n')}`,
  );
  const differs = difference(theirs, ours);
  const row = deviation ?? mayDeviate;
  if (row) assert.ok(deviations.includes(row), `DEVIATIONS.md has no ${row}`);
  else assert.ok(!differs, differs);
  if (deviation) assert.ok(differs, `this deviation is gone: drop the row ${deviation}`);
  try {
    expect?.(reader(ours), assert);
  } catch (error) {
    assert.fail(`${error.message}\n${differs}\nthe whole of ours:\n${ours.join('\n')}`);
  }
  return Boolean(differs);
}

/** A trace with questions. Lines are asked for without their time, by how they begin. */
function reader(lines) {
  const texts = lines.map((line) => line.replace(/^ *\d+ {2}/, ''));
  return {
    lines: texts,
    has: (start) => texts.some((text) => text.startsWith(start)),
    count: (start) => texts.filter((text) => text.startsWith(start)).length,
    /** Whether these lines are there in this order. */
    order: (...starts) => {
      let from = -1;
      return starts.every((start) => {
        from = texts.findIndex((text, i) => i > from && text.startsWith(start));
        return from >= 0;
      });
    },
  };
}
