// How fast the core is by itself, compiled for this machine: what `examples/core_rate.rs` prints.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { quietly, root } from '../../src/tools/steps.mjs';

const COMMAND = ['cargo', 'run', '--locked', '--quiet', '--release', '--example', 'core_rate'];

export const hasCoreRate = () => existsSync(join(root, 'examples', 'core_rate.rs'));

/** @returns {Promise<Record<string, number | string>[]>} its rows, which all have the same columns */
export async function measureCoreRate() {
  return JSON.parse(await quietly(COMMAND, '`cargo run --example core_rate` failed'));
}
