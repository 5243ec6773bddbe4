// Bits as characters of a JavaScript literal, seven in each. gzip makes seven bits of them again where nothing else is
// among them: zlib's blocks have 16,383 symbols, and the text of the client just fits into the first one.

/** What must not stand in a literal, nor in a `<script>`, as halves: 0, \n, \r, ', < and \. */
const UNSAFE = new Set([0, 10, 13, 39, 60, 92]);

/** The character next to it, which has its first six bits in common, stands for these six. */
const sixBits = (value) => UNSAFE.has(2 * value) || UNSAFE.has(2 * value + 1);

export class Bits {
  constructor() {
    this.bits = [];
  }

  /** The lowest bits of a number. */
  put(value, count) {
    for (let bit = count - 1; bit >= 0; bit--) this.bits.push((value >> bit) & 1);
  }

  /** All that have been put. */
  text() {
    const { bits } = this;
    let text = '';
    for (let at = 0; at < bits.length;) {
      let value = 0;
      for (let i = 0; i < 6; i++) value = 2 * value + (bits[at++] ?? 0);
      let character = 2 * value;
      if (!sixBits(value)) character += bits[at++] ?? 0;
      else if (UNSAFE.has(character)) character++;
      text += String.fromCharCode(character);
    }
    return text;
  }
}
