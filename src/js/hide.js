/**
 * Gives an object a property that programs do not see when they copy, print or walk through it. Writable and
 * configurable, because proxies (Vue's `reactive`) may not wrap what is neither.
 */
export function hide(object, name, value) {
  Object.defineProperty(object, name, { value, writable: true, configurable: true });
}
