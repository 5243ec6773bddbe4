/** Small helpers around Node's HTTP requests and responses. */

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */
/**
 * Answers a request and says true, or leaves it alone and says false.
 * @typedef {(req: Request, res: Response, url: URL) => boolean | Promise<boolean>} Handler
 */

const MAX_BODY_BYTES = 1024 * 1024;

/** An answer other than the expected one. */
export class HttpError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {Request} req
 * @returns {URL | null} null where the request's target is none
 */
export function requestUrl(req) {
  const target = req.url ?? '';
  return URL.canParse(target, 'http://server') ? new URL(target, 'http://server') : null;
}

/**
 * @param {Request} req
 * @returns {Promise<string>}
 */
export async function readBody(req) {
  const chunks = [];
  let size = 0;
  for await (const chunk of req) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new HttpError(413, 'The body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * @param {string} text
 * @returns {Record<string, any>}
 */
export function parseJsonObject(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpError(400, 'The body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HttpError(400, 'The body is not a JSON object');
  }
  return value;
}

/**
 * @param {Response} res
 * @param {number} status
 * @param {string} body
 * @param {string} [type]
 */
export function send(res, status, body, type = 'text/plain; charset=utf-8') {
  res.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

/**
 * @param {Response} res
 * @param {unknown} value
 */
export function sendJson(res, value) {
  send(res, 200, JSON.stringify(value), 'application/json');
}

/**
 * Lets pages of any origin in, with their cookies; answers the preflight.
 * @param {Request} req
 * @param {Response} res
 * @returns {boolean} whether the request was a preflight and is answered
 */
export function allowAnyOrigin(req, res) {
  const { origin } = req.headers;
  if (origin) {
    res.setHeader('access-control-allow-origin', origin);
    res.setHeader('access-control-allow-credentials', 'true');
    res.setHeader('vary', 'origin');
  }
  if (req.method !== 'OPTIONS') return false;
  res.setHeader('access-control-allow-methods', 'GET, POST, DELETE');
  const asked = req.headers['access-control-request-headers'];
  if (asked) res.setHeader('access-control-allow-headers', asked);
  res.writeHead(204).end();
  return true;
}
