// Measuring what the client does after a fault, from its state changes alone.

/** Watches states from now on. Call `stop` when done. */
export function watchStates(connection) {
  const startedAt = performance.now();
  const seen = [];
  const waiting = new Set();
  const onChange = ({ current }) => {
    seen.push({ state: current, after: performance.now() - startedAt });
    for (const check of waiting) check();
  };
  connection.bind('state_change', onChange);

  return {
    elapsed: () => performance.now() - startedAt,

    /**
     * The first change from number `from` on that passes `test`, as {state, after, index}, or null
     * when `timeout` ms go by without. A change that came before the question counts.
     */
    reached(test, { from = 0, timeout }) {
      return new Promise((resolve) => {
        const finish = (found) => {
          waiting.delete(check);
          clearTimeout(timer);
          resolve(found);
        };
        const check = () => {
          const index = seen.findIndex((change, at) => at >= from && test(change.state));
          if (index >= 0) finish({ ...seen[index], index });
        };
        const timer = setTimeout(finish, timeout, null);
        waiting.add(check);
        check();
      });
    },

    stop() {
      connection.unbind('state_change', onChange);
    },
  };
}

/** The next time `emitter` emits `event` and `test` likes it, as {data, after}, or null on timeout. */
export function nextEvent(emitter, event, { test = () => true, timeout }) {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const finish = (found) => {
      emitter.unbind(event, listener);
      clearTimeout(timer);
      resolve(found);
    };
    const listener = (data) => {
      if (test(data)) finish({ data, after: performance.now() - startedAt });
    };
    const timer = setTimeout(finish, timeout, null);
    emitter.bind(event, listener);
  });
}

/** POSTs JSON to the development server; resolves to '' or to a sentence about what went wrong. */
export async function post(path, body = {}) {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok) return '';
    const text = (await response.text()).trim().slice(0, 200);
    return `${path} answered ${response.status}${text ? `: ${text}` : ''}`;
  } catch {
    return `${path} could not be reached: is the development server running?`;
  }
}
