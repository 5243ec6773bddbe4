// The log: `Pusher.log` if it is set, else the console if `Pusher.logToConsole` is.

import { report } from './errors.js';

/** Where the two switches are: the `Pusher` class, once it is defined. */
let source = {};

export function setLogSource(PusherClass) {
  source = PusherClass;
}

/** Whether anybody reads the log. Ask first where a message costs something to make. */
export function isLogging() {
  return Boolean(source.log || source.logToConsole);
}

export const debug = (...parts) => write('log', parts);
export const warn = (...parts) => write('warn', parts);
export const error = (...parts) => write('error', parts);

function write(level, parts) {
  if (!isLogging()) return;
  try {
    // Tools take log lines apart: the empty field is where pusher-js has one.
    const message = `Pusher :  : ${stringify(parts)}`;
    if (source.log) source.log(message);
    else {
      const { console } = globalThis;
      (console?.[level] ?? console?.log)?.call(console, message);
    }
  } catch (error) {
    report(error);
  }
}

/** As JSON; of what is circular, or has no JSON, what can be. */
export function stringify(value) {
  try {
    return JSON.stringify(value);
  } catch {
    // Leave out what has been seen already, and numbers that are none in JSON.
    const seen = new Set();
    return JSON.stringify(value, (_, part) => {
      if (typeof part === 'bigint') return undefined;
      if (typeof part !== 'object' || part === null) return part;
      if (seen.has(part)) return undefined;
      seen.add(part);
      return part;
    });
  }
}
