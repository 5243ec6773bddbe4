// The package as it is built: its version, and each file that a page may load, with size and hash.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const root = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What a page loads by its address. Those that a build lacks are left out. */
const FILES = [
  'pkg/web/pusher.min.js',
  'pkg/web/pusher-with-encryption.min.js',
  'pkg/web/pusher-compat.min.js',
  'pkg/esm/pusher-lite.min.js',
  'pkg/esm/pusher.min.js',
  'pkg/esm/pusher-compat.min.js',
  'pkg/slim/pusher.min.js',
  'pkg/slim/pusher.wasm',
];

export default {
  watch: ['../../package.json', '../../pkg/.fingerprint'],
  load() {
    const { version } = JSON.parse(readFileSync(root('package.json')));
    return { version, files: FILES.filter((file) => existsSync(root(file))).map(describe) };
  },
};

/** @returns {{ name: string, plain: number, gzip: number, brotli: number, integrity: string }} sizes in bytes */
function describe(name) {
  const bytes = readFileSync(root(name));
  return {
    name,
    plain: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
    integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`,
  };
}
