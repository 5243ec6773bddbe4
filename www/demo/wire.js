// What the client says and dials, read from its own log.
//
// `Pusher.log` is the one public place that sees every frame sent on every transport, the client's
// own (subscribe, ping) included. A line looks like `Pusher :  : ["Event sent",{"event":…}]`.

const TOPICS = { 'Event sent': 'frame-out', Connecting: 'attempt' };

/**
 * Posts `frame-out` for each message the client sends and `attempt` {transport, url} for each
 * socket it opens. To be called before the client is constructed.
 */
export function tapWire(Pusher, bus, { verbose }) {
  Pusher.log = (line) => {
    if (verbose) console.log(line);
    const [label, payload] = parseLine(line);
    if (TOPICS[label]) bus.post(TOPICS[label], payload);
  };
}

function parseLine(line) {
  try {
    return JSON.parse(line.slice(line.indexOf('[')));
  } catch {
    return []; // a line of prose, not a record
  }
}

/** `ws://127.0.0.1:8787` and the version the client announces, from an attempt's address. */
export function describeAddress(address) {
  try {
    const url = new URL(address);
    return { origin: `${url.protocol}//${url.host}`, version: url.searchParams.get('version') };
  } catch {
    return { origin: address, version: null };
  }
}
