// Angular by its CLI: built, and its development server.

import { describe, test } from 'node:test';
import { assertQuiet, project } from '../support/project.mjs';

describe('angular', () => {
  const app = project('angular');
  const define = () =>
    ['PUSHER_KEY', 'PUSHER_HOST', 'PUSHER_PORT'].flatMap((name) => [
      '--define',
      `${name}='${app.env[name]}'`,
    ]);

  test('built', async () => {
    const output = await app.npm('run', 'build', '--', ...define());
    // Nor does it complain of CommonJS, or of the size.
    assertQuiet(output);
    await app.works(app.serve('dist/angular-app/browser'));
  });

  test('development server', async () => {
    const { url, output } = await app.start('npm', (port) => [
      ...['start', '--', '--host', '127.0.0.1', '--port', `${port}`, ...define()],
    ]);
    await app.works(url);
    assertQuiet(output());
  });
});
