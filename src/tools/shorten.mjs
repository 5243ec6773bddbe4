// Short names for what wasm and its bindings know each other by. wasm-bindgen's are made to be unique over
// many crates (`__wbg_setonclose_8a13b7d7ab2ee1c6`); between two files that are built together a letter does.
// Binaryen's own pass renames only the imports of some modules.

const CUSTOM = 0;
const IMPORT = 2;
const EXPORT = 7;

/**
 * Renames the imports (and their modules) and exports of a wasm module, and the same names in its bindings, which lose
 * what the module does not import.
 *
 * @param {Uint8Array} wasm
 * @param {string} bindings the JavaScript that wasm-bindgen made for it
 * @returns {{wasm: Uint8Array, bindings: string}}
 */
export function shorten(wasm, bindings) {
  const names = new Map();
  const words = new Set(bindings.match(/\w+/g));
  const unused = letters(words);
  const short = (name) => {
    if (!names.has(name)) names.set(name, unused.next().value);
    return names.get(name);
  };
  const parts = [wasm.subarray(0, 8)];
  const input = new Reader(wasm, 8);
  while (input.position < wasm.length) {
    const id = wasm[input.position++];
    const size = input.number();
    const body = input.bytes(size);
    const renamed =
      id === IMPORT ? imports(body, short) : id === EXPORT ? exports(body, short) : body;
    parts.push([id], leb(renamed.length), renamed);
  }
  // What the optimizer has left without a caller is imported no more.
  const imported = bindings.replace(/^ {8}(__wb\w+): [^]*?^ {8}\}\)?,\n/gm, (entry, name) =>
    names.has(name) ? entry : '',
  );
  // As a whole word only: names of one are parts of others.
  const known = /[\w$]+|"\.\/[\w.]+"/g;
  const text = imported.replace(known, (word) => {
    const bare = word.startsWith('"') ? JSON.parse(word) : word;
    if (!names.has(bare)) return word;
    return word === bare ? names.get(bare) : JSON.stringify(names.get(bare));
  });
  return { wasm: concat(parts), bindings: text };
}

function imports(body, short) {
  const reader = new Reader(body);
  const parts = [leb(reader.number())];
  while (reader.position < body.length) {
    parts.push(name(short(reader.name())), name(short(reader.name())));
    const start = reader.position;
    reader.importType();
    parts.push(body.subarray(start, reader.position));
  }
  return concat(parts);
}

function exports(body, short) {
  const reader = new Reader(body);
  const parts = [leb(reader.number())];
  while (reader.position < body.length) {
    parts.push(name(short(reader.name())), reader.bytes(1), leb(reader.number()));
  }
  return concat(parts);
}

/** Reads the parts of a section (WebAssembly core specification, chapter 5). */
export class Reader {
  constructor(data, position = 0) {
    this.data = data;
    this.position = position;
  }

  /** An unsigned LEB128. */
  number() {
    for (let value = 0, scale = 1; ; scale *= 128) {
      const byte = this.data[this.position++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  /** A signed one, of 32 bits. */
  signed() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.data[this.position++];
      value |= (byte & 127) << shift;
      if (byte < 128) return byte & 64 && shift < 25 ? value | (-1 << (shift + 7)) : value;
    }
  }

  bytes(length) {
    return this.data.subarray(this.position, (this.position += length));
  }

  name() {
    return new TextDecoder().decode(this.bytes(this.number()));
  }

  /** Skips what is imported. */
  importType() {
    const kind = this.data[this.position++];
    if (kind === 0) this.number();
    else if (kind === 1) this.limits(1);
    else if (kind === 2) this.limits(0);
    else if (kind === 3) this.position += 2;
    else if (kind === 4) this.number(++this.position);
    else throw new Error(`unknown kind of import: ${kind}`);
  }

  limits(skip) {
    this.position += skip;
    const flags = this.data[this.position++];
    this.number();
    if (flags & 1) this.number();
  }
}

/**
 * A module's sections: what they are, where they and their contents begin, the whole, and the contents, of custom ones
 * after the name.
 */
export function* sections(wasm) {
  const reader = new Reader(wasm, 8);
  while (reader.position < wasm.length) {
    const from = reader.position;
    const id = wasm[reader.position++];
    const size = reader.number();
    const start = reader.position;
    const body = new Reader(reader.bytes(size));
    const name = id === CUSTOM ? body.name() : undefined;
    const whole = wasm.subarray(from, reader.position);
    yield { id, name, from, start, whole, body: body.data.subarray(body.position) };
  }
}

/** A number as unsigned LEB128. */
export function leb(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return [...bytes, value];
}

function name(text) {
  const bytes = new TextEncoder().encode(text);
  return concat([leb(bytes.length), bytes]);
}

function concat(parts) {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** `a`, `b`, … `Z`, `aa`, … but for these. */
function* letters(taken) {
  const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
  for (let index = 0; ; index++) {
    let text = '';
    for (let rest = index; rest >= 0; rest = Math.floor(rest / alphabet.length) - 1) {
      text = alphabet[rest % alphabet.length] + text;
    }
    if (!taken.has(text)) yield text;
  }
}
