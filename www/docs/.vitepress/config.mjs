// The documentation site: Markdown in this folder, the reference generated from src/js/index.d.ts by TypeDoc
// (`npm run docs` does both). The result needs no server but one for files, and no other host.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(await readFile(here('../../../package.json')));

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%23232733'/%3E%3Cpath d='M2 8h3l2-4 3 8 1.5-4H14' fill='none' stroke='%234ade80' stroke-width='1.6' stroke-linejoin='round'/%3E%3C/svg%3E";

/** Pages in the order in which they are read; `Next page` follows it. */
const sidebar = [
  {
    text: 'Getting started',
    items: [
      { text: 'Introduction', link: '/' },
      { text: 'Script tag', link: '/start/script' },
      { text: 'ES module', link: '/start/module' },
      { text: 'React', link: '/start/react' },
      { text: 'Vue', link: '/start/vue' },
      { text: 'Svelte', link: '/start/svelte' },
      { text: 'Angular', link: '/start/angular' },
      { text: 'Next.js', link: '/start/next' },
      { text: 'Nuxt', link: '/start/nuxt' },
      { text: 'Laravel Echo', link: '/start/laravel-echo' },
    ],
  },
  {
    text: 'Coming from pusher-js',
    items: [
      { text: 'Migrating', link: '/migrating' },
      { text: 'What differs', link: '/differences' },
    ],
  },
  {
    text: 'Guide',
    items: [
      { text: 'Connection', link: '/guide/connection' },
      { text: 'Channels', link: '/guide/channels' },
      { text: 'Authorization', link: '/guide/authorization' },
      { text: 'Users and watchlists', link: '/guide/users' },
      { text: 'TypeScript', link: '/guide/typescript' },
      { text: 'Testing', link: '/guide/testing' },
    ],
  },
  {
    text: 'Environments',
    items: [
      { text: 'Entries', link: '/environments/entries' },
      { text: 'Self-hosting the script', link: '/environments/self-hosting' },
      { text: 'Content Security Policy', link: '/environments/csp' },
      { text: 'Workers', link: '/environments/workers' },
      { text: 'Node and server rendering', link: '/environments/node' },
      { text: 'A separate .wasm file', link: '/environments/slim' },
      { text: 'Rust crate', link: '/environments/rust' },
    ],
  },
  {
    text: 'When something is wrong',
    items: [
      { text: 'Troubleshooting', link: '/troubleshooting' },
      { text: 'Size and speed', link: '/size-and-speed' },
    ],
  },
  {
    text: 'Reference',
    items: [
      { text: 'Overview', link: '/reference/' },
      { text: 'Options', link: '/reference/interfaces/Options' },
      { text: 'Pusher', link: '/reference/classes/Pusher' },
      { text: 'ConnectionManager', link: '/reference/classes/ConnectionManager' },
      { text: 'Channel', link: '/reference/classes/Channel' },
      { text: 'PresenceChannel', link: '/reference/classes/PresenceChannel' },
      { text: 'Members', link: '/reference/classes/Members' },
      { text: 'User', link: '/reference/interfaces/User' },
    ],
  },
  { text: 'Changes', link: '/changes' },
];

const isReference = (page) => page.startsWith('reference/');

/** In the reference, writes the anchors of links as those of headings are written. */
function hyphenateAnchors({ tokens, env }) {
  if (!isReference(env.relativePath ?? '')) return;
  for (const token of tokens.flatMap(({ children }) => children ?? [])) {
    const [page, anchor] = token.attrGet('href')?.split('#') ?? [];
    if (anchor) token.attrSet('href', `${page}#${anchor.replace(/_+/g, '-')}`);
  }
}

export default defineConfig({
  base: '/docs/',
  outDir: here('../../../target/docs'),
  cacheDir: here('../../../target/docs-cache'),
  lang: 'en',
  title: 'pusher-wasm',
  titleTemplate: ':title · pusher-wasm',
  description:
    'Documentation of pusher-wasm, a realtime client for the Pusher Channels protocol that takes the place of pusher-js.',
  head: [['link', { rel: 'icon', href: icon }]],
  // The demo and the benchmark stand beside this site, not in it.
  ignoreDeadLinks: [/^\.\.\/(\.\.\/)?(index|bench)\.html/],
  markdown: {
    // Their colours keep a contrast of 4.5 to 1 and more.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    // TypeDoc's links and the headings' ids have to agree: both without colons, and with a hyphen for each underscore.
    config: (md) => md.core.ruler.push('reference-anchors', hyphenateAnchors),
    anchor: {
      getTokensText: (tokens) =>
        tokens
          .filter(({ type }) => type === 'text' || type === 'code_inline')
          .map(({ content }) => content.replaceAll(':', ''))
          .join(''),
    },
  },
  // Types may be called what pages of the guide are called.
  transformPageData: ({ relativePath }) =>
    isReference(relativePath) ? { titleTemplate: ':title · Reference · pusher-wasm' } : undefined,
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/', activeMatch: '^/(?!reference)' },
      { text: 'Reference', link: '/reference/', activeMatch: '^/reference' },
      { text: 'Demo', link: '/../index.html', target: '_self' },
      { text: 'Benchmark', link: '/../bench.html', target: '_self' },
    ],
    sidebar,
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    externalLinkIcon: true,
    footer: { message: `pusher-wasm ${version} · MIT License` },
  },
});

if (!existsSync(here('../reference/index.md')))
  throw new Error('The reference has not been generated: use `npm run docs`');
