// The package's types, as every kind of project finds them. What they say is tested by the programs in tests/types, which
// the lint compiles against the sources.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { installPackage } from '../support/install.mjs';
import { tarball } from '../support/tarball.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const programs = join(root, 'tests/types');

/** The package, installed. */
let installed;
const folders = [];

before(async () => {
  installed = await installPackage();
});

after(() => {
  installed.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Runs a program; fails with all that it says. */
function run(...command) {
  try {
    return execFileSync(process.execPath, command, { encoding: 'utf8', stdio: 'pipe' });
  } catch ({ stdout, stderr, message }) {
    assert.fail(stdout + stderr || message);
  }
}

/**
 * A project that has packages of ours installed, and pusher-wasm by one or more names.
 *
 * @param {{names?: string[], packages?: string[], type?: 'module' | 'commonjs'}} what
 */
function project({ names = [], packages = [], type = 'commonjs' }) {
  const folder = mkdtempSync(join(tmpdir(), 'pusher-wasm-types-'));
  folders.push(folder);
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const name of names) {
    cpSync(join(installed.folder, 'node_modules/pusher-wasm'), join(modules, name), {
      recursive: true,
    });
  }
  for (const name of packages) {
    cpSync(join(root, 'node_modules', name), join(modules, name), { recursive: true });
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type }));
  return folder;
}

/** How projects are set up: a TypeScript, and its options. */
const WAYS = {
  nodenext: { module: 'nodenext' },
  node16: { module: 'node16' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
  'node10, TypeScript 4.7': { module: 'commonjs', moduleResolution: 'node' },
  'node10, TypeScript 4.7, esModuleInterop': {
    module: 'commonjs',
    moduleResolution: 'node',
    esModuleInterop: true,
  },
};

/** Compiles files in a project in one of these ways, as strictly as can be. */
function compile(folder, way, files, options = {}) {
  const compilerOptions = {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    allowJs: true,
    target: 'es2022',
    lib: ['es2022', 'dom'],
    types: [],
    ...WAYS[way],
    ...options,
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const compiler = way.includes('4.7') ? 'typescript-4.7' : 'typescript';
  run(join(root, 'node_modules', compiler, 'bin/tsc'), '--project', folder);
}

/** The programs of a folder that a way can compile: of others than Node's, those that say nothing of their form. */
function put(folder, from, way) {
  const node = /^node(next|16)$/.test(way);
  const files = readdirSync(join(programs, from)).filter((file) =>
    node ? /\.([mc]?ts|cjs)$/.test(file) : /\.ts$/.test(file),
  );
  for (const file of files) cpSync(join(programs, from, file), join(folder, file));
  assert.ok(files.length > 0);
  return files;
}

test('publint finds nothing to complain of', async () => {
  const cli = join(root, 'node_modules/publint/src/cli.js');
  assert.match(run(cli, 'run', await tarball(), '--strict'), /All good!/);
});

/** Runs arethetypeswrong with these arguments besides the package. */
async function attw(...args) {
  const cli = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  return run(cli, await tarball(), ...args);
}

test('arethetypeswrong finds nothing wrong', async () => {
  // One is a module of WebAssembly, and one an ES module only: see below.
  assert.match(
    await attw('--exclude-entrypoints', 'slim', 'slim/pusher.wasm'),
    /No problems found/,
  );
});

test('arethetypeswrong finds nothing wrong with the slim entry, an ES module', async () => {
  assert.match(
    await attw('--entrypoints', 'slim', '--ignore-rules', 'cjs-resolves-to-esm'),
    /No problems found/,
  );
});

for (const way of Object.keys(WAYS)) {
  test(`what was written for pusher-js, and programs with an event map: ${way}`, () => {
    const folder = project({ names: ['pusher-js', 'pusher-wasm'] });
    const files = put(folder, 'migration', way);
    for (const file of ['event-map.ts', 'typed.ts']) {
      cpSync(join(programs, file), join(folder, file));
      files.push(file);
    }
    compile(folder, way, files);
  });
}

for (const way of ['nodenext', 'bundler', 'node10, TypeScript 4.7']) {
  test(`what was written for pusher-js compiles against pusher-js: ${way}`, () => {
    const folder = project({ packages: ['pusher-js', 'tweetnacl'] });
    compile(folder, way, put(folder, 'migration', way));
  });
}

for (const way of ['nodenext', 'node16']) {
  test(`require() gives the class, and import the same one: ${way}`, () => {
    const folder = project({ names: ['pusher-wasm'] });
    compile(folder, way, put(folder, 'package', way));
  });
}

for (const way of ['nodenext', 'bundler']) {
  test(`with laravel-echo, whose types are those of pusher-js: ${way}`, () => {
    const names = ['pusher-wasm', 'pusher-js'];
    const folder = project({ names, packages: ['laravel-echo'], type: 'module' });
    cpSync(join(programs, 'drop-in.ts'), join(folder, 'drop-in.ts'));
    compile(folder, way, ['drop-in.ts']);
  });
}

test('no type of the DOM is needed, nor one of Node', () => {
  const folder = project({ names: ['pusher-wasm'] });
  cpSync(join(programs, 'event-map.ts'), join(folder, 'event-map.ts'));
  compile(folder, 'nodenext', ['event-map.ts'], { lib: ['es2022'] });
});

/** The declarations that the reference is made from. */
const declarations = readFileSync(join(root, 'src/js/index.d.ts'), 'utf8');

test('every type, and every member of one, has its text in the reference', async () => {
  const { default: ts } = await import('typescript-4.7');
  const { statements } = ts.createSourceFile(
    'index.d.ts',
    declarations,
    ts.ScriptTarget.ES2022,
    true,
  );
  const types = statements.filter(({ kind }) =>
    [
      ts.SyntaxKind.InterfaceDeclaration,
      ts.SyntaxKind.ClassDeclaration,
      ts.SyntaxKind.TypeAliasDeclaration,
    ].includes(kind),
  );
  const silent = ({ node }) => ts.getJSDocCommentsAndTags(node).length === 0;
  const found = types.flatMap((node) => [
    { path: node.name.text, node },
    // Of a method's forms the first one has the text; calls and private constructors need none.
    ...(node.members ?? [])
      .filter((m) => m.name || (ts.isConstructorDeclaration(m) && m.parameters.length > 0))
      .filter(({ name }, index, all) => all.findIndex((m) => named(m) === name?.text) === index)
      .map((member) => ({ path: `${node.name.text}.${named(member)}`, node: member })),
  ]);
  assert.ok(found.length > 250, `only ${found.length} texts were looked for`);
  assert.deepEqual(
    found.filter(silent).map(({ path }) => path),
    [],
  );
});

/** A member's name, if it has one. */
const named = ({ name }) => name?.text;

test("the reference's examples compile", () => {
  const examples = Array.from(declarations.matchAll(/ \* ```ts\n([^]*?) \* ```/g), ([, text]) =>
    text.replace(/^ \* ?/gm, ''),
  );
  assert.ok(examples.length >= 8, `only ${examples.length} examples were found`);
  const folder = project({ names: ['pusher-wasm'], type: 'module' });
  const files = examples.map((example, index) => {
    writeFileSync(join(folder, `${index}.ts`), `${BEFORE_EXAMPLES}\n{\n${example}\n}`);
    return `${index}.ts`;
  });
  compile(folder, 'nodenext', files);
});

/** What examples take for granted. */
const BEFORE_EXAMPLES = `
  import Pusher from 'pusher-wasm';
  import type { ChannelAuthorizationData, ChannelAuthorizationHandler, Options, Presence, PresenceChannel } from 'pusher-wasm';
  declare const pusher: Pusher;
  declare const id: number;
  declare const token: string;
  declare const api: { authorize(...args: string[]): Promise<ChannelAuthorizationData> };
`;

test("the README's event map compiles", () => {
  const [, program] = /```ts\n([^]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'));
  const folder = project({ names: ['pusher-wasm'], type: 'module' });
  writeFileSync(join(folder, 'readme.ts'), program);
  compile(folder, 'bundler', ['readme.ts']);
});

test('whatever is exported by name, the class holds as well', () => {
  const names = new Set(
    Array.from(
      declarations.matchAll(/^export (?:type|interface|class|const) (\w+)/gm),
      ([, name]) => name,
    ),
  );
  assert.ok(names.size > 50, `only ${names.size} names were found`);
  const folder = project({ names: ['pusher-wasm'] });
  const lines = [...names].map((name) => `export import Of${name} = Pusher.${name};`);
  const program = ["import Pusher = require('pusher-wasm');", ...lines].join('\n');
  writeFileSync(join(folder, 'held.ts'), program);
  compile(folder, 'nodenext', ['held.ts']);
});
