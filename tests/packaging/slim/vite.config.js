import { defineConfig } from 'vite';

const { PUSHER_PORT } = process.env;

export default defineConfig({
  server: {
    // The Channels server seems to be part of this one.
    proxy: {
      '/app': { target: `ws://127.0.0.1:${PUSHER_PORT}`, ws: true },
      '/pusher': `http://127.0.0.1:${PUSHER_PORT}`,
    },
  },
});
