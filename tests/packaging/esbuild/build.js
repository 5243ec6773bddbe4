import { cpSync } from 'node:fs';
import { build } from 'esbuild';

await build({
  entryPoints: ['src/app.js'],
  bundle: true,
  minify: true,
  sourcemap: true,
  outdir: 'dist',
});
cpSync('src/index.html', 'dist/index.html');
