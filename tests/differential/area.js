// Scenarios by area: lists that Node reads for their names, and the page for their functions.

/**
 * `define(scenario)` calls `scenario(name, [options], run)` for each. Options:
 *   deviation  the row of DEVIATIONS.md that makes the traces differ; needs `ours`
 *   ours       what must hold of our trace: a function of `(trace, assert)`, called in Node
 *   mayDeviate the row that makes them differ, if they do
 *   build      'lite' takes the builds without encryption
 *   before     runs before the library is evaluated, with `({ world })`
 */
export function area(name, define) {
  const scenarios = [];
  define((title, options, run) => {
    if (typeof options === 'function') [run, options] = [options, {}];
    if (scenarios.some((one) => one.name === title)) throw new Error(`two scenarios: ${title}`);
    scenarios.push({ name: title, ...options, run });
  });
  return { name, scenarios };
}
