// Source maps, through the steps that make a script: esbuild draws one, terser carries it on, and the rest only puts
// lines before and after.

import { basename } from 'node:path';

/** @typedef {{code: string, map: {sources: string[], mappings: string}}} Mapped a script and its source map */

/**
 * Puts text around a script.
 *
 * @param {Mapped} script
 * @param {string} before whole lines
 * @param {string} [after]
 * @returns {Mapped}
 */
export function around({ code, map }, before, after = '') {
  // The mappings of a line end with a semicolon.
  const lines = before.split('\n').length - 1;
  const mappings = ';'.repeat(lines) + map.mappings;
  return { code: before + code + after, map: { ...map, mappings } };
}

/**
 * The two files of a script: itself, with a comment that names its map, and the map. The sources are inside the map, as
 * nobody serves them.
 *
 * @param {Mapped} script
 * @param {string} path
 * @returns {[path: string, text: string][]}
 */
export function withMap({ code, map }, path) {
  const name = `${basename(path)}.map`;
  // What the build has made (`bindings:bindings`) is no file.
  const sources = map.sources.map((source) => source.replace(/^\w+:(\w+)$/, '$1.js'));
  const text = JSON.stringify({ ...map, file: basename(path), sources });
  return [
    [path, `${code.trimEnd()}\n//# sourceMappingURL=${name}\n`],
    [`${path}.map`, `${text}\n`],
  ];
}
