// How fast the core is by itself, compiled for this machine: the example `core_rate`, if there is one.

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../src/tools/steps.mjs';

const ARGS = ['run', '--locked', '--quiet', '--release', '--example', 'core_rate'];

/** Whether there is such an example, in Cargo's own place or in another that is declared. */
export function hasCoreRate() {
  const manifest = readFileSync(join(root, 'Cargo.toml'), 'utf8');
  return manifest.includes('"core_rate"') || existsSync(join(root, 'examples', 'core_rate.rs'));
}

/** @returns {Promise<Record<string, number | string>[]>} its rows as it prints them, all with the same columns */
export async function measureCoreRate() {
  const { stdout } = await promisify(execFile)('cargo', ARGS, { cwd: root });
  return JSON.parse(stdout);
}
