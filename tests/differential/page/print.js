// Values as text, the same for both libraries: what a program can see of them, and nothing of how they are made.

const DEPTH = 6;

/**
 * Prints a value with its own keys. Errors are printed by class, as their texts are each library's own words; so
 * are the texts of refusals, unless the scenario's source has them.
 *
 * @param {unknown} value
 * @param {string} source the scenario's source
 */
export function print(value, source = '') {
  const path = [];

  function any(value, depth) {
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value === 'function') return 'ƒ';
    if (typeof value === 'bigint') return `${value}n`;
    if (value === null || typeof value !== 'object')
      return Object.is(value, -0) ? '-0' : String(value);
    if (path.includes(value)) return '[circular]';
    const known = byKind(value);
    if (known) return known;
    if (depth > DEPTH) return '…';
    path.push(value);
    const text = Array.isArray(value)
      ? `[${value.map((item) => any(item, depth + 1)).join(', ')}]`
      : object(value, depth);
    path.pop();
    return text;
  }

  function object(value, depth) {
    const pairs = Object.entries(value).map(([key, item]) => {
      const ownWords = key === 'error' && value.type === 'AuthError' && typeof item === 'string';
      const said = ownWords && !source.includes(item) ? '‹own words›' : any(item, depth + 1);
      return `${key}: ${said}`;
    });
    return pairs.length ? `{ ${pairs.join(', ')} }` : '{}';
  }

  return any(value, 0);
}

/** What is not looked into: errors, the page's objects, the libraries' own. */
function byKind(value) {
  // Minifying takes the names of classes.
  if (value instanceof Error)
    return `‹${value.constructor.name.replace(/^\w{1,2}$/, 'Error of a class of its own')}›`;
  if (value instanceof Promise) return '‹Promise›';
  if (value instanceof Event) return `‹${value.type} event›`;
  if (value instanceof Node) return `‹${value.nodeName}›`;
  if (typeof value.bind_global === 'function') {
    if ('subscriptionPending' in value) return `‹channel ${value.name}›`;
    if ('state' in value) return '‹connection›';
    if ('allChannels' in value) return '‹client›';
    return '‹emitter›';
  }
  if (
    typeof value.setMyID === 'function' ||
    (typeof value.each === 'function' && 'myID' in value)
  ) {
    return `‹members ${print({ members: value.members, count: value.count, myID: value.myID, me: value.me })}›`;
  }
  return undefined;
}

/** What was thrown: strings exactly, errors by class. */
export function printThrown(error) {
  return typeof error === 'string' ? JSON.stringify(error) : print(error);
}
