// Turning times, sizes and arbitrary values into short text.

/** `17:03:09.123`: the wall clock, to the millisecond. */
export function clock(date = new Date()) {
  const two = (number) => String(number).padStart(2, '0');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${time}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** `8 ms`, `1.24 s`, `42 s`, `1 m 12 s`. */
export function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(2)} s`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 20_000 ? 1 : 0)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} m ${seconds % 60} s`;
}

/** `141 KB`; pages of bytes are counted in units of 1024. */
export function kilobytes(bytes) {
  const kb = bytes / 1024;
  return `${kb < 10 ? kb.toFixed(1) : Math.round(kb)} KB`;
}

/** JSON of anything: errors, DOM events, cycles and big integers included. */
export function toJson(value, indent) {
  const open = new WeakSet();
  const json = JSON.stringify(
    value,
    (_key, item) => {
      if (typeof item === 'bigint') return `${item}n`;
      if (item instanceof Error) return { name: item.name, message: item.message };
      if (item instanceof Event) return { domEvent: item.type };
      if (item === null || typeof item !== 'object') return item;
      if (open.has(item)) return '(seen above)';
      open.add(item);
      return item;
    },
    indent,
  );
  return json ?? String(value);
}

/** One line of at most `length` characters for a list. */
export function preview(value, length = 140) {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : toJson(value);
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
