// Script tags: none is ever loaded. The scenario says what becomes of them.

/**
 * @param {import('./world.js').World} world
 * @returns {() => void} takes it back
 */
export function installScripts(world) {
  const { head } = document;
  const original = head.insertBefore;
  head.insertBefore = function (node, before) {
    if (!(node instanceof HTMLScriptElement)) return original.call(head, node, before);
    // Of a type that is not run, so that the browser leaves the address alone.
    const type = node.type;
    Object.defineProperty(node, 'type', { value: type, writable: true, configurable: true });
    node.setAttribute('type', 'text/inert');
    const script = new ScriptedTag(world, node, world.scripts.length);
    world.scripts.push(script);
    const place = before === head.firstChild ? 'first in head' : 'in head';
    const attributes = ['id', 'async', 'charset'].filter((name) => node.hasAttribute(name));
    const shown = attributes.map((name) => ` ${name}=${node.getAttribute(name)}`).join('');
    world.write(`${script.name} ${script.src}${shown} ${place}`);
    const remove = () => world.write(`${script.name} removed`);
    node.remove = () => {
      remove();
      Element.prototype.remove.call(node);
    };
    return original.call(head, node, before);
  };
  const removeChild = head.removeChild;
  head.removeChild = function (node) {
    const script = world.scripts.find((one) => one.node === node);
    if (script) world.write(`${script.name} removed`);
    return removeChild.call(head, node);
  };
  return () => {
    delete head.insertBefore;
    delete head.removeChild;
    for (const { node } of world.scripts) Element.prototype.remove.call(node);
  };
}

class ScriptedTag {
  constructor(world, node, index) {
    this.world = world;
    this.node = node;
    this.name = `script ${index}`;
    // Minified or not is a matter of the build.
    this.src = node.getAttribute('src').replace(/\.min\.js$/, '.js');
  }

  /** The function that the answer is to call: `Pusher.auth_callbacks['1']`. */
  get callback() {
    return new URL(this.src, location.href).searchParams.get('callback');
  }

  /** An answer that calls the function, then the tag's `load`. */
  answer(data) {
    const [, name, number] = /^Pusher\.(\w+)\['?(\w+)'?\]$/.exec(this.callback);
    this.world.act(() => window.Pusher[name][number]?.(data));
    return this.load();
  }

  load() {
    this.world.act(() => this.node.onload?.(new Event('load')));
    return this;
  }

  fail() {
    this.world.act(() => this.node.onerror?.(new Event('error')));
    return this;
  }
}
