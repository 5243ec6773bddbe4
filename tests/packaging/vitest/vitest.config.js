import { defineConfig } from 'vitest/config';

export default defineConfig({
  // In Vitest's other pools the WebSockets of jsdom 31 never fire `open`, and report an uncaught error.
  test: { environment: 'jsdom', pool: 'vmThreads' },
});
