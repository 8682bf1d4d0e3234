// A screen's cells, read while threads write them.

/** The cells of a screen in some process's memory. */
export class Cells {
  #cells;

  /** @param {Uint16Array} cells a view of them */
  constructor(cells) {
    this.#cells = cells;
  }

  get length() {
    return this.#cells.length;
  }

  /**
   * Copies cells, each with one atomic load, so that a glyph keeps its author. `TypedArray.prototype.set` may copy byte by byte
   * (ECMAScript, SetTypedArrayFromTypedArray), and could pair a new glyph with an old author.
   * @param {number} start the first cell
   * @param {Uint16Array} target receives the cells
   */
  copy(start, target) {
    const cells = this.#cells;
    for (let at = 0; at < target.length; at++) target[at] = Atomics.load(cells, start + at);
  }
}
