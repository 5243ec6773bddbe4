// Runs inside every worker after the library, which `Pusher` is: takes functions of the test, runs them, and answers
// with what they return. `self.t` has a little of what `t` has in a page.

(function () {
  const errors = [];
  self.addEventListener('error', ({ message }) => errors.push(message));
  self.addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)));

  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  const t = {
    async until(fn, ms = 5000) {
      const end = performance.now() + ms;
      for (;;) {
        const value = fn();
        if (value) return value;
        if (performance.now() > end) throw new Error(`waited ${ms} ms in vain for ${fn}`);
        await wait(5);
      }
    },

    state: (pusher, name) => t.until(() => pusher.connection.state === name),
  };
  self.t = t;

  async function answer({ data: { code, argument, options, key }, ports: [port] }) {
    let reply;
    try {
      await self.ready;
      t.client = (extra) => new self.Pusher(key, { ...options, ...extra });
      reply = { result: await (0, eval)(`(${code})`)(argument) };
    } catch (error) {
      reply = { error: String(error?.stack ?? error) };
    }
    port.postMessage({ ...reply, errors });
  }

  self.addEventListener('message', answer);
  self.addEventListener('connect', ({ ports: [port] }) => {
    port.onmessage = answer;
  });
})();
