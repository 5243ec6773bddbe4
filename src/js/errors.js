// The errors that are thrown or handed to callbacks, and what becomes of those that callbacks throw.

/** A client event's name does not begin with `client-`. */
export class BadEventName extends Error {}

/** No channel can have this name. */
export class BadChannelName extends Error {}

/** This build cannot do that. */
export class UnsupportedFeature extends Error {}

/** What to throw where no WebAssembly can be compiled. */
export const forbidden = (cause) =>
  new Error(
    "No WebAssembly: add 'wasm-unsafe-eval' to script-src in the CSP, or use pusher-wasm/compat",
    { cause },
  );

/** What `new Pusher` throws, by the number that Rust gives. Texts are thrown as they are, as pusher-js does. */
const OPTION_FAULTS = [
  () => 'You must pass your app key when you instantiate Pusher.',
  () => 'You must pass an options object',
  () => 'Options object must provide a cluster',
  () => new Error('The app key must be a string'),
  wrongType('an object'),
  wrongType('a string or a number'),
  wrongType('a number of milliseconds'),
  wrongType('an array of transport names'),
];

function wrongType(expected) {
  return (option, given) => {
    const type = Array.isArray(given) ? 'an array' : typeof given;
    return new Error(`Option ${option} must be ${expected}, not ${type}`);
  };
}

/** What to throw because of an option. */
export function badOption(fault, option, given) {
  return OPTION_FAULTS[fault](option, given);
}

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
