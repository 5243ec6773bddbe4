// What the snippets of these pages are built with: see tests/browser/docs-snippets.test.mjs.
export { svelte } from '@sveltejs/vite-plugin-svelte';
export { default as vue } from '@vitejs/plugin-vue';
export { build } from 'vite';
