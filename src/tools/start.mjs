// `npm start`: builds what is out of date, then serves the demo and the documentation beside a development Channels
// server.
// Usage: npm start [-- --port N]     (or the environment variable PORT; default 8787)

import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { buildDocs } from './docs.mjs';
import { Advice, main, step } from './steps.mjs';

await main(async () => {
  const { values } = parseArgs({ options: { port: { type: 'string' } } });
  const port = Number(values.port ?? process.env.PORT ?? 8787);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Advice('The port must be 0 to 65535');
  await build();
  await buildDocs();
  const server = await step('Starting the development server and the demo', () => serve(port));
  console.log(`
  Demo      ${server.url}
  Docs      ${server.url}/docs/
  Channels  ws://127.0.0.1:${server.port}/app/${server.app.key}   (app ${server.app.id}, secret ${server.app.secret})

For development only: it listens on this machine alone. Ctrl-C stops it.`);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      await server.close();
      process.exit(0);
    });
  }
});

async function serve(port) {
  const { createServer } = await import('../../tests/support/server/index.mjs');
  const { demoSite } = await import('./site.mjs');
  try {
    const server = await createServer({
      port,
      fallback: demoSite(() => server),
      // The demo pings after 10 s of silence, and a SockJS server answers with nothing but its own heartbeats.
      sockjs: { heartbeat_delay: 4000 },
    });
    return server;
  } catch (error) {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Advice(
      `Port ${port} is taken: stop what uses it, or choose another with \`npm start -- --port N\``,
    );
  }
}
