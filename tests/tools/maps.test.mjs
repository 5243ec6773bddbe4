// Source maps: a place in a minified file leads to the line of src/js that it comes from.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { build } from '../../src/tools/build.mjs';
import { root } from '../../src/tools/steps.mjs';

await build();

const read = (path) => readFileSync(join(root, path), 'utf8');
const scripts = readdirSync(join(root, 'pkg'), { recursive: true })
  .filter((file) => file.endsWith('.min.js'))
  .map((file) => join('pkg', file));

/** Where a text is: line and column, both from 0. */
function placeOf(text, part) {
  const before = text.slice(0, text.indexOf(part));
  assert.ok(before.length < text.length - 1, `${part} is not there`);
  const lines = before.split('\n');
  return [lines.length - 1, lines.at(-1).length];
}

/** The text in each file, which minifying leaves alone but for the quotes, and where it comes from. */
const TEXTS = [
  ['You must pass an options object', 'src/js/errors.js'],
  ['pusherTransportTLS', 'src/js/orders.js'],
];

for (const script of scripts) {
  test(`${script} has a map that leads to src/js`, () => {
    const text = read(script);
    const [, name] = /\n\/\/# sourceMappingURL=(\S+)\n$/.exec(text);
    const map = JSON.parse(read(join(dirname(script), name)));
    const found = new SourceMap(map);
    for (const [part, source] of TEXTS) {
      const [line, column] = placeOf(text, part);
      const { originalSource, originalLine, originalColumn } = found.findEntry(line, column - 1);
      assert.equal(join(dirname(script), originalSource), source);
      const [expectedLine, expectedColumn] = placeOf(read(source), part);
      assert.equal(originalLine, expectedLine, part);
      assert.equal(originalColumn, expectedColumn - 1, part);
    }
  });

  test(`the map of ${script} has its sources inside`, () => {
    const { sources, sourcesContent } = JSON.parse(read(`${script}.map`));
    assert.ok(sourcesContent.every((content) => content.length > 0));
    // What the build has made has a name without a folder.
    const made = sources.filter((source) => !source.includes('/'));
    assert.ok(made.includes('bindings.js'));
    for (const [index, source] of sources.entries()) {
      if (made.includes(source)) continue;
      const path = join(dirname(script), source);
      assert.match(path, /^src\/js\//);
      assert.equal(sourcesContent[index], read(path), source);
    }
  });
}

test('Node names the line of src/js in the stack of an error from a minified file', () => {
  const program = `
    import Pusher from './pkg/esm/pusher.min.js';
    try {
      new Pusher('key', { cluster: 'mt1', pongTimeout: {} });
    } catch (error) {
      console.log(error.stack);
    }`;
  const args = ['--enable-source-maps', '--input-type=module', '--eval', program];
  const stack = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const [line] = placeOf(read('src/js/errors.js'), 'new Error(`Option ${option} must be');
  assert.match(stack, new RegExp(`src/js/errors\\.js:${line + 1}:\\d+`));
});
