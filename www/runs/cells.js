// A screen's cells, read while threads write them.

/** The cells of a screen in some process's memory, or what has been kept of them. */
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
   * Copies cells, each read as a whole: a glyph and its author belong together. A read of an integer array's element never tears
   * (ECMAScript, IsNoTearConfiguration), nor does a thread's aligned store. `TypedArray.prototype.set` may copy byte by byte
   * (SetTypedArrayFromTypedArray), and could pair a new glyph with an old author.
   * @param {number} start the first cell
   * @param {Uint16Array} target receives the cells
   */
  copy(start, target) {
    const cells = this.#cells;
    const { length } = target;
    for (let at = 0; at < length; at++) target[at] = cells[start + at];
  }

  /** Keeps a copy of what was printed, up to the first empty cell, in place of the view. No thread may write any more. */
  keep() {
    const end = this.#cells.indexOf(0);
    this.#cells = this.#cells.slice(0, end < 0 ? undefined : end);
  }

  /** Forgets the cells: nobody reads them any more. */
  forget() {
    this.#cells = new Uint16Array();
  }
}
