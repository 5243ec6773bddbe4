// What the Rust side asks of payloads (src/browser/payload.rs). Nothing here throws, whatever it is given, but for
// `namedProperty`: proxies and getters of the application's own do.

/** Turns what throws into `undefined`. */
export const harmless =
  (ask) =>
  (...args) => {
    try {
      return ask(...args);
    } catch {
      return undefined;
    }
  };

/** Whether an object has a property of its own: a user called `toString` is not the method that every object inherits. */
export const hasProperty = harmless(
  (object, key) => typeof object === 'object' && Object.hasOwn(object, key),
);

/** An own property; `undefined` where there is none. */
export const ownProperty = harmless((object, key) =>
  hasProperty(object, key) ? object[key] : undefined,
);

/** Sets a property, unless the application has frozen the object: then it wants no change. */
export const setProperty = harmless((object, key, value) => {
  // Defined rather than assigned, because of the one name that assigning does something else for.
  if (key === '__proto__') {
    const attributes = { value, writable: true, enumerable: true, configurable: true };
    Object.defineProperty(object, key, attributes);
  } else {
    object[key] = value;
  }
});

/** The name at a place of what `toWords` gives. */
export const nameAt = (words, place) => words[place][0];

/** A property, inherited or its own. The exception: what a getter throws is for the caller. */
export const namedProperty = (object, words, place) => object[nameAt(words, place)];

export const setNamedProperty = (object, words, place, value) =>
  setProperty(object, nameAt(words, place), value);

export const deleteProperty = harmless((object, key) => {
  delete object[key];
});

/** Whether this is an object and no array. */
export const isRecord = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A number, or the one that a string holds; `NaN` for the rest. */
export const toNumber = (value) =>
  typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;

export const hasText = (value) => typeof value === 'string' && value !== '';

/** What `placeIn` and `nameAt` look in: words, and whether they stand for every text that begins like them. */
export const toWords = (text) =>
  text.split(' ').map((word) => (word.endsWith('*') ? [word.slice(0, -1), true] : [word, false]));

/** The place of the first word that a string is; -1 if it is none of them. */
export const placeIn = (value, words) =>
  typeof value === 'string'
    ? words.findIndex(([word, begins]) => (begins ? value.startsWith(word) : value === word))
    : -1;

/** The JSON text; `undefined` for what has none. */
export const toJson = harmless((value) => JSON.stringify(value));

/** A string as it is, a number in decimal. */
export const toKey = (value) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** What the JSON text that a string is stands for. */
export const parseJson = harmless((text) =>
  typeof text === 'string' ? JSON.parse(text) : undefined,
);

export const joinTexts = (before, after) => before + after;

/** The text of a frame; what has no JSON text is left out. */
export const toFrame = (event, auth, channel_data, user_data, channel) => {
  const frame = (data) => toJson({ event: `pusher:${event}`, data });
  // What cannot be written (a cycle) had better not keep the rest.
  return frame({ auth, channel_data, user_data, channel }) ?? frame({ channel });
};
