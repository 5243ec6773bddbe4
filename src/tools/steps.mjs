// Running things and saying so: every step has a name, and tells how long it took. What goes wrong is
// one line that says what to do.

import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A failure that the user can do something about: its message is all they need. */
export class Advice extends Error {}

/** Runs the command's main function; turns failures into one line and an exit code. */
export async function main(run) {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof Advice)) throw error;
    console.error(`\n✗ ${error.message}`);
    process.exit(1);
  }
}

const tty = process.stdout.isTTY;

/** How npm, cargo, rustup and apt say that there is no network. */
const NO_NETWORK =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|could not resolve host|failed to (download|get `)|could not download|temporary failure resolving|unable to fetch/i;

/**
 * Does one named piece of work and reports it in one line. `work` may return what to add to that line.
 *
 * @template T
 * @param {string} name
 * @param {() => T | Promise<T>} work
 */
export async function step(name, work) {
  const began = performance.now();
  const spent = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  // On a terminal the line counts up; in a log it is written once begun and once done.
  let ticking;
  if (tty) {
    process.stdout.write(`… ${name}`);
    ticking = setInterval(() => process.stdout.write(`\r… ${name} ${spent()} `), 500);
  } else {
    console.log(`… ${name}`);
  }
  try {
    const result = await work();
    const note = typeof result === 'string' ? ` — ${result}` : '';
    process.stdout.write(`${tty ? '\r' : ''}✓ ${name} (${spent()})${note}\n`);
    return result;
  } catch (error) {
    process.stdout.write(`${tty ? '\r' : ''}✗ ${name} (${spent()})\n`);
    throw error;
  } finally {
    clearInterval(ticking);
  }
}

/** Whether a command can be run at all; returns its first line of output. */
export function probe(command, ...args) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n')[0] : undefined;
}

/**
 * Runs a command quietly. If it fails, its output goes to a log file, its last lines to the screen, and
 * `advice` says what to do.
 *
 * @param {string[]} commandLine
 * @param {string} advice
 * @param {{env?: Record<string, string>, stdin?: string}} [options]
 */
export async function quietly([command, ...args], advice, options = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const status = await new Promise((resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', resolve);
  });
  if (status !== 0) {
    const log = join('target', 'logs', `${basename(command)}.log`);
    mkdirSync(dirname(join(root, log)), { recursive: true });
    writeFileSync(join(root, log), output);
    if (NO_NETWORK.test(output)) {
      throw new Advice(
        `${basename(command)} could not download what it needs: connect to the network and run this again (whole output: ${log})`,
      );
    }
    console.error(output.trimEnd().split('\n').slice(-12).join('\n'));
    throw new Advice(`${advice} (whole output: ${log})`);
  }
  return output;
}

/** Runs a command with its output on the screen. Returns its exit code. */
export async function loudly([command, ...args], env = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', (status) => resolve(status ?? 1));
  });
}
