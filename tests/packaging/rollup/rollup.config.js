import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';

export default {
  input: 'src/main.js',
  output: { file: 'public/bundle.js', format: 'es', sourcemap: true },
  plugins: [nodeResolve({ browser: true }), commonjs(), terser()],
};
