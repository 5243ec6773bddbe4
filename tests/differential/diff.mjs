// The first line in which two traces differ, with what is around it.

const BEFORE = 12;
const AFTER = 6;

/** A report for people, or nothing where the traces are equal. */
export function difference(theirs, ours) {
  const longest = Math.max(theirs.length, ours.length);
  let first = 0;
  while (first < longest && theirs[first] === ours[first]) first++;
  if (first === longest) return undefined;
  const common = theirs.slice(Math.max(0, first - BEFORE), first).map((line) => `    ${line}`);
  const rest = (sign, lines) =>
    lines.slice(first, first + AFTER).map((line) => `${sign}   ${line}`);
  return [
    `line ${first + 1} differs (- pusher-js, + ours):`,
    ...common,
    ...rest('-', theirs),
    ...rest('+', ours),
  ].join('\n');
}
