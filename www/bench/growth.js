// Curves of growth as SVG: both axes logarithmic, a line for each library.

import { el } from '../demo/dom.js';
import { amount } from './format.js';
import { scrolling } from './table.js';

const [WIDTH, HEIGHT] = [320, 190];
const DIGITS = { maximumSignificantDigits: 2 };
const MARGIN = { left: 52, right: 24, top: 10, bottom: 24 };

/** @param {object} curve of a report */
export function growthFigure(curve) {
  const { title, axis, sizes, reference, ours } = curve;
  const times = (values) => (values.at(-1) / values.at(0)).toLocaleString('en', DIGITS);
  return el(
    'figure',
    {},
    el('figcaption', {}, el('b', {}, title), ` by ${axis}`),
    plot(curve),
    el(
      'p',
      { class: 'hint' },
      `${times(sizes)} times as many: ${times(ours)} times as much, pusher-js ${times(reference)}.`,
    ),
    el('details', {}, el('summary', {}, 'As a table'), dataTable(curve)),
  );
}

function plot({ title, axis, unit, sizes, reference, ours }) {
  const all = [...reference, ...ours].filter((value) => value > 0);
  const x = scale(sizes.at(0), sizes.at(-1), MARGIN.left, WIDTH - MARGIN.right);
  // From one power of ten to another, so that the two axes have the same grid.
  const low = 10 ** Math.floor(Math.log10(Math.min(...all)));
  const high = Math.max(10 * low, 10 ** Math.ceil(Math.log10(Math.max(...all))));
  const y = scale(low, high, HEIGHT - MARGIN.bottom, MARGIN.top);
  const node = svg('svg', {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: 'img',
    'aria-label': `${title} by ${axis}: the table below has the figures`,
  });
  for (const value of decades(y)) {
    node.append(
      svg('line', {
        class: 'grid',
        x1: MARGIN.left,
        x2: WIDTH - MARGIN.right,
        y1: y(value),
        y2: y(value),
      }),
      svg(
        'text',
        { x: MARGIN.left - 6, y: y(value) + 4, 'text-anchor': 'end' },
        round(value, unit),
      ),
    );
  }
  for (const size of sizes) {
    node.append(
      svg(
        'text',
        { x: x(size), y: HEIGHT - 6, 'text-anchor': 'middle' },
        size.toLocaleString('en'),
      ),
    );
  }
  for (const [library, values] of [
    ['pusher-js', reference],
    ['ours', ours],
  ]) {
    const points = sizes.map((size, index) => [x(size), y(values[index])]);
    node.append(
      svg('polyline', { 'data-library': library, points: points.join(' ') }),
      ...points.map(([cx, cy]) => svg('circle', { 'data-library': library, cx, cy, r: 3.2 })),
    );
  }
  return node;
}

/** A logarithmic scale: from the values between `low` and `high` to places between `start` and `end`. */
function scale(low, high, start, end) {
  const place = (value) =>
    start + ((end - start) * Math.log(Math.max(value, low) / low)) / Math.log(high / low);
  return Object.assign(place, { low, high });
}

/** The powers of ten on a scale. */
function decades({ low, high }) {
  const values = [];
  for (let value = low; value <= high * 1.001; value *= 10) values.push(value);
  return values;
}

/** The label of an axis, short. */
function round(value, unit) {
  if (unit === 'B') {
    if (value >= 1e6) return `${value / 1e6} MB`;
    return value >= 1000 ? `${value / 1000} kB` : `${value} B`;
  }
  return value >= 1000 ? `${value / 1000} ms` : `${Number(value.toPrecision(1))} µs`;
}

function dataTable({ title, axis, unit, sizes, reference, ours }) {
  return scrolling(
    `${title} by ${axis}`,
    el(
      'table',
      {},
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          ...[axis, 'pusher-js', 'pusher-wasm'].map((head) => el('th', { scope: 'col' }, head)),
        ),
      ),
      el(
        'tbody',
        {},
        ...sizes.map((size, index) =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, size.toLocaleString('en')),
            el('td', {}, amount(reference[index], unit)),
            el('td', {}, amount(ours[index], unit)),
          ),
        ),
      ),
    ),
  );
}

function svg(tag, attributes, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}
