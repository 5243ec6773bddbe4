// While this is registered, modules that import node:test get the stand-in.

const standIn = new URL('stand-in.mjs', import.meta.url).href;

export const resolve = (specifier, context, next) =>
  specifier === 'node:test' ? { url: standIn, shortCircuit: true } : next(specifier, context);
