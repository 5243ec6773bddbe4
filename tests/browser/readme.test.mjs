// The README's snippets, word for word, in a page.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import { root } from '../support/browser/files.mjs';
import { library, target } from '../support/browser/harness.mjs';
import { html, openStage, snippet, until } from '../support/browser/snippets.mjs';
import { installPackage } from '../support/install.mjs';

const skip =
  (library === 'pusher-js' && 'the README is about our build') ||
  (target.name !== 'embedded' && 'the snippets name hosts that only our server answers for');
const FILES = skip
  ? {}
  : {
      '/pusher.min.js': readFileSync(join(root, 'pkg/web/pusher.min.js')),
      '/pusher.js': readFileSync(join(root, 'pkg/esm/pusher.min.js')),
      '/slim/pusher.min.js': readFileSync(join(root, 'pkg/slim/pusher.min.js')),
      '/slim/pusher.wasm': readFileSync(join(root, 'pkg/slim/pusher.wasm')),
    };
const code = (name) => snippet('README.md', name);

let stage, project;

before(async () => {
  if (skip) return;
  stage = await openStage();
  project = await installPackage();
});

after(async () => {
  await stage?.close();
  project?.remove();
});

const open = (body) => stage.open({ ...FILES, '/': html(body) });

/** As a bundler would make it, from the installed package. */
async function bundled(code) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: project.folder },
    bundle: true,
    write: false,
    format: 'iife',
    logLevel: 'silent',
    nodePaths: [join(root, 'node_modules')],
  });
  return `<script>${outputFiles[0].text}</script>`;
}

for (const [name, page] of [
  ['script', () => open(code('script'))],
  ['module', () => open(code('module'))],
  ['slim', () => open(code('slim'))],
  ['npm', async () => open(await bundled(code('npm')))],
]) {
  test(`the snippet '${name}' prints the headline`, { skip }, async () => {
    const opened = await page();
    await until(stage.subscribed('news'), opened);
    await stage.trigger('news', 'headline', { title: `read by ${name}` });
    await until(() => opened.lines.length > 0, opened);
    assert.deepEqual(opened.lines, [`read by ${name}`]);
    await opened.close();
  });
}

test("the snippet 'presence' greets the members, and hears them type", { skip }, async () => {
  const body = await bundled(code('presence'));
  const first = await open(body);
  await until(() => first.lines.includes('1 here'), first);
  const second = await open(`${body}<script></script>`);
  await until(() => second.lines.includes('2 here'), second);
  await until(() => first.lines.some((line) => line.endsWith(' joined')), first);
  const asked = stage.server.requests.find(({ headers }) => headers['x-csrf-token'] === 'token');
  assert.ok(asked, 'the header went to the endpoint');
  await first.close();
  await second.close();
});

test("the snippet 'echo' joins the lobby", { skip }, async () => {
  const page = await open(await bundled(code('echo')));
  await until(() => page.lines.includes('1 in the lobby'), page);
  await page.close();
});
