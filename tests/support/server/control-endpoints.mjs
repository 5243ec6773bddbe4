/** What tests ask of the server over HTTP: its switches and its logs. */
import { SWITCHES } from './faults.mjs';
import { allowAnyOrigin, HttpError, parseJsonObject, readBody, sendJson } from './http.mjs';

/**
 * @param {import('./faults.mjs').Faults} faults
 * @param {Record<string, import('./capped-log.mjs').CappedLog<unknown>>} logs by path
 * @returns {import('./http.mjs').Handler}
 */
export function controlEndpoints(faults, logs) {
  return async (req, res, url) => {
    const path = url.pathname;
    const log = Object.hasOwn(logs, path) ? logs[path] : null;
    if (!log && path !== '/faults' && !path.startsWith('/faults/')) return false;
    if (allowAnyOrigin(req, res)) return true;

    if (log) sendJson(res, useLog(log, req.method));
    else if (path === '/faults' && req.method === 'GET') sendJson(res, faults.state());
    else if (req.method !== 'POST') throw new HttpError(405, 'Use POST to turn a switch');
    else sendJson(res, turn(faults, path.slice('/faults/'.length), await readBody(req)));
    return true;
  };
}

/**
 * @param {import('./capped-log.mjs').CappedLog<unknown>} log
 * @param {string | undefined} method
 */
function useLog(log, method) {
  if (method === 'GET') return log.list();
  if (method !== 'DELETE') throw new HttpError(405, 'Use GET or DELETE on a log');
  log.clear();
  return [];
}

/**
 * @param {import('./faults.mjs').Faults} faults
 * @param {string} name
 * @param {string} body
 */
function turn(faults, name, body) {
  if (!SWITCHES.includes(name)) {
    throw new HttpError(404, `No switch ${name}: there are ${SWITCHES.join(', ')}`);
  }
  const options = body === '' ? {} : parseJsonObject(body);
  try {
    return Reflect.apply(Reflect.get(faults, name), faults, [options]) ?? faults.state();
  } catch (error) {
    if (error instanceof RangeError) throw new HttpError(400, error.message);
    throw error;
  }
}
