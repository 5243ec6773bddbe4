// What a script calls on its way to the first socket stands in parentheses, in which engines compile a function together
// with the script. The others they only skim: they read them again when they are called.
//
// Which functions these are is seen, not written down: the build runs the script in a page that it makes up.

import { Session } from 'node:inspector';
import { createContext, runInContext } from 'node:vm';

/**
 * @param {import('./maps.mjs').Mapped} script that sets `Pusher`
 * @returns {Promise<import('./maps.mjs').Mapped>}
 */
export async function compileEarly({ code, map }) {
  // Only now, as the packages may have been installed just before.
  const { parse } = await import('acorn');
  const { default: MagicString } = await import('magic-string');
  const { default: remapping } = await import('@jridgewell/remapping');

  const text = new MagicString(code);
  const called = calledFunctions(code);
  visit(parse(code, { ecmaVersion: 'latest' }), ({ type, start, end, id }, parent, body) => {
    if (!called.has(`${start}-${end}`)) return;
    if (type === 'ArrowFunctionExpression') {
      // Is called where it stands: is in parentheses.
      if (parent.callee?.start === start) return;
      text.appendLeft(start, '(').appendRight(end, ')');
    } else if (type === 'FunctionDeclaration' && parent === body) {
      // It is there from the beginning of what it stands in, and must go on to be.
      text.overwrite(start, id.end, `var ${id.name}=(function`).appendLeft(end, ');');
      const beginning = body.type === 'Program' ? 0 : body.start + 1;
      if (start > beginning) text.move(start, end, beginning);
    }
  });
  const step = text.generateMap({ hires: 'boundary' });
  return { code: text.toString(), map: { ...remapping([step, map], () => null) } };
}

/**
 * Calls `see` with each node, its parent, and the program or the body of the function that it is part of.
 */
function visit(node, see, parent, body = node) {
  see(node, parent, body);
  const inner = node.body?.type === 'BlockStatement' && 'params' in node ? node.body : body;
  for (const part of Object.values(node).flat()) {
    if (typeof part?.type === 'string') visit(part, see, node, inner);
  }
}

/** What a client asks a page for until it has a socket. */
const PAGE = {
  TextDecoder,
  TextEncoder,
  addEventListener() {},
  atob,
  btoa,
  clearTimeout() {},
  crypto,
  document: { body: {} },
  localStorage: {},
  location: { protocol: 'https:' },
  setTimeout() {},
  XMLHttpRequest: class {
    withCredentials = false;
  },
};

const CLIENT = `
// Older versions of Node do not have it.
Uint8Array.fromBase64 ??= (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
new Pusher('key', { cluster: 'mt1' });
`;

/** The functions that the script calls until it opens a socket: where they begin and end, as `begin-end`. */
function calledFunctions(code) {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true });
  const name = 'until-the-first-socket.js';
  let scripts;
  const page = createContext({
    ...PAGE,
    WebSocket: class {
      constructor() {
        // It answers at once.
        session.post('Profiler.takePreciseCoverage', (_, { result }) => (scripts ??= result));
      }
    },
  });
  runInContext(code, page, { filename: name });
  runInContext(CLIENT, page);
  session.disconnect();
  if (!scripts) throw new Error('The client opens no socket');
  const { functions } = scripts.find(({ url }) => url === name);
  return new Set(
    functions
      .map(({ ranges: [whole] }) => whole)
      .filter(({ count }) => count > 0)
      .map(({ startOffset, endOffset }) => `${startOffset}-${endOffset}`),
  );
}
