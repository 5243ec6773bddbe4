// Entries of the corpus, with changes: of the text, and of the JSON that it holds. tests/native/fuzz has the same
// for the core.

import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';

const folder = new URL('./corpus/', import.meta.url);

/** The entries of a kind: a JSON value on each line of its files. */
export function corpus(kind) {
  const files = readdirSync(new URL(`${kind}/`, folder)).filter((name) => name.endsWith('.jsonl'));
  return files.flatMap((file) =>
    readFileSync(new URL(`${kind}/${file}`, folder), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );
}

/** What is put into a text. */
const TOKENS = [
  ...['{', '}', '[', ']', '"', '\\', ',', ':', '=', 'null', '1e999', '-0', '\u0000', '\\ud800'],
  ...['\ud800', '\udc00', '☃', '🦀', '\u2028', '\ufeff', 'pusher:error', 'pusher_internal:'],
  ...['__proto__', 'private-encrypted-a', 'presence-a'],
];

/** What is put into JSON. */
const VALUES = [
  ...[null, true, false, 0, -1, 1.5, 1e308, 4009, '', 'text', '7', '__proto__', 'toString', '{}'],
  ...['null', [], {}, [null], { length: 4294967295 }, [[[[[[[[]]]]]]]], '\ud800'],
];

const token = fc.oneof(fc.constantFrom(...TOKENS), fc.string({ unit: 'binary', maxLength: 3 }));
const textChange = fc.record({
  how: fc.constantFrom('cut', 'insert', 'double', 'truncate'),
  at: fc.nat(),
  length: fc.integer({ min: 1, max: 20 }),
  token,
});
const valueChange = fc.record({
  how: fc.constantFrom('replace', 'replace', 'remove', 'rename'),
  at: fc.nat(),
  value: fc.oneof(fc.constantFrom(...VALUES), fc.jsonValue({ maxDepth: 2 })),
  token,
});

/** Texts of a kind as the corpus has them, and changed ones. */
export function texts(kind) {
  const changes = fc.array(fc.oneof(textChange, valueChange), { maxLength: 3 });
  return fc
    .tuple(fc.constantFrom(...corpus(kind)), changes)
    .map(([text, changes]) => changes.reduce(changeText, text));
}

/** The same for a kind whose entries are values, not texts of them. */
export function values(kind) {
  return fc
    .tuple(fc.constantFrom(...corpus(kind)), fc.array(valueChange, { maxLength: 3 }))
    .map(([value, changes]) => changes.reduce(changeValue, value));
}

function changeText(text, change) {
  const { how, at, length, token } = change;
  const place = at % (text.length + 1);
  switch (how) {
    case 'cut':
      return text.slice(0, place) + text.slice(place + length);
    case 'insert':
      return text.slice(0, place) + token + text.slice(place);
    case 'double':
      return text.slice(0, place + length) + text.slice(place);
    case 'truncate':
      return text.slice(0, place);
  }
  try {
    return JSON.stringify(changeValue(JSON.parse(text), change));
  } catch {
    return text;
  }
}

/** Changes one place of a value; in a string that holds JSON, one in there. */
function changeValue(value, change) {
  const root = { value: structuredClone(value) };
  const places = [...walk(root)];
  const [holder, key] = places[change.at % places.length];
  const inner = holder[key];
  if (typeof inner === 'string' && /^[{[]/.test(inner)) {
    const changed = changeText(inner, { ...change, at: Math.floor(change.at / places.length) });
    holder[key] = changed;
  } else if (change.how === 'replace' || inner === null || typeof inner !== 'object') {
    holder[key] = change.value;
  } else {
    const keys = Object.keys(inner);
    const name = keys[change.at % (keys.length || 1)];
    if (change.how === 'rename' && keys.length) define(inner, change.token, inner[name]);
    if (Array.isArray(inner)) inner.pop();
    else delete inner[name];
  }
  return root.value;
}

/** As JSON.parse does it: also a property that is called `__proto__`. */
function define(object, name, value) {
  const property = { value, writable: true, enumerable: true, configurable: true };
  Object.defineProperty(object, name, property);
}

/** Every place in a value: who holds it, and under which key. */
function* walk(holder) {
  for (const key of Object.keys(holder)) {
    yield [holder, key];
    if (holder[key] !== null && typeof holder[key] === 'object') yield* walk(holder[key]);
  }
}
