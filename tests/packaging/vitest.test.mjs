// Vitest with jsdom.

import { describe, test } from 'node:test';
import { project } from '../support/project.mjs';

describe('vitest', () => {
  const app = project('vitest');

  test('its tests pass: a client of the server, and a mocked one', () => app.passes(2));
});
