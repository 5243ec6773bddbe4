// Messages on their way in: parsed here, because their payloads stay here.

/**
 * The event that a frame carries, as callbacks get it: a payload that is a string of JSON is parsed.
 *
 * @param {{event: string, channel?: string, data?: unknown, user_id?: string}} frame a parsed envelope
 */
export function decode(frame) {
  const event = { event: frame.event, channel: frame.channel, data: payload(frame.data) };
  if (frame.user_id) event.user_id = frame.user_id;
  return event;
}

function payload(data) {
  if (typeof data !== 'string' || !maybeJson(data)) return data;
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}

/** Whether the text could be JSON, going by its first character: failing to parse is slow. */
function maybeJson(text) {
  const c = text.charCodeAt(0);
  return (
    c === 123 || // {
    c === 91 || // [
    c === 34 || // "
    (c >= 48 && c <= 57) || // digits
    c === 45 || // -
    c === 116 || // true
    c === 102 || // false
    c === 110 || // null
    c === 32 ||
    (c >= 9 && c <= 13)
  );
}
