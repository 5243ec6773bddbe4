#!/usr/bin/env node
/** The development server on the command line. */
import { parseArgs } from 'node:util';
import { createServer } from './index.mjs';

const DEFAULT_PORT = '6001';

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}

function portFromArguments() {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string', default: DEFAULT_PORT } } });
    const port = Number(values.port);
    if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  } catch {
    // An unknown option: the usage line says it all.
  }
  fail('Usage: main.mjs [--port <0 to 65535>]');
}

/**
 * @param {NodeJS.ErrnoException} error
 * @param {number} port
 */
function reasonFor(error, port) {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is taken: stop what uses it, or choose another with --port (0 picks a free one).`;
  }
  if (error.code === 'EACCES') {
    return `Port ${port} is not yours to use: choose one above 1023 with --port.`;
  }
  return `The server did not start: ${error.message}`;
}

const port = portFromArguments();
try {
  const server = await createServer({ port, log: (message) => console.log(message) });
  console.log(`Channels server, for development only: ${server.url}`);
  console.log(`app id ${server.app.id}, key ${server.app.key}, secret ${server.app.secret}`);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      await server.close();
      process.exit(0);
    });
  }
} catch (error) {
  fail(reasonFor(/** @type {NodeJS.ErrnoException} */ (error), port));
}
