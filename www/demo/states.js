// The record of connection states over time: what the timeline draws and the list of transitions says.

const KEPT_MS = 120_000;

export const STATES = [
  'initialized',
  'connecting',
  'connected',
  'unavailable',
  'disconnected',
  'failed',
];

/** Keeps spans `{state, from, to}` (ms on performance.now(), `to` open for the last) and fault marks. */
export function recordStates(bus, initial) {
  let spans = [{ state: initial, from: performance.now(), to: null }];
  let marks = [];
  let connections = 0;

  bus.on('state', ({ current }) => {
    const now = performance.now();
    const last = spans.at(-1);
    last.to = now;
    spans.push({ state: current, from: now, to: null });
    spans = spans.filter((span) => span.to === null || span.to > now - KEPT_MS);
    if (current === 'connected') connections += 1;
    bus.post('transition', { previous: last.state, current, after: now - last.from });
  });

  bus.on('mark', (label) => {
    const now = performance.now();
    marks = marks.filter((mark) => mark.at > now - KEPT_MS);
    marks.push({ label, at: now });
  });

  return {
    KEPT_MS,
    current: () => spans.at(-1).state,
    spans: () => spans,
    marks: () => marks,
    reconnects: () => Math.max(0, connections - 1),
  };
}
