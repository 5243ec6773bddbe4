// Jest with jsdom, as ES modules.

import { describe, test } from 'node:test';
import { project } from '../support/project.mjs';

describe('jest-esm', () => {
  const app = project('jest-esm');

  test('its tests pass: a client of the server', () => app.passes(1));
});
