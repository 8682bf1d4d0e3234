// The timeline: a lane a thread, with the thread's activity over time. This file draws and moves the picture; its
// intervals come from the program's `Timeline`. Times are microseconds of a run, or steps of a schedule.

// @ts-nocheck: it is not typed yet.

import { threadColours } from './palette.js';
import { onResize } from './resize.js';
import { duration, measured } from './times.js';

const LANE = 22;
const LABEL = 28;
const AXIS = 22;
export const ACTIVITIES = ['', 'works', 'waits for the lock', 'holds the lock'];
const MOST_HOLDS = 400;
const ZOOM = 1.25;
// The table is updated once the drawing has not changed for so long.
const STILL_MS = 200;

const UNITS = {
  us: { inWords: measured, at: duration, between: (from, to) => `from ${duration(from)} to ${duration(to)}`, least: 10 },
  step: {
    inWords: (steps) => (steps === 1 ? '1 step' : `${steps} steps`),
    at: (step) => `step ${step}`,
    between: (from, to) => `from step ${from} to ${to}`,
    least: 4,
  },
};

export class TimelineCanvas {
  #part;
  #sight;
  #canvas;
  #moment;
  #table;
  #still;
  #choose;
  #timeline;
  #unit = UNITS.us;
  /** The step of the clock that measured the times. */
  #clockUs = 1;
  #settings;
  #from = 0;
  #to = 1;
  /** Whether the whole timeline is shown, also as it grows. */
  #fits = true;
  /** The lane and the time that the reader points at. */
  #at;
  #pointers = new Map();
  #dragged = false;

  /**
   * @param {HTMLElement} part holds a canvas and a place for words
   * @param {{ inView: boolean }} sight whether to draw; if not, `draw` is called when the element comes into view
   */
  constructor(part, sight) {
    this.#part = part;
    this.#sight = sight;
    this.#canvas = part.querySelector('canvas');
    this.#moment = part.querySelector('.moment');
    this.#table = part.querySelector('details');
  }

  /**
   * Listens to the reader.
   * @param {(time: number) => void} choose is called with the time that the reader chooses
   * @param {AbortSignal} signal ends listening
   */
  listen(choose, signal) {
    this.#choose = choose;
    const on = (name, handler, options) => this.#canvas.addEventListener(name, handler, { signal, ...options });
    on('pointerdown', (event) => this.#press(event));
    on('pointermove', (event) => this.#move(event));
    on('pointerup', (event) => this.#lift(event));
    on('pointercancel', ({ pointerId }) => this.#pointers.delete(pointerId));
    on('wheel', (event) => this.#wheel(event), { passive: false });
    on('keydown', (event) => this.#key(event));
    const buttons = { out: () => this.#zoom(1 / ZOOM), in: () => this.#zoom(ZOOM), fit: () => this.#fit() };
    this.#part.addEventListener('click', ({ target }) => buttons[target.dataset.zoom]?.(), { signal });
    this.#table.addEventListener('toggle', () => this.draw(), { signal });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw(), { signal });
    onResize(this.#part, () => this.draw(), signal);
  }

  /**
   * Shows a whole timeline; frees the previous one.
   * @param {import('../pkg/mutex_demo.js').Timeline} timeline
   * @param {'us' | 'step'} unit the unit of its times
   * @param {object} settings the settings of its run or schedule
   * @param {number} [clockUs] the step of the clock of the run
   */
  show(timeline, unit, settings, clockUs = 1) {
    this.#clockUs = clockUs;
    this.#timeline?.free();
    this.#timeline = timeline;
    this.#unit = UNITS[unit];
    this.#settings = settings;
    this.#at = undefined;
    this.#moment.textContent = '';
    this.#canvas.hidden = this.#table.hidden = false;
    // Not in `draw`, which follows the canvas's size.
    this.#canvas.style.blockSize = `${this.height}px`;
    this.#fit();
  }

  /** Marks a time. */
  mark(time) {
    this.#at = { lane: this.#at?.lane ?? 0, time };
    this.draw();
  }

  /** Reads the new events of a run's logs; the run's time is `nowUs`. */
  read(logs, nowUs) {
    this.#timeline?.read(logs, Math.max(0, nowUs));
    this.draw();
  }

  /** If a run has no intervals, says why. */
  explain(threading) {
    if (this.#timeline.end !== 0) return;
    this.#hide();
    if (!this.#timeline.summed) return;
    this.#moment.textContent = threading === 'real'
      ? 'At full speed only sums are kept: to log each event would take longer than the run.'
      : 'Without a pace no simulated time passes: choose one to see who works and who waits.';
  }

  /** Frees the timeline. */
  end() {
    clearTimeout(this.#still);
    this.#timeline?.free();
    this.#timeline = undefined;
  }

  /** Clears the picture. */
  clear() {
    this.#timeline?.free();
    this.#timeline = this.#at = undefined;
    this.#moment.textContent = '';
    this.#hide();
  }

  #hide() {
    this.#canvas.hidden = this.#table.hidden = true;
  }

  /** The timeline that is shown. */
  get timeline() {
    return this.#timeline;
  }

  /** The settings of its run or schedule. */
  get settings() {
    return this.#settings;
  }

  /** The step of the clock that measured its times, in microseconds. */
  get clockUs() {
    return this.#clockUs;
  }

  /** Whether its times are steps. */
  get inSteps() {
    return this.#unit === UNITS.step;
  }

  /** The height, in pixels. */
  get height() {
    return this.#timeline.lanes * LANE + AXIS;
  }

  /** Draws the timeline, if it is in view. */
  draw() {
    if (!this.#timeline || !this.#sight.inView || this.#canvas.clientWidth === 0) return;
    const scale = devicePixelRatio;
    const [width, height] = [this.#canvas.clientWidth, this.height];
    this.#canvas.width = Math.round(width * scale);
    this.#canvas.height = Math.round(height * scale);
    const context = this.#canvas.getContext('2d');
    context.scale(scale, scale);
    const { fontFamily: font, color: text } = getComputedStyle(this.#canvas);
    const threads = threadColours(this.#part);
    const colour = (lane) => (lane === this.#timeline.lanes - 1 ? text : threads[lane]);
    this.paint(context, width, scale, { font, text, colour });
    clearTimeout(this.#still);
    if (this.#table.open) this.#still = setTimeout(() => this.#tabulate(), STILL_MS);
  }

  async #tabulate() {
    const { tabulate } = await import('../on-demand/timeline-table.js');
    if (this.#timeline) tabulate(this.#table, this.#timeline, this.#from, this.#to, this.#unit.at, (time) => this.#unit.inWords(time, this.#clockUs));
  }

  /**
   * Paints the timeline on a canvas's context, or on a substitute.
   * @param {CanvasRenderingContext2D} context
   * @param {number} width in pixels of a style sheet, each of which is `scale` of the picture's
   * @param {number} scale
   * @param {{ font: string, text: string, colour: (lane: number) => string }} look
   */
  paint(context, width, scale, { font, text, colour }) {
    const { lanes, end } = this.#timeline;
    if (this.#fits) [this.#from, this.#to] = [0, Math.max(end, this.#unit.least)];
    context.font = `600 12px ${font}`;
    context.textBaseline = 'middle';
    for (let lane = 0; lane < lanes; lane++) this.#drawLane(context, lane, width, scale, colour(lane));
    this.#drawPassings(context, width, text);
    this.#drawAxis(context, width, lanes * LANE, text);
    if (this.#at) {
      const x = this.#toX(this.#at.time, width);
      context.fillStyle = text;
      if (LABEL <= x) context.fillRect(x, 0, 1, lanes * LANE);
    }
  }

  /** A lane: a line while the thread works, stripes while it waits, a block while it holds the lock. */
  #drawLane(context, lane, width, scale, colour) {
    const top = lane * LANE;
    context.fillStyle = colour;
    const main = lane === this.#timeline.lanes - 1;
    context.fillText(main ? 'm' : lane.toString(16), 8, top + LANE / 2);
    const columns = Math.max(0, Math.round((width - LABEL) * scale));
    const pixels = this.#timeline.pixels(lane, this.#from, this.#to, columns);
    for (let start = 0; start < columns; ) {
      let end = start + 1;
      while (end < columns && pixels[end] === pixels[start]) end++;
      const [x, wide] = [LABEL + start / scale, (end - start) / scale];
      if (pixels[start] === 1) context.fillRect(x, top + LANE / 2 - 1, wide, 2);
      if (pixels[start] === 2) this.#drawWait(context, x, top, wide);
      if (pixels[start] === 3) context.fillRect(x, top + 3, wide, LANE - 6);
      start = end;
    }
  }

  #drawWait(context, x, top, wide) {
    context.globalAlpha = 0.22;
    context.fillRect(x, top + 6, wide, LANE - 12);
    context.globalAlpha = 1;
    for (let stripe = Math.ceil(x / 5) * 5; stripe < x + wide; stripe += 5) context.fillRect(stripe, top + 6, 1, LANE - 12);
  }

  /** A bar at each time that a lock passes from lane to lane, unless there are too many to tell apart. */
  #drawPassings(context, width, colour) {
    for (let lock = 0; lock < this.#timeline.locks; lock++) this.#drawPassingsOf(lock, context, width, colour);
  }

  #drawPassingsOf(lock, context, width, colour) {
    const holds = this.#timeline.holds(lock, this.#from, this.#to, Math.min(MOST_HOLDS, width / 6));
    context.fillStyle = colour;
    context.globalAlpha = 0.55;
    for (let at = 3; at < holds.length; at += 3) {
      const [before, after] = [holds[at - 3], holds[at]];
      const x = this.#toX(holds[at + 1], width);
      if (before === after || x < LABEL) continue;
      const [top, bottom] = [Math.min(before, after), Math.max(before, after)];
      context.fillRect(x - 0.5, top * LANE + LANE / 2, 1, (bottom - top) * LANE);
    }
    context.globalAlpha = 1;
  }

  #drawAxis(context, width, top, colour) {
    context.fillStyle = colour;
    const span = this.#to - this.#from;
    const rough = span / Math.max(2, (width - LABEL) / 110);
    const power = 10 ** Math.floor(Math.log10(rough));
    const tick = Math.max(this.#unit === UNITS.step ? 1 : 0, [1, 2, 5, 10].map((n) => n * power).find((n) => rough <= n));
    for (let time = Math.ceil(this.#from / tick) * tick; time <= this.#to; time += tick) {
      const x = this.#toX(time, width);
      const words = this.#unit === UNITS.step ? String(Math.round(time)) : duration(time);
      context.fillRect(x, top, 1, 4);
      context.textAlign = width < x + context.measureText(words).width / 2 ? 'right' : x < LABEL + 12 ? 'left' : 'center';
      context.fillText(words, x, top + 13);
    }
    context.textAlign = 'left';
  }

  #toX(time, width = this.#canvas.clientWidth) {
    return LABEL + ((time - this.#from) / (this.#to - this.#from)) * (width - LABEL);
  }

  #toTime(x) {
    const share = (x - LABEL) / (this.#canvas.clientWidth - LABEL);
    return this.#from + Math.min(1, Math.max(0, share)) * (this.#to - this.#from);
  }

  #fit() {
    this.#fits = true;
    this.draw();
  }

  /** Zooms in by a factor, round a time. */
  #zoom(factor, round = this.#at?.time ?? (this.#from + this.#to) / 2) {
    if (!this.#timeline) return;
    const end = Math.max(this.#timeline.end, this.#unit.least);
    const span = Math.max(this.#unit.least, (this.#to - this.#from) / factor);
    if (end <= span) return this.#fit();
    this.#fits = false;
    this.#pan(round - ((round - this.#from) / (this.#to - this.#from)) * span, span);
  }

  /** Shows a span from a time on, within the timeline. */
  #pan(from, span = this.#to - this.#from) {
    const end = Math.max(this.#timeline.end, this.#unit.least);
    this.#from = Math.max(0, Math.min(from, end - span));
    this.#to = this.#from + span;
    this.draw();
  }

  /** Points at a lane and a time, and describes the interval there. */
  #point(lane, time) {
    const { lanes } = this.#timeline;
    this.#at = { lane: Math.min(lanes - 1, Math.max(0, lane)), time };
    this.#moment.textContent = this.#words();
    this.draw();
  }

  #words() {
    const { lane, time } = this.#at;
    const who = lane === this.#timeline.lanes - 1 ? 'main' : `Thread ${lane}`;
    const index = this.#timeline.intervalAt(lane, Math.round(time));
    // Main starts the threads and waits for them; its lane is its own line.
    if (index === undefined && who === 'main') return this.inSteps ? 'In the model, main runs before the threads and after them.' : 'main waits for its threads.';
    if (index === undefined) return `${who} has not started.`;
    const [start, end, activity] = this.#interval(lane, index);
    if (end < time) return this.inSteps ? `${who} takes no step.` : `${who} has ended.`;
    return `${who} ${ACTIVITIES[activity]}: ${this.#unit.inWords(end - start, this.#clockUs)}, ${this.#unit.between(start, end)}.`;
  }

  #interval(lane, index) {
    return this.#timeline.intervals(lane).subarray(index * 3, index * 3 + 3);
  }

  #place({ offsetX, offsetY }) {
    return [Math.floor(offsetY / LANE), this.#toTime(offsetX)];
  }

  #press(event) {
    if (!this.#timeline) return;
    this.#canvas.setPointerCapture(event.pointerId);
    if (this.#pointers.size === 0) this.#dragged = false;
    this.#pointers.set(event.pointerId, event.offsetX);
  }

  #move(event) {
    if (!this.#timeline) return;
    const before = this.#pointers.get(event.pointerId);
    if (before === undefined) return this.#point(...this.#place(event));
    const others = [...this.#pointers].filter(([id]) => id !== event.pointerId);
    if (others.length === 1) {
      // A pinch: the distance of two fingers is the zoom.
      const [[, other]] = others;
      this.#dragged = true;
      const factor = Math.abs(event.offsetX - other) / Math.max(1, Math.abs(before - other));
      this.#zoom(Math.min(2, Math.max(0.5, factor)), this.#toTime((event.offsetX + other) / 2));
    } else if (this.#dragged || 4 < Math.abs(event.offsetX - before)) {
      this.#dragged = true;
      const shift = ((before - event.offsetX) / (this.#canvas.clientWidth - LABEL)) * (this.#to - this.#from);
      this.#pan(this.#from + shift);
    } else return;
    this.#pointers.set(event.pointerId, event.offsetX);
  }

  #lift(event) {
    if (!this.#pointers.delete(event.pointerId) || this.#dragged) return;
    this.#point(...this.#place(event));
    this.#choose(this.#at.time);
  }

  /** Pans sideways or with Shift; zooms with Ctrl or Meta, on a pinch of two fingers, or if the canvas is focused. */
  #wheel(event) {
    if (!this.#timeline) return;
    const chosen = this.#canvas.matches(':focus');
    if (Math.abs(event.deltaY) < Math.abs(event.deltaX) || event.shiftKey) {
      const by = event.deltaX || event.deltaY;
      this.#pan(this.#from + (by / this.#canvas.clientWidth) * (this.#to - this.#from));
    } else if (event.ctrlKey || event.metaKey || chosen) {
      this.#zoom(1.002 ** -event.deltaY, this.#toTime(event.offsetX));
    } else return;
    event.preventDefault();
  }

  #key(event) {
    if (!this.#timeline || event.ctrlKey || event.metaKey || event.altKey) return;
    const { lane, time } = this.#at ?? { lane: 0, time: 0 };
    const index = this.#timeline.intervalAt(lane, Math.round(time)) ?? 0;
    const go = (to) => {
      const intervals = this.#timeline.intervals(lane);
      const start = intervals[Math.min(Math.max(0, to), intervals.length / 3 - 1) * 3];
      this.#point(lane, start ?? 0);
      if (start < this.#from || this.#to < start) this.#pan(start - (this.#to - this.#from) / 2);
    };
    const keys = {
      ArrowRight: () => go(index + 1),
      ArrowLeft: () => go(index - 1),
      ArrowDown: () => this.#point(lane + 1, time),
      ArrowUp: () => this.#point(lane - 1, time),
      Home: () => go(0),
      End: () => go(Infinity),
      PageDown: () => this.#pan(this.#to),
      PageUp: () => this.#pan(2 * this.#from - this.#to),
      '+': () => this.#zoom(ZOOM),
      '-': () => this.#zoom(1 / ZOOM),
      0: () => this.#fit(),
      Enter: () => this.#choose(time),
    };
    if (!keys[event.key]) return;
    keys[event.key]();
    if (!/^(Arrow|Home|End|Enter)/.test(event.key)) {
      this.#moment.textContent = `In sight: ${this.#unit.between(Math.round(this.#from), Math.round(this.#to))}.`;
    }
    event.preventDefault();
    // The stepper uses the same keys, and the page may.
    event.stopPropagation();
  }
}
