// What the other commands need on a machine, installed where it is missing: npm packages, the wasm target.
// Imports nothing but Node itself, so that it runs right after `git clone`.

import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Advice, probe, quietly, root, step } from './steps.mjs';

const NODE = 20;

/** Everything that a build needs. */
export async function setUp() {
  checkNode();
  checkRust();
  await installPackages();
  await installTarget();
}

function checkNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < NODE) {
    throw new Advice(
      `Node ${NODE} or newer is needed, this is ${process.versions.node}: see nodejs.org`,
    );
  }
}

function checkRust() {
  if (!probe('cargo', '--version')) {
    throw new Advice('Rust is needed and `cargo` is not on the PATH: install it from rustup.rs');
  }
  const wanted = /^rust-version = "(.*)"/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8'))[1];
  const found = probe('rustc', '--version')?.split(' ')[1] ?? 'none';
  if (found.localeCompare(wanted, undefined, { numeric: true }) < 0) {
    throw new Advice(
      `Rust ${wanted} or newer is needed, this is ${found}: run \`rustup update stable\``,
    );
  }
}

/**
 * Installs the npm packages of a lock file, unless that has been done since it last changed.
 *
 * @param {string} [folder] where the lock file is, from the project's folder
 * @param {string} [name] what the step is called
 */
export async function installPackages(folder = '.', name = 'Installing npm packages') {
  const stamp = join(root, folder, 'node_modules', '.installed');
  const lock = join(root, folder, 'package-lock.json');
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(lock).mtimeMs) return;
  await step(name, () =>
    quietly(
      ['npm', 'ci', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts'],
      '`npm ci` failed: is there a network, and a registry that npm can reach?',
    ).then(() => undefined),
  );
  writeFileSync(stamp, '');
}

async function installTarget() {
  const target = 'wasm32-unknown-unknown';
  const libraries = probe('rustc', '--print', 'target-libdir', '--target', target);
  if (libraries && existsSync(libraries)) return;
  if (!probe('rustup', '--version')) {
    throw new Advice(
      `The Rust target ${target} is missing, and there is no rustup to add it: see rustup.rs`,
    );
  }
  await step(`Adding the Rust target ${target}`, () =>
    quietly(
      ['rustup', 'target', 'add', target],
      `\`rustup target add ${target}\` failed: is there a network?`,
    ).then(() => undefined),
  );
}
