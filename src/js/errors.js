// The errors that are thrown or handed to callbacks.

/** A client event's name does not begin with `client-`. */
export class BadEventName extends Error {}

/** No channel can have this name. */
export class BadChannelName extends Error {}

/** This build cannot do that. */
export class UnsupportedFeature extends Error {}

/** An authorization endpoint did not grant the request. */
export class HTTPAuthError extends Error {
  /** @param {number} status the HTTP status; 0 where there was no answer */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The text of whatever was thrown: an error's message, or the value as text. */
export function errorText(error) {
  return error instanceof Error ? error.message : String(error);
}
