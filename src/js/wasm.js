// The compiled client. Its bytes come with the script (packed.js, compressed.js), or beside it (slim.js). They are
// compiled when the first client is made, synchronously, which browsers allow for modules of this size. Until then
// nothing is touched.

import { binary } from 'build:binary';
import { bindings } from 'build:bindings';

let loaded;

/**
 * The Rust side: its class, and a list of the hosts that it calls. Another one after each trap. Throws an error that
 * says what to do where the page's CSP forbids WebAssembly, or there is none.
 */
export const load = () => (loaded ??= instantiate());

function instantiate() {
  const instance = { Pusher: undefined, hosts: [] };
  const trapped = (error) => {
    // The next client gets a memory that can be trusted.
    if (loaded === instance) loaded = undefined;
    for (const tell of instance.hosts.map((host) => host.cutOff(error))) tell();
  };
  const { Pusher, start } = bindings((exports) => guard(exports, trapped));
  start(binary());
  instance.Pusher = Pusher;
  return instance;
}

/**
 * The same exports, but the first trap in one of them is the last: it is told of, and nothing is called any more,
 * neither by timers nor by finalizers.
 */
function guard(exports, trapped) {
  let dead = false;
  const guarded = {};
  for (const [name, value] of Object.entries(exports)) {
    guarded[name] = value;
    if (typeof value !== 'function') continue;
    // As many parameters as any of them has: collecting them into an array would cost more than the call.
    guarded[name] = (a, b, c, d, e, f, g) => {
      if (dead) return undefined;
      try {
        return value(a, b, c, d, e, f, g);
      } catch (error) {
        if (error instanceof WebAssembly.RuntimeError && !dead) {
          dead = true;
          trapped(error);
        }
        throw error;
      }
    };
  }
  return guarded;
}
