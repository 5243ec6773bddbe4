// Numbers as text.

/** @param {number} us */
export function duration(us) {
  if (us >= 1000) return `${(us / 1000).toFixed(2)} ms`;
  return `${us.toFixed(us < 100 ? 2 : 0)} µs`;
}

export function bytes(count) {
  return `${Math.round(count).toLocaleString('en')} B`;
}

/** A value of a row, in its unit. */
export function amount(value, unit) {
  return unit === 'B' ? bytes(value) : duration(value);
}

export function factor(number) {
  return `${number.toFixed(2)}×`;
}

/** A bound on a row's ratio: `≥ 3×`. */
export function goal({ ratio }, bound) {
  if (bound === undefined) return '';
  return `${ratio === 'faster' ? '≥' : '≤'} ${bound}×`;
}
