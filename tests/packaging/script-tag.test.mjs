// No tool at all: a page with a script tag.

import { describe, test } from 'node:test';
import { project } from '../support/project.mjs';

describe('script-tag', () => {
  const app = project('script-tag');

  test('the page works', () => app.works(app.serve()));
});
