// The names of what DEVIATIONS.md describes.

import { readFileSync } from 'node:fs';

const text = readFileSync(new URL('../../DEVIATIONS.md', import.meta.url), 'utf8');

export const deviations = Array.from(text.matchAll(/^## `([\w-]+)`$/gm), ([, name]) => name);
