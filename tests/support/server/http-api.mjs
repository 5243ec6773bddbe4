/** The HTTP API for back ends, as the server SDKs of Channels speak it. */
import { HttpError, parseJsonObject, readBody, sendJson } from './http.mjs';
import { isChannelName } from './kinds.mjs';
import { disconnect } from './sign-in.mjs';

/** @typedef {import('./hub.mjs').Hub} Hub */
/** @typedef {import('./channel.mjs').Channel} Channel */
/**
 * @typedef {object} Call
 * @property {Hub} hub
 * @property {string} name what the path's variable part holds
 * @property {string} body
 * @property {string[]} info the attributes asked for
 * @property {URLSearchParams} query
 */

/** @type {[string, RegExp, (call: Call) => unknown][]} */
const ROUTES = [
  ['POST', /^\/events$/, postEvent],
  ['POST', /^\/batch_events$/, postBatch],
  ['GET', /^\/channels$/, listChannels],
  ['GET', /^\/channels\/([^/]+)$/, showChannel],
  ['GET', /^\/channels\/([^/]+)\/users$/, listUsers],
  ['POST', /^\/users\/([^/]+)\/terminate_connections$/, terminateConnections],
];

/**
 * @param {Hub} hub
 * @returns {import('./http.mjs').Handler}
 */
export function httpApi(hub) {
  return async (req, res, url) => {
    const [, id, rest] = /^\/apps\/([^/]+)(\/.*)$/.exec(url.pathname) ?? [];
    if (rest === undefined) return false;
    const body = await readBody(req);
    if (id !== hub.app.id) throw new HttpError(404, `Unknown app ${id}`);
    const fault = hub.signatures.apiFault(req.method ?? '', url, body);
    if (fault) throw new HttpError(401, fault);

    for (const [method, pattern, handle] of ROUTES) {
      const match = pattern.exec(rest);
      if (!match || method !== req.method) continue;
      const query = url.searchParams;
      const info = (query.get('info') ?? '').split(',');
      const name = decodeURIComponent(match[1] ?? '');
      sendJson(res, handle({ hub, name, body, info, query }));
      return true;
    }
    throw new HttpError(404, `No such call: ${req.method} ${rest}`);
  };
}

/** @param {Call} call */
function postEvent({ hub, body }) {
  const event = parseJsonObject(body);
  const names = event.channels ?? [event.channel];
  if (!Array.isArray(names)) throw new HttpError(400, 'channels is not a list');
  return withInfo(event.info, { channels: publish(hub, event, names) });
}

/** @param {Call} call */
function postBatch({ hub, body }) {
  const { batch } = parseJsonObject(body);
  if (!Array.isArray(batch)) throw new HttpError(400, 'batch is not a list');
  const results = batch.map((event) => publish(hub, event, [event.channel])[event.channel]);
  const asked = batch.some((event) => event.info);
  return withInfo(asked, { batch: results });
}

/**
 * @param {unknown} asked
 * @param {object} answer
 */
function withInfo(asked, answer) {
  return asked ? answer : {};
}

/**
 * @param {Hub} hub
 * @param {Record<string, any>} event
 * @param {unknown[]} names
 */
function publish(hub, { name: event, data, socket_id, info = '' }, names) {
  if (typeof event !== 'string' || event === '') throw new HttpError(400, 'The event has no name');
  if (typeof data !== 'string') throw new HttpError(400, `The data of ${event} is not a string`);
  const valid = names.filter(isChannelName);
  if (valid.length !== names.length) throw new HttpError(400, 'Invalid channel name');

  for (const name of valid) hub.publish(name, event, data, socket_id);
  const wanted = String(info).split(',');
  return Object.fromEntries(
    valid.map((name) => [name, attributes(hub.channels.get(name), wanted)]),
  );
}

/** @param {Call} call */
function listChannels({ hub, info, query }) {
  const prefix = query.get('filter_by_prefix') ?? '';
  const found = [...hub.channels.values()].filter(({ name }) => name.startsWith(prefix));
  return { channels: Object.fromEntries(found.map((one) => [one.name, attributes(one, info)])) };
}

/** @param {Call} call */
function showChannel({ hub, name, info }) {
  const channel = hub.channels.get(name);
  return { occupied: channel !== undefined, ...attributes(channel, info) };
}

/**
 * @param {Channel | undefined} channel
 * @param {string[]} wanted
 */
function attributes(channel, wanted) {
  /** @type {Record<string, number>} */
  const found = {};
  if (channel?.kind.presence && wanted.includes('user_count')) {
    found.user_count = channel.userIds.length;
  }
  if (wanted.includes('subscription_count')) {
    found.subscription_count = channel?.subscriptions ?? 0;
  }
  return found;
}

/** @param {Call} call */
function listUsers({ hub, name }) {
  if (!name.startsWith('presence-')) {
    throw new HttpError(400, 'Users can only be had of presence channels');
  }
  const ids = hub.channels.get(name)?.userIds ?? [];
  return { users: ids.map((id) => ({ id })) };
}

/** @param {Call} call */
function terminateConnections({ hub, name }) {
  for (const session of hub.sessionsOf(name)) disconnect(session, 'Terminated by the app');
  return {};
}
