// In the page: what a page waits for before its client is on the way.

/**
 * Evaluates the library, makes a client and subscribes. A page can do this once.
 *
 * @param {string} source the library
 * @returns {Promise<{socket: number, constructor: number}>} the µs from the script to the first WebSocket, and
 *   those of them that the constructor took
 */
window.coldStart = async (source) => {
  const script = document.createElement('script');
  script.textContent = source;
  // A process that has just started is still busy with itself.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const began = performance.now();
  const opened = new Promise((resolve, reject) => {
    window.WebSocket = class {
      constructor() {
        resolve(performance.now());
      }
    };
    // What goes wrong in the script or in a timer would leave us waiting.
    window.addEventListener('error', ({ message }) => reject(new Error(message)));
  });
  document.head.append(script);
  const evaluated = performance.now();
  const pusher = new window.Pusher('key', { cluster: 'mt1' });
  const constructed = performance.now();
  pusher.subscribe('news');
  return {
    socket: ((await opened) - began) * 1000,
    constructor: (constructed - evaluated) * 1000,
  };
};
