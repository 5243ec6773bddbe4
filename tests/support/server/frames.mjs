/** How frames are written and read. */

/**
 * @param {string} event
 * @param {string | undefined} channel
 * @param {unknown} [data]
 * @param {Record<string, unknown>} [extra] further fields of the envelope
 */
export function frame(event, channel, data, extra) {
  return JSON.stringify({ event, channel, data, ...extra });
}

/**
 * The protocol's own events carry their data as a string of JSON.
 * @param {string} event
 * @param {string | undefined} channel
 * @param {unknown} data
 */
export function frameOfJson(event, channel, data) {
  return frame(event, channel, JSON.stringify(data));
}

/**
 * @param {unknown} value an object, or the JSON of one
 * @returns {Record<string, any> | null}
 */
export function objectFrom(value) {
  let result = value;
  if (typeof value === 'string') {
    try {
      result = JSON.parse(value);
    } catch {
      return null;
    }
  }
  return typeof result === 'object' && !Array.isArray(result) ? result : null;
}
