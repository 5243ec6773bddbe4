// Evaluates a script, or an ES module, where everything that an environment may have is a trap:
//
//   node --experimental-vm-modules tests/support/untouchable.mjs script:FILE require:FILE import:FILE
//
// prints, as JSON, what comes of each, what it has touched, and what it has left in the global object.

import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import globals from 'globals';

const language = new Set(Object.keys(globals.es2025));
const { browser, worker, serviceworker, node, nodeBuiltin } = globals;
/** Names that loaders give, where there is one. */
const LOADER = ['exports', 'module', 'require', 'define'];
const environment = new Set(
  Object.keys({ ...browser, ...worker, ...serviceworker, ...node, ...nodeBuiltin })
    .concat('WebAssembly', 'Deno', 'Bun')
    .filter((name) => !language.has(name) && !LOADER.includes(name)),
);

/** A global object that notes what is looked at. */
function trapped(touched) {
  const sandbox = {};
  for (const name of environment) {
    Object.defineProperty(sandbox, name, {
      get() {
        touched.push(name);
        throw new Error(`${name} was touched`);
      },
    });
  }
  return vm.createContext(sandbox);
}

/** Ways to evaluate a file; each gives what comes of it. */
const WAYS = {
  script(code, context) {
    vm.runInContext(code, context);
    return Object.getOwnPropertyDescriptor(context, 'Pusher')?.value;
  },

  require(code, context) {
    const module = { exports: {} };
    vm.compileFunction(code, ['module', 'exports'], { parsingContext: context })(
      module,
      module.exports,
    );
    return module.exports;
  },

  async import(code, context) {
    const module = new vm.SourceTextModule(code, { context });
    await module.link(() => {});
    // A module needs no room for anything of its own.
    Object.freeze(context);
    await module.evaluate();
    return module.namespace.default;
  },
};

/** @param {string} arg a way and a file: `require:pkg/web/pusher.js` */
async function evaluate(arg) {
  const [, way, file] = /^(\w+):(.*)$/.exec(arg);
  const touched = [];
  const context = trapped(touched);
  const before = new Set(Object.getOwnPropertyNames(context));
  let result;
  try {
    result = typeof (await WAYS[way](readFileSync(file, 'utf8'), context));
  } catch (error) {
    result = error.message;
  }
  const left = Object.getOwnPropertyNames(context).filter((name) => !before.has(name));
  return { result, touched, left };
}

const results = {};
for (const arg of process.argv.slice(2)) results[arg] = await evaluate(arg);
console.log(JSON.stringify(results));
