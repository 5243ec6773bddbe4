// `npm run test:sockudo`: the end-to-end tests that apply, against Sockudo, a Channels server that nobody
// here wrote. Builds it from crates.io the first time (about a quarter of an hour on two cores); SOCKUDO_BIN
// names one that is there already. No server, no pass.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from './build.mjs';
import { needChromium } from './browsers.mjs';
import { Advice, main, probe, quietly, root, step } from './steps.mjs';
import { nodeTests, report } from './runs.mjs';

const VERSION = '5.2.0';
const app = { id: 'app1', key: 'key1', secret: 'secret1' };

await main(async () => {
  const chromium = await needChromium();
  await build();
  const sockudo = await needSockudo();
  const port = await freePort();
  const server = await step(`Starting Sockudo on port ${port}`, () => start(sockudo, port));
  try {
    await nodeTests('End to end against Sockudo', 'tests/browser', {
      CHROMIUM_PATH: chromium,
      TARGET: 'sockudo',
      SERVER_HOST: '127.0.0.1',
      SERVER_PORT: String(port),
      APP_ID: app.id,
      APP_KEY: app.key,
      APP_SECRET: app.secret,
    });
  } finally {
    server.kill('SIGKILL');
  }
  report();
});

async function needSockudo() {
  const { SOCKUDO_BIN } = process.env;
  if (SOCKUDO_BIN) {
    if (!existsSync(SOCKUDO_BIN)) throw new Advice('SOCKUDO_BIN names a file that does not exist');
    return SOCKUDO_BIN;
  }
  const folder = join(root, 'target', 'sockudo');
  const binary = join(folder, 'bin', 'sockudo');
  if (existsSync(binary)) return binary;
  await needProtoc();
  await step(`Building Sockudo ${VERSION} (about 15 minutes)`, async () => {
    await quietly(
      [
        ...['cargo', 'install', 'sockudo', '--version', VERSION, '--locked', '--profile', 'dev'],
        ...['--no-default-features', '--features', 'local', '--root', folder],
      ],
      'Sockudo could not be built: see above',
    );
  });
  return binary;
}

/** Sockudo's build runs the protocol buffers compiler. */
async function needProtoc() {
  if (probe('protoc', '--version')) return;
  const advice = 'Building Sockudo needs `protoc`: install the package protobuf-compiler';
  if (process.getuid?.() !== 0 || !probe('apt-get', '--version')) throw new Advice(advice);
  await step("Installing Debian's protobuf-compiler package", async () => {
    await quietly(['apt-get', 'update'], advice);
    await quietly(
      ['apt-get', 'install', '-y', '--no-install-recommends', 'protobuf-compiler'],
      advice,
    );
  });
}

async function start(sockudo, port) {
  const child = spawn(sockudo, [], {
    cwd: join(root, 'target'),
    stdio: 'ignore',
    env: {
      ...process.env,
      SOCKUDO_DEFAULT_APP_ENABLED: 'true',
      SOCKUDO_DEFAULT_APP_ID: app.id,
      SOCKUDO_DEFAULT_APP_KEY: app.key,
      SOCKUDO_DEFAULT_APP_SECRET: app.secret,
      SOCKUDO_DEFAULT_APP_ENABLE_CLIENT_MESSAGES: 'true',
      SOCKUDO_DEFAULT_APP_ENABLE_USER_AUTHENTICATION: 'true',
      SOCKUDO_DEFAULT_APP_ENABLE_WATCHLIST_EVENTS: 'true',
      HOST: '127.0.0.1',
      PORT: String(port),
      METRICS_HOST: '127.0.0.1',
      METRICS_PORT: String(await freePort()),
      QUEUE_DRIVER: 'memory',
      // Hundreds of tests from one address look like an attack.
      RATE_LIMITER_ENABLED: 'false',
      RUST_LOG: 'warn',
    },
  });
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) break;
    if (await answers(port)) return child;
    await sleep(200);
  }
  child.kill('SIGKILL');
  throw new Advice('Sockudo did not start within 20 seconds');
}

/** Whether anything listens on the port. */
function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** A port that nobody uses at the moment. */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
