// The errors that are thrown or handed to callbacks, and what becomes of those that callbacks throw.

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
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return 'Something that has no text was thrown';
  }
}

/** Tells of what the application's own function threw as an uncaught error, so that it harms nothing else. */
export function report(error) {
  if (globalThis.reportError) globalThis.reportError(error);
  else {
    setTimeout(() => {
      throw error;
    });
  }
}
