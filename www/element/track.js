// The track of the stepper: a block a step in its thread's colour, those that are still to come pale. A fault is outlined, and a
// step that somebody waits after is underlined. A range input lies over it, with a thumb as wide as a block: it takes the press.

import { find } from './elements.js';
import { colours, threadColours } from './palette.js';
import { onResize } from './resize.js';

/** The height of the picture, and the room above and below its blocks. */
const [HEIGHT, ROOM] = [34, 6];
/** A block has a gap, an outline and its thread's number from these widths on, in pixels. */
const [WITH_GAP, WITH_OUTLINE, WITH_NUMBER] = [4, 7, 14];
const PALE = 0.28;
/** The widest block: a short schedule does not fill the track, and its blocks stay in place as it grows. */
const WIDEST = 36;

export class Track {
  #part;
  #canvas;
  #sight;
  /** A byte a step: its thread, its fault from bit 4 on, and in bit 7 whether somebody waits from then on. @type {Uint8Array} */
  #steps = new Uint8Array();
  #position = 0;

  /**
   * @param {HTMLElement} part holds a canvas and an input
   * @param {{ inView: boolean }} sight whether to draw
   * @param {AbortSignal} signal ends listening
   */
  constructor(part, sight, signal) {
    this.#part = part;
    this.#canvas = find(part, 'canvas');
    this.#sight = sight;
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw(), { signal });
    onResize(part, () => this.draw(), signal);
  }

  /** Shows a schedule. @param {Uint8Array} steps */
  show(steps) {
    this.#steps = steps;
  }

  /** Marks a position. @param {number} position */
  mark(position) {
    this.#position = position;
    this.draw();
  }

  draw() {
    const width = this.#part.clientWidth;
    if (width === 0 || !this.#sight.inView) return;
    const [canvas, scale] = [this.#canvas, devicePixelRatio];
    // A slot a step, and the first one before all steps.
    const slots = this.#steps.length + 1;
    const slot = Math.min(WIDEST, width / slots);
    this.#part.style.setProperty('--slot', `${slot}px`);
    this.#part.style.setProperty('--slots', `${slot * slots}px`);
    [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(HEIGHT * scale)];
    const context = canvas.getContext('2d');
    if (!context) return;
    context.scale(scale, scale);
    const [text, bad, ground] = colours(this.#part, ['text', 'torn', 'ground']);
    const look = { text, bad, ground, threads: threadColours(this.#part) };
    this.#paintBlocks(context, slot, look);
    const x = this.#position * slot;
    context.fillStyle = look.text;
    context.fillRect(Math.min(x + Math.max(slot, 2) / 2 - 1, width - 2), 0, 2, HEIGHT);
    if (slot < WITH_OUTLINE) return;
    context.strokeStyle = look.text;
    context.lineWidth = 2;
    context.strokeRect(x + 1, ROOM - 4, slot - 2, HEIGHT - 2 * ROOM + 8);
    this.#paintNumber(context, this.#position, slot, look);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} slot
   * @param {{ text: string, bad: string, ground: string, threads: string[] }} look
   */
  #paintBlocks(context, slot, look) {
    const [steps, height] = [this.#steps, HEIGHT - 2 * ROOM];
    // Many steps share a pixel: the first one is drawn, and each fault.
    const stride = Math.max(1, Math.floor(1 / slot));
    const gap = slot < WITH_GAP ? 0 : 1;
    for (let first = 0; first < steps.length; first += stride) {
      let [faults, waits] = [0, 0];
      for (let index = first; index < Math.min(first + stride, steps.length); index++) {
        faults |= (steps[index] ?? 0) & 0x70;
        waits |= (steps[index] ?? 0) & 0x80;
      }
      const [x, wide] = [(first + 1) * slot, Math.max(slot * stride - gap, 0.5)];
      const thread = (steps[first] ?? 0) & 15;
      context.globalAlpha = first < this.#position ? 1 : PALE;
      context.fillStyle = look.threads[thread] ?? look.text;
      context.fillRect(x, ROOM, wide, height);
      this.#paintNumber(context, first + 1, slot, look);
      context.globalAlpha = 1;
      context.fillStyle = context.strokeStyle = look.bad;
      context.lineWidth = 2;
      if (faults && slot < WITH_OUTLINE) context.fillRect(x, 0, Math.max(wide, 1), ROOM - 1);
      else if (faults) context.strokeRect(x, ROOM - 1, wide, height + 2);
      context.fillStyle = look.text;
      if (waits) context.fillRect(x, HEIGHT - 3, Math.max(wide, 1), 2);
    }
  }

  /**
   * The thread's number in a block, if there is room.
   * @param {CanvasRenderingContext2D} context
   * @param {number} position
   * @param {number} slot
   * @param {{ ground: string, text: string }} look
   */
  #paintNumber(context, position, slot, { ground, text }) {
    const step = this.#steps[position - 1];
    if (slot < WITH_NUMBER || step === undefined) return;
    context.fillStyle = position <= this.#position ? ground : text;
    context.globalAlpha = 1;
    context.font = '700 12px ui-monospace, monospace';
    [context.textAlign, context.textBaseline] = ['center', 'middle'];
    context.fillText((step & 15).toString(16), position * slot + slot / 2, HEIGHT / 2 + 1);
  }
}
