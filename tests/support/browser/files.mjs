// What the development server serves besides the protocol: the build under test, laravel-echo, test pages.
// `LIBRARY=pusher-js` serves the reference under the very same addresses, `LIBRARY=pusher-wasm/compat` the build without
// WebAssembly.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

export const COMPAT = 'pusher-wasm/compat';
export const library = process.env.LIBRARY ?? 'pusher-wasm';
/** What tests may ask of the library: something to reach into, and a build that does without encryption. */
export const can = library === COMPAT ? [] : ['WebAssembly', 'lite'];
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Every way a customer takes the library into a page. */
export const BUILDS = {
  script: '/pkg/web/pusher.js',
  'script.min': '/pkg/web/pusher.min.js',
  esm: '/pkg/esm/pusher.js',
};

/** The builds that open encrypted channels. */
export const ENCRYPTION_BUILDS = {
  'with-encryption': '/pkg/web/pusher-with-encryption.js',
  'with-encryption.min': '/pkg/web/pusher-with-encryption.min.js',
};

const isBuild = (address) => Object.values({ ...BUILDS, ...ENCRYPTION_BUILDS }).includes(address);

const reference = path.join(root, 'node_modules/pusher-js/dist/web');
const helpers = readFileSync(new URL('./page.js', import.meta.url), 'utf8');

/** Says in one line what is missing, or nothing. */
export function missingBuild() {
  if (library === 'pusher-js') return undefined;
  const missing = Object.values({ ...BUILDS, ...ENCRYPTION_BUILDS }).filter(
    (file) => !existsSync(path.join(root, file)),
  );
  return missing.length ? `not built: ${missing.join(', ')} (npm run build)` : undefined;
}

/** The page's own helpers with what they must know of the server. */
export function pageScript(settings) {
  return `window.__settings = ${JSON.stringify(settings)};\n${helpers}`;
}

/** The source of the reference as an ES module: its UMD wrapper is given a `module` to fill. */
function referenceModule() {
  const source = readFileSync(path.join(reference, 'pusher.js'), 'utf8').replace(
    /\/\/# source\S+/,
    '',
  );
  return `const exports = {}, module = { exports };\n${source}\nexport default module.exports;\n`;
}

/** The file of `compat` that takes the place of a build. */
function compatFile(address) {
  return address.replace(/[\w-]+?(?=\.(?:min\.)?js$)/, 'pusher-compat');
}

/** A page that takes the library in, then runs `inline` as the very next thing. */
function html({ build, inline = '', place = 'body' }) {
  const file = { ...BUILDS, ...ENCRYPTION_BUILDS }[build];
  let scripts = '';
  if (build === 'esm') {
    scripts = `<script type="module">import Pusher from '${file}';\nwindow.Pusher = Pusher;\n${inline}</script>`;
  } else if (file) {
    scripts = `<script src="${file}"></script><script>${inline}</script>`;
  }
  const [head, body] = place === 'head' ? [scripts, ''] : ['', scripts];
  return `<!doctype html><html><head><meta charset="utf-8"><title>${build ?? 'blank'}</title>${head}</head><body>${body}</body></html>`;
}

/** pusher-js's build for workers, with encryption if `file` has it. */
function referenceWorker(file) {
  const name =
    /\/pusher(\.min)?\.js$/.test(file) && file.startsWith('/pkg/web/') ? '' : '-with-encryption';
  const source = readFileSync(path.join(reference, `../worker/pusher${name}.worker.js`), 'utf8');
  return `{ const exports = {}, module = { exports };\n${source}\nself.Pusher = module.exports; }`;
}

const workerHelpers = readFileSync(new URL('./worker.js', import.meta.url), 'utf8');

/**
 * The script of a worker that takes the library in: `file` by `importScripts` or, if that is an ES module, by `import`.
 * A service worker's module cannot wait for anything, so that `ready` is a promise.
 */
function worker({ file }) {
  if (library === 'pusher-js') return `${referenceWorker(file)}\n${workerHelpers}`;
  const entry = file.split('/')[2];
  const load = {
    web: `importScripts('${file}');`,
    esm: `import Pusher from '${file}'; self.Pusher = Pusher;`,
    slim: `import Pusher, { init } from '${file}'; self.Pusher = Pusher; self.ready = init();`,
  };
  return `${load[entry]}\n${workerHelpers}`;
}

/** A page with nothing in it but the library: what a CSP forbids in it, it forbids to the library. */
function bare({ file, nonce }) {
  const type = file.includes('/esm/') ? 'module' : 'text/javascript';
  const tag = `<script type="${type}" nonce="${nonce}" src="${file}"></script>`;
  return `<!doctype html><html><head><meta charset="utf-8"></head><body>${tag}</body></html>`;
}

/** The `fallback(req, res)` of the development server. `routes` adds `{'POST /path': async (body) => answer}`. */
export function fallback(routes = {}) {
  const disk = (folder) => sirv(path.join(root, folder), { dev: true, etag: false });
  const served = {
    '/pkg/': existsSync(path.join(root, 'pkg')) ? disk('pkg') : undefined,
    '/vendor/laravel-echo/': disk('node_modules/laravel-echo/dist'),
    '/': existsSync(path.join(root, 'www')) ? disk('www') : undefined,
  };

  return async function (req, res) {
    const url = new URL(req.url, 'http://localhost');
    const send = (type, text, status = 200) => {
      res.writeHead(status, { 'content-type': `${type}; charset=utf-8` });
      res.end(text);
    };
    try {
      const route = routes[`${req.method} ${url.pathname}`];
      if (route)
        return send('application/json', JSON.stringify((await route(await json(req))) ?? {}));
      if (url.pathname === '/favicon.ico') return send('image/x-icon', '', 204);
      if (url.pathname === '/page.html' || url.pathname === '/blank.html') {
        return send('text/html', html(Object.fromEntries(url.searchParams)));
      }
      if (url.pathname === '/worker.js') {
        return send('text/javascript', worker(Object.fromEntries(url.searchParams)));
      }
      if (url.pathname === '/strict.html') {
        const { csp, ...rest } = Object.fromEntries(url.searchParams);
        res.setHeader('content-security-policy', csp);
        return send('text/html', bare(rest));
      }
      if (url.pathname === '/take.js') {
        const file = url.searchParams.get('file');
        return send('text/javascript', `import Pusher from '${file}';\nwindow.Pusher = Pusher;`);
      }
      if (library === 'pusher-js' && url.pathname.startsWith('/pkg/')) {
        if (url.pathname === BUILDS.esm) return send('text/javascript', referenceModule());
        return send(
          'text/javascript',
          readFileSync(path.join(reference, path.basename(url.pathname))),
        );
      }
      if (library === COMPAT && isBuild(url.pathname)) req.url = compatFile(url.pathname);
      for (const [prefix, handler] of Object.entries(served)) {
        if (!handler || !url.pathname.startsWith(prefix)) continue;
        req.url = req.url.slice(prefix.length - 1);
        return handler(req, res, () => send('text/plain', 'not found', 404));
      }
      return send('text/plain', 'not found', 404);
    } catch (error) {
      return send('text/plain', String(error?.stack ?? error), 500);
    }
  };
}

async function json(req) {
  let text = '';
  for await (const chunk of req) text += chunk;
  return text ? JSON.parse(text) : undefined;
}
