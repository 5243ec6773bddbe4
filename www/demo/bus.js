// The demo's own notice board: panels post what happened and listen to what others posted.

export function createBus() {
  const listeners = new Map();

  return {
    /** Calls `listener` for each post of `topic`; returns the function that stops it. */
    on(topic, listener) {
      if (!listeners.has(topic)) listeners.set(topic, new Set());
      listeners.get(topic).add(listener);
      return () => listeners.get(topic).delete(listener);
    },

    post(topic, detail) {
      for (const listener of listeners.get(topic) ?? []) listener(detail);
    },
  };
}
