// Names that come with every message, as the strings that they came as before. An engine that looks up a property by a
// string it has only just parsed first seeks that among all the strings it knows: twice as long as the look-up itself.

/** For a few thousand names; where two share a place, they take the longer way in turn. */
const PLACES = 4096;
/** The protocol's names have up to 164 characters. What is longer is not kept. */
const LONGEST = 200;

let kept;

/**
 * The same text, and if it has been asked for before, the same string.
 *
 * @template T
 * @param {T} name
 * @returns {T}
 */
export function interned(name) {
  if (typeof name !== 'string' || name.length > LONGEST) return name;
  kept ??= new Array(PLACES).fill('');
  const place = placeOf(name);
  if (kept[place] !== name) kept[place] = name;
  return kept[place];
}

/** Many names begin alike, and differ in their last characters. */
function placeOf(name) {
  const { length } = name;
  let place = length;
  for (let i = Math.max(length - 4, 0); i < length; i++) {
    place = (place * 31 + name.charCodeAt(i)) & (PLACES - 1);
  }
  return place;
}
