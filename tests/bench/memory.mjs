// What a page holds, and what it uses up. Chromium only.

/**
 * A young generation that has room for a whole block: what a block allocates stays where it can be counted.
 * In MB.
 */
export const ROOMY = ['--js-flags=--min-semi-space-size=128 --max-semi-space-size=128'];

/**
 * The bytes that channels or members hold: JavaScript heap and WebAssembly memory with them, less the same page
 * with a client that is connected and has none.
 *
 * @param {import('./pages.mjs').Bench} bench
 * @param {import('./pages.mjs').Library} library
 * @param {object} options of the scenario `held`
 */
export async function held(bench, library, options) {
  const page = await bench.scenarioPage(
    { ...library, source: WATCH + library.source },
    { scenario: 'held', options },
  );
  try {
    const devTools = await page.devTools();
    const before = await heap(devTools, page);
    await page.block();
    return (await heap(devTools, page)) - before;
  } finally {
    await page.close();
  }
}

/** The bytes that one message of a row leaves to the garbage collector. Needs a browser that is ROOMY. */
export async function allocated(bench, library, row) {
  const page = await bench.scenarioPage(library, row);
  try {
    const devTools = await page.devTools();
    // Code is compiled, and tables grow, while the library is new to the work.
    for (let n = 0; n < 10; n++) await page.block();
    const samples = [];
    for (let n = 0; n < 3; n++) {
      await collect(devTools);
      const before = await used(devTools);
      await page.block();
      samples.push((await used(devTools)) - before);
    }
    return Math.min(...samples) / row.options.count;
  } finally {
    await page.close();
  }
}

/**
 * Runs in the page, ahead of the library: keeps an eye on the memories of the modules that it instantiates. What
 * V8 keeps for them besides (a table of references to JavaScript objects) is part of its heap.
 */
const WATCH = `(${() => {
  window.memories = [];
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(target, args) {
      const instance = Reflect.construct(target, args);
      for (const item of Object.values(instance.exports)) {
        // The memory of a module that has done its work may go.
        if (item instanceof WebAssembly.Memory) window.memories.push(new WeakRef(item));
      }
      return instance;
    },
  });
}})();\n`;

async function heap(devTools, page) {
  await collect(devTools);
  const wasm = await page.run(() =>
    window.memories.reduce((sum, memory) => sum + (memory.deref()?.buffer.byteLength ?? 0), 0),
  );
  return (await used(devTools)) + wasm;
}

/** Twice, since finalizers of the first round may let go of more. */
async function collect(devTools) {
  for (let round = 0; round < 2; round++) await devTools.send('HeapProfiler.collectGarbage');
}

/** Bytes of the JavaScript heap and of its array buffers, to which those of WebAssembly memories do not count. */
async function used(devTools) {
  const { usedSize, backingStorageSize = 0 } = await devTools.send('Runtime.getHeapUsage');
  return usedSize + backingStorageSize;
}
