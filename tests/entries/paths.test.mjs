// What a program imports from pusher-js it can import from the package that takes its place: the project here has ours
// installed under that name, as `"pusher-js": "npm:pusher-wasm"` in a package.json does it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { installPackage } from '../support/install.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const reference = join(root, 'node_modules/pusher-js');

let project;
let remove;

before(async () => {
  ({ folder: project, remove } = await installPackage('pusher-js'));
});

after(() => remove?.());

/** Runs a program in the project. Returns what it prints as JSON. */
function run(name, program) {
  writeFileSync(join(project, name), program);
  return JSON.parse(execFileSync(process.execPath, [name], { cwd: project, encoding: 'utf8' }));
}

/** The scripts of pusher-js that are the library, in any of its builds; no sources, and no libraries of others. */
const scripts = readdirSync(reference, { recursive: true })
  .filter((file) => file.endsWith('.js'))
  .filter((file) => !/^(src|spec|webpack|integration_tests_server|node_modules)\//.test(file))
  .filter((file) => !/(json2|sockjs)(\.min)?\.js$/.test(file))
  .sort();

/** All ways to name a file: as it is, without its ending, by its folder. */
const waysTo = (file) =>
  [file, file.replace(/\.js$/, ''), file.replace(/\/index\.js$/, '')].filter(
    (way, index, ways) => ways.indexOf(way) === index,
  );

/** Whether a build of pusher-js has encryption: only there is the algorithm's own code. */
function encrypts(file) {
  const text = readFileSync(join(reference, file), 'utf8');
  const [, inner] = /require\('(.+?)'\)/.exec(text.length < 1000 ? text : '') ?? [];
  if (!inner) return text.includes('crypto_secretbox_open');
  return encrypts(join(file, '..', inner.replace(/(\.js)?$/, '.js')));
}

/** What a program can tell of an entry: is it the class, and does it open encrypted channels? */
const LOOK = `
  delete globalThis.WebSocket;
  const look = (Pusher) => {
    if (typeof Pusher !== 'function' || !Array.isArray(Pusher.instances)) return 'no class';
    try {
      new Pusher('key', { cluster: '' }).subscribe('private-encrypted-a');
      return 'encrypts';
    } catch (error) {
      return error.message.includes('encrypt') ? 'plain' : String(error);
    }
  };
`;

test('every script of pusher-js has its like here, by whichever name', () => {
  assert.ok(scripts.length >= 18, `only ${scripts.length} scripts were found`);
  const expected = {};
  for (const file of scripts) {
    for (const way of waysTo(file)) expected[way] = encrypts(file) ? 'encrypts' : 'plain';
  }
  assert.ok(
    Object.values(expected).includes('plain') && expected['dist/node/pusher'] === 'encrypts',
  );
  const found = run(
    'ways.cjs',
    `${LOOK}
    const found = {};
    for (const way of ${JSON.stringify(Object.keys(expected))}) {
      try {
        const Pusher = require('pusher-js/' + way);
        found[way] = Pusher.default === Pusher ? look(Pusher) : 'not its own default';
      } catch (error) {
        found[way] = error.message;
      }
    }
    console.log(JSON.stringify(found));`,
  );
  assert.deepEqual(found, expected);
});

test('an ES module may import them, too', () => {
  const wrong = run(
    'ways.mjs',
    `${LOOK}
    const wrong = [];
    for (const way of ${JSON.stringify(scripts)}) {
      const { default: Pusher } = await import('pusher-js/' + way);
      if (!/^(encrypts|plain)$/.test(look(Pusher))) wrong.push(way);
    }
    console.log(JSON.stringify(wrong));`,
  );
  assert.deepEqual(wrong, []);
});

const NAMES = ['Pusher', 'Channel', 'Members', 'PresenceChannel', 'ConnectionManager', 'Runtime'];

/** The entries by what they have inside. */
const ENTRIES = {
  encrypts: ['', '/with-encryption', '/worker/with-encryption', '/node', '/react-native'],
  plain: ['/lite', '/worker'],
};

for (const [inside, entries] of Object.entries(ENTRIES)) {
  for (const entry of entries) {
    test(`pusher-js${entry}: by import and by require, the class and its names`, () => {
      const program = (Pusher, names) => `
        console.log(JSON.stringify({
          inside: look(${Pusher}),
          names: ${JSON.stringify(NAMES)}.filter((name) => typeof ${names}[name] !== (name === 'Runtime' ? 'object' : 'function')),
          itself: [${names}, ${Pusher}].every((held) => held.Pusher === ${Pusher} && held.Channel === ${names}.Channel) && ${Pusher}.default === ${Pusher} && ${names}.Runtime === ${Pusher}.Runtime,
          members: new ${names}.PresenceChannel('presence-a', {}).members instanceof ${names}.Members,
        }));`;
      const expected = { inside, names: [], itself: true, members: true };
      const esm = `import Pusher, * as all from 'pusher-js${entry}'; ${LOOK}`;
      assert.deepEqual(run('entry.mjs', esm + program('Pusher', 'all')), expected);
      const cjs = `const all = require('pusher-js${entry}'); ${LOOK}`;
      assert.deepEqual(run('entry.cjs', cjs + program('all', 'all')), expected);
    });
  }
}

test('the slim entry and its module', () => {
  const found = run(
    'slim.mjs',
    `import { default as main, init, ${NAMES.join(', ')} } from 'pusher-js/slim';
    import { createRequire } from 'node:module';
    import { existsSync } from 'node:fs';
    delete globalThis.WebSocket;
    await init();
    console.log(JSON.stringify([
      new Pusher('key', { cluster: '' }).connection.state,
      main === Pusher && typeof Channel,
      existsSync(createRequire(import.meta.url).resolve('pusher-js/slim/pusher.wasm')),
    ]));`,
  );
  assert.deepEqual(found, ['failed', 'function', true]);
});

test('what package.json names for tools and for CDNs is there', () => {
  const folder = join(project, 'node_modules/pusher-js');
  const text = readFileSync(join(folder, 'package.json'), 'utf8');
  const { main, module, types, unpkg, jsdelivr, exports, typesVersions } = JSON.parse(text);
  const targets = (value) =>
    typeof value === 'string' ? [value] : Object.values(value).flatMap(targets);
  const named = [
    main,
    module,
    types,
    unpkg,
    jsdelivr,
    ...targets(exports),
    ...targets(typesVersions),
  ];
  assert.ok(named.length > 30);
  assert.deepEqual(
    named.filter((path) => !path.includes('*') && !existsSync(join(folder, path))),
    [],
  );
});
