// Where to connect: what the serving machine says in /demo.json, overridden by the page's own query.

const START_CHANNELS = ['private-room', 'presence-lobby'];

// The defaults of 120 s and 30 s are right for an app and too long to watch. With these a stalled
// server is noticed within 15 seconds.
const WATCHABLE = { activityTimeout: 10_000, pongTimeout: 5_000 };

/**
 * Key, options and first channels for this page.
 * @param identity the object that goes to the auth endpoint; held by reference, see identity.js
 */
export async function loadConfig(identity) {
  const query = readQuery();
  const served = await fetchServed();
  const cluster = query.cluster ?? '';
  const hosted = cluster !== '' && query.host === undefined;
  const tls = query.tls === '1' || location.protocol === 'https:' || hosted;

  const options = {
    cluster,
    forceTLS: tls,
    enabledTransports: list(query.transports) ?? ['ws', 'wss', 'xhr_streaming', 'xhr_polling'],
    authEndpoint: '/pusher/auth',
    auth: { params: identity },
    ...WATCHABLE,
  };
  if (!hosted) {
    const host = query.host ?? reachable(served.host) ?? location.hostname;
    const port = Number(query.port ?? served.port ?? location.port) || (tls ? 443 : 80);
    Object.assign(options, { wsHost: host, wsPort: port, wssPort: port });
    Object.assign(options, { httpHost: host, httpPort: port, httpsPort: port });
  }
  return {
    key: query.key ?? served.key ?? 'key1',
    options,
    startChannels: list(query.channels) ?? START_CHANNELS,
    verbose: query.debug === '1',
  };
}

/** The query's parameters; one that is empty counts as not given, except an empty list of channels. */
function readQuery() {
  const given = [...new URLSearchParams(location.search)].map(([name, value]) => [
    name,
    value.trim(),
  ]);
  return Object.fromEntries(given.filter(([name, value]) => value !== '' || name === 'channels'));
}

async function fetchServed() {
  try {
    // The page must not wait for ever on a server that hangs.
    const response = await fetch('/demo.json', { signal: AbortSignal.timeout(3_000) });
    return response.ok ? await response.json() : {};
  } catch {
    return {};
  }
}

/** A loopback address is of no use to the phone that opened this page over the network. */
function reachable(host) {
  const loopback = /^(localhost|127\.|\[?::1)/;
  return host && loopback.test(host) && !loopback.test(location.hostname)
    ? location.hostname
    : host;
}

function list(text) {
  return text
    ?.split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}
