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

/** What JSON can begin with. */
const BEGINNINGS = '{["-0123456789tfn \t\n\r';

/** Whether the text could be JSON, going by its first character: failing to parse is slow. */
const maybeJson = (text) => BEGINNINGS.includes(text[0]);
