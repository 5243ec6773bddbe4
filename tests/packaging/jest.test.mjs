// Jest with jsdom, as CommonJS.

import { describe, test } from 'node:test';
import { project } from '../support/project.mjs';

describe('jest', () => {
  const app = project('jest');

  test('its tests pass: a client of the server, and a mocked one', () => app.passes(2));
});
