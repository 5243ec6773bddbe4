// Callback lists: what `bind` and its relatives keep, and how events reach it.

import { report } from './errors.js';

let lastName;
let lastKey;

/**
 * The key that a name's callbacks are kept under: with a `_` in front, since programs look at `_callbacks`. A
 * message asks for the same one several times, and most messages have the name of the one before; that of
 * `message`, which every message asks for as well, is known.
 */
function keyOf(name) {
  if (name === 'message') return '_message';
  if (name !== lastName) lastKey = '_' + name;
  // Also where only the text was the same: next time it is the same string, which is seen at a glance.
  lastName = name;
  return lastKey;
}

/**
 * What a dispatcher keeps of both, once there is something to keep: of ten thousand channels few are bound to. The lists
 * by event name are its own rather than a registry's: that would be one more place in memory on each message's way.
 */
const LISTS = Symbol('callbacks');
const GLOBAL = Symbol('global_callbacks');

function add(lists, name, fn, context) {
  const key = keyOf(name);
  // A list that begins empty and grows takes room for seventeen.
  if (lists[key]) lists[key].push({ fn, context });
  else lists[key] = [{ fn, context }];
}

/** The lists without what fits all the criteria that are given; without any, there are none. */
function remove(lists, name, fn, context) {
  if (!name && !fn && !context) return undefined;
  for (const key of name ? [keyOf(name)] : Object.keys(lists)) {
    // A new list, for an emission that may be running over the old one.
    const kept =
      fn || context
        ? (lists[key] ?? []).filter(
            (callback) => (fn && fn !== callback.fn) || (context && context !== callback.context),
          )
        : [];
    if (kept.length) lists[key] = kept;
    else delete lists[key];
  }
  return lists;
}

/** The lists of a dispatcher, for programs to look at, and to change. */
class CallbackRegistry {
  constructor(dispatcher) {
    Object.defineProperty(this, '_callbacks', {
      get: () => (dispatcher[LISTS] ??= {}),
      set: (lists) => {
        dispatcher[LISTS] = lists;
      },
      enumerable: true,
    });
  }

  get(name) {
    return this._callbacks[keyOf(name)];
  }

  add(name, fn, context) {
    add(this._callbacks, name, fn, context);
  }

  remove(name, fn, context) {
    this._callbacks = remove(this._callbacks, name, fn, context);
  }
}

/** An object that events can be bound to. What nothing is bound to, its `failThrough` hears, if it has one. */
export class Dispatcher {
  constructor(failThrough) {
    this[LISTS] = undefined;
    this[GLOBAL] = undefined;
    if (failThrough) this.failThrough = failThrough;
  }

  get callbacks() {
    return new CallbackRegistry(this);
  }

  set callbacks(callbacks) {
    this[LISTS] = callbacks._callbacks;
  }

  get global_callbacks() {
    return (this[GLOBAL] ??= []);
  }

  set global_callbacks(callbacks) {
    this[GLOBAL] = callbacks;
  }

  bind(eventName, callback, context) {
    add((this[LISTS] ??= {}), eventName, callback, context);
    return this;
  }

  bind_global(callback) {
    this.global_callbacks.push(callback);
    return this;
  }

  unbind(eventName, callback, context) {
    const lists = this[LISTS];
    if (lists) this[LISTS] = remove(lists, eventName, callback, context);
    return this;
  }

  unbind_global(callback) {
    this.global_callbacks = callback
      ? this.global_callbacks.filter((bound) => bound !== callback)
      : [];
    return this;
  }

  unbind_all() {
    this.unbind();
    this.unbind_global();
    return this;
  }

  emit(eventName, data, metadata) {
    emitGlobal(this, eventName, data);
    emitBound(this, eventName, data, metadata);
    return this;
  }
}

Dispatcher.prototype.failThrough = undefined;

/** Calls what is bound to every event. */
export function emitGlobal(dispatcher, eventName, data) {
  // The length and the list are looked at anew each time: callbacks bind and unbind.
  for (let i = 0; i < dispatcher[GLOBAL]?.length; i++) {
    try {
      dispatcher[GLOBAL][i](eventName, data);
    } catch (error) {
      report(error);
    }
  }
}

/** Calls what is bound to this event. Callbacks get no argument where there is nothing to tell. */
export function emitBound(dispatcher, eventName, data, metadata) {
  const list = dispatcher[LISTS]?.[keyOf(eventName)];
  if (!list) {
    dispatcher.failThrough?.(eventName, data);
    return;
  }
  for (let i = 0; i < list.length; i++) {
    const { fn, context } = list[i];
    const self = context || globalThis;
    try {
      if (metadata) fn.call(self, data, metadata);
      else if (data) fn.call(self, data);
      else fn.call(self);
    } catch (error) {
      report(error);
    }
  }
}

/** Whether anybody would hear this event. An `emit` that was replaced always does. */
export function hears(dispatcher, eventName) {
  return (
    dispatcher[GLOBAL]?.length > 0 ||
    dispatcher[LISTS]?.[keyOf(eventName)] !== undefined ||
    dispatcher.emit !== Dispatcher.prototype.emit
  );
}
