/**
 * A list that forgets its oldest entries.
 * @template T
 */
export class CappedLog {
  /** @type {T[]} */
  #entries = [];
  #cap;

  /** @param {number} cap */
  constructor(cap) {
    this.#cap = cap;
  }

  /** @param {T} entry */
  add(entry) {
    this.#entries.push(entry);
    // Trimmed only now and then, so that adding stays cheap.
    if (this.#entries.length >= 2 * this.#cap) this.#entries = this.list();
  }

  /** @returns {T[]} */
  list() {
    return this.#entries.slice(-this.#cap);
  }

  clear() {
    this.#entries = [];
  }
}
