import config from './vite.config.js';

// What this Vite bundles ahead loses sight of the files beside it.
export default { ...config, optimizeDeps: { exclude: ['pusher-wasm/slim'] } };
