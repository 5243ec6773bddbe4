// localStorage, as an object that tells what is done to it, in a lane of its own: whether an entry goes just before
// or just after a socket opens, nobody can see. What callbacks find there, scenarios ask for.

/** @param {import('./world.js').World} world */
export function storage(world) {
  const check = () => {
    if (world.storageFails) throw new DOMException('scripted: no storage', 'SecurityError');
  };
  return new Proxy(world.stored, {
    get(target, key) {
      check();
      return target[key];
    },
    set(target, key, value) {
      check();
      target[key] = String(value);
      world.write(`${key} = ${value}`, 'storage');
      return true;
    },
    deleteProperty(target, key) {
      check();
      // Taking away what is not there is nothing that can be seen.
      if (key in target) world.write(`${key} deleted`, 'storage');
      return delete target[key];
    },
  });
}
