// The timeline: a lane a thread, with the thread's activity over time. This file moves the picture; its intervals
// come from the program's `Timeline`. Times are microseconds of a run, or steps of a schedule.

/** @import { Timeline } from '../pkg/mutex_demo.js' */
/** @import { Values } from './settings.js' */
/** @import { Look } from './timeline-painting.js' */
/** @import { Fact, Key, Texts } from '../texts/texts.js' */

import { find, targetOf } from './elements.js';
import { threadColours } from './palette.js';
import { onResize } from './resize.js';
import { AXIS, LABEL, LANE, paint } from './timeline-painting.js';
import { MAIN } from '../texts/forms.js';

/** The names of a lane's activities, by their numbers. @type {Key[]} */
export const ACTIVITIES = ['activity.none', 'activity.works', 'activity.waits', 'activity.holds'];
const ZOOM = 1.25;
// The table is updated once the drawing has not changed for so long.
const STILL_MS = 200;

/**
 * The unit of a timeline's times: how a span of them is said, a moment, and both ends of a span; and the shortest that is shown.
 * @typedef {{ span: (span: number, clockUs: number) => Fact, at: Key, between: Key, least: number }} Unit
 */

/** @type {{ us: Unit, step: Unit }} */
const UNITS = {
  us: { span: (us, clockUs) => ['measured', us, clockUs], at: 'duration', between: 'timeline.between', least: 10 },
  step: { span: (steps) => ['timeline.steps', steps], at: 'timeline.step', between: 'timeline.betweenSteps', least: 4 },
};

export class TimelineCanvas {
  #part;
  #sight;
  #say;
  #canvas;
  #moment;
  #table;
  /** @type {number | undefined} */
  #still;
  /** @type {(time: number) => void} */
  #choose = () => {};
  /** @type {Timeline | undefined} */
  #timeline;
  #unit = UNITS.us;
  /** The step of the clock that measured the times. */
  #clockUs = 1;
  /** @type {Values | undefined} */
  #settings;
  #from = 0;
  #to = 1;
  /** Whether the whole timeline is shown, also as it grows. */
  #fits = true;
  /** The lane and the time that the reader points at. @type {{ lane: number, time: number } | undefined} */
  #at;
  /** @type {Map<number, number>} */
  #pointers = new Map();
  #dragged = false;
  /** Whether only lanes are drawn: a stage has no room for an axis, nor for times. */
  #bare;
  /** A time that is in sight, however short the run is: a run beside this one may be longer. */
  least = 0;
  /** Is told the last time in sight, whenever the timeline has been drawn. @type {(to: number) => void} */
  drawn = () => {};

  /**
   * @param {HTMLElement} part holds a canvas and a place for words
   * @param {{ inView: boolean }} sight whether to draw; if not, `draw` is called when the element comes into view
   * @param {Texts} texts
   * @param {() => boolean} bare whether to draw lanes without an axis
   */
  constructor(part, sight, { say }, bare) {
    this.#bare = bare;
    this.#part = part;
    this.#sight = sight;
    this.#say = say;
    this.#canvas = find(part, 'canvas');
    this.#moment = find(part, '.moment');
    this.#table = find(part, 'details');
  }

  /**
   * Listens to the reader.
   * @param {(time: number) => void} choose is called with the time that the reader chooses
   * @param {AbortSignal} signal ends listening
   */
  listen(choose, signal) {
    this.#choose = choose;
    /** @type {<Name extends keyof HTMLElementEventMap>(name: Name, handler: (event: HTMLElementEventMap[Name]) => void, options?: object) => void} */
    const on = (name, handler, options) => this.#canvas.addEventListener(name, handler, { signal, ...options });
    on('pointerdown', (event) => this.#press(event));
    on('pointermove', (event) => this.#move(event));
    on('pointerup', (event) => this.#lift(event));
    on('pointercancel', ({ pointerId }) => this.#pointers.delete(pointerId));
    on('wheel', (event) => this.#wheel(event), { passive: false });
    on('keydown', (event) => this.#key(event));
    /** @type {Record<string, () => void>} */
    const buttons = { out: () => this.#zoom(1 / ZOOM), in: () => this.#zoom(ZOOM), fit: () => this.#fit() };
    this.#part.addEventListener('click', (event) => buttons[targetOf(event).dataset.zoom ?? '']?.(), { signal });
    this.#table.addEventListener('toggle', () => this.draw(), { signal });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw(), { signal });
    onResize(this.#part, () => this.draw(), signal);
  }

  /**
   * Shows a whole timeline; frees the previous one.
   * @param {Timeline} timeline
   * @param {'us' | 'step'} unit the unit of its times
   * @param {Values} settings the settings of its run or schedule
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

  /**
   * Lets go of a run's timeline without freeing it; returns what `show` takes to show it again.
   * @returns {Parameters<TimelineCanvas['show']> | undefined}
   */
  keep() {
    const [timeline, settings] = [this.#timeline, this.#settings];
    this.#timeline = undefined;
    return timeline && settings && [timeline, 'us', settings, this.#clockUs];
  }

  /** Marks a time. @param {number} time */
  mark(time) {
    this.#at = { lane: this.#at?.lane ?? 0, time };
    this.draw();
  }

  /** Reads the new events of a run's logs; the run's time is `nowUs`. @param {Uint32Array} logs @param {number} nowUs */
  read(logs, nowUs) {
    this.#timeline?.read(logs, Math.max(0, nowUs));
    this.draw();
  }

  /** If a run has no intervals, says why. @param {'real' | 'simulated' | null} threading */
  explain(threading) {
    if (this.timeline.end !== 0) return;
    this.#hide();
    if (!this.timeline.summed) return;
    this.#moment.textContent = this.#say(threading === 'real' ? 'timeline.onlySums' : 'timeline.noTime');
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

  /** The timeline that is shown. @throws if there is none */
  get timeline() {
    if (!this.#timeline) throw new Error('there is no timeline');
    return this.#timeline;
  }

  /** The settings of its run or schedule. */
  get settings() {
    if (!this.#settings) throw new Error('there is no timeline');
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

  /** The last time in sight. */
  get to() {
    return this.#to;
  }

  /** The height, in pixels. */
  get height() {
    const { lanes } = this.timeline;
    // Main's lane has no room there, either: its line comes after the threads.
    return this.#bare() ? (lanes - 1) * LANE : lanes * LANE + AXIS;
  }

  /** Draws the timeline, if it is in view. */
  draw() {
    if (!this.#timeline || !this.#sight.inView || this.#canvas.clientWidth === 0) return;
    const scale = devicePixelRatio;
    const [width, height] = [this.#canvas.clientWidth, this.height];
    this.#canvas.width = Math.round(width * scale);
    this.#canvas.height = Math.round(height * scale);
    const context = this.#canvas.getContext('2d');
    if (!context) return;
    context.scale(scale, scale);
    const { fontFamily: font, color: text } = getComputedStyle(this.#canvas);
    const threads = threadColours(this.#part);
    const main = this.#timeline.lanes - 1;
    const colour = (/** @type {number} */ lane) => (lane === main ? text : (threads[lane] ?? text));
    this.paint(context, width, scale, { font, text, colour });
    this.drawn(this.#to);
    clearTimeout(this.#still);
    if (this.#table.open) this.#still = setTimeout(() => this.#tabulate(), STILL_MS);
  }

  async #tabulate() {
    const { tabulate } = await import('../on-demand/timeline-table.js');
    if (!this.#timeline) return;
    const { at, span } = this.#unit;
    tabulate(this.#table, this.#timeline, this.#from, this.#to, { at, span: (time) => span(time, this.#clockUs) }, this.#say);
  }

  /**
   * Paints the timeline on a canvas's context, or on a substitute.
   * @param {CanvasRenderingContext2D} context
   * @param {number} width in pixels of a style sheet, each of which is `scale` of the picture's
   * @param {number} scale
   * @param {Look} look
   */
  paint(context, width, scale, look) {
    const timeline = this.timeline;
    if (this.#fits) [this.#from, this.#to] = [0, Math.max(timeline.end, this.#unit.least, this.inSteps ? 0 : this.least)];
    const tick = (/** @type {number} */ time) => (this.inSteps ? String(Math.round(time)) : this.#say('duration', time));
    const view = { timeline, from: this.#from, to: this.#to, at: this.#at?.time, inSteps: this.inSteps, bare: this.#bare(), tick };
    paint(context, view, width, scale, look);
  }

  /** @param {number} x */
  #toTime(x) {
    const share = (x - LABEL) / (this.#canvas.clientWidth - LABEL);
    return this.#from + Math.min(1, Math.max(0, share)) * (this.#to - this.#from);
  }

  #fit() {
    this.#fits = true;
    this.draw();
  }

  /** Zooms in by a factor, round a time. @param {number} factor */
  #zoom(factor, round = this.#at?.time ?? (this.#from + this.#to) / 2) {
    if (!this.#timeline) return;
    const end = Math.max(this.#timeline.end, this.#unit.least);
    const span = Math.max(this.#unit.least, (this.#to - this.#from) / factor);
    if (end <= span) return this.#fit();
    this.#fits = false;
    this.#pan(round - ((round - this.#from) / (this.#to - this.#from)) * span, span);
  }

  /** Shows a span from a time on, within the timeline. @param {number} from */
  #pan(from, span = this.#to - this.#from) {
    const end = Math.max(this.timeline.end, this.#unit.least);
    this.#from = Math.max(0, Math.min(from, end - span));
    this.#to = this.#from + span;
    this.draw();
  }

  /** Points at a lane and a time, and describes the interval there. @param {number} lane @param {number} time */
  #point(lane, time) {
    const { lanes } = this.timeline;
    this.#at = { lane: Math.min(lanes - 1, Math.max(0, lane)), time };
    this.#moment.textContent = this.#words(this.#at);
    this.draw();
  }

  /** @param {{ lane: number, time: number }} at */
  #words({ lane, time }) {
    const say = this.#say;
    const main = lane === this.timeline.lanes - 1;
    const thread = main ? MAIN : lane;
    const index = this.timeline.intervalAt(lane, Math.round(time));
    // Main starts the threads and waits for them; its lane is its own line.
    if (index === undefined && main) return say(this.inSteps ? 'timeline.mainInModel' : 'timeline.mainWaits');
    if (index === undefined) return say('timeline.notStarted', thread);
    const [start = 0, end = 0, activity = 0] = this.#interval(lane, index);
    if (end < time) return say(this.inSteps ? 'timeline.noStep' : 'timeline.ended', thread);
    const { span, between } = this.#unit;
    return say('timeline.moment', thread, [ACTIVITIES[activity] ?? 'activity.none'], span(end - start, this.#clockUs), [between, start, end]);
  }

  /** @param {number} lane @param {number} index */
  #interval(lane, index) {
    return this.timeline.intervals(lane).subarray(index * 3, index * 3 + 3);
  }

  /** @param {PointerEvent} event @returns {[lane: number, time: number]} */
  #place({ offsetX, offsetY }) {
    return [Math.floor(offsetY / LANE), this.#toTime(offsetX)];
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (!this.#timeline) return;
    this.#canvas.setPointerCapture(event.pointerId);
    if (this.#pointers.size === 0) this.#dragged = false;
    this.#pointers.set(event.pointerId, event.offsetX);
  }

  /** @param {PointerEvent} event */
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

  /** @param {PointerEvent} event */
  #lift(event) {
    if (!this.#pointers.delete(event.pointerId) || this.#dragged) return;
    const [lane, time] = this.#place(event);
    this.#point(lane, time);
    this.#choose(time);
  }

  /** Pans sideways or with Shift; zooms with Ctrl or Meta, on a pinch of two fingers, or if the canvas is focused. @param {WheelEvent} event */
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

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (!this.#timeline || event.ctrlKey || event.metaKey || event.altKey) return;
    const timeline = this.#timeline;
    const { lane, time } = this.#at ?? { lane: 0, time: 0 };
    const index = timeline.intervalAt(lane, Math.round(time)) ?? 0;
    /** @param {number} to */
    const go = (to) => {
      const intervals = timeline.intervals(lane);
      const start = intervals[Math.min(Math.max(0, to), intervals.length / 3 - 1) * 3] ?? 0;
      this.#point(lane, start);
      if (start < this.#from || this.#to < start) this.#pan(start - (this.#to - this.#from) / 2);
    };
    /** @type {Record<string, () => void>} */
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
    const act = keys[event.key];
    if (!act) return;
    act();
    if (!/^(Arrow|Home|End|Enter)/.test(event.key)) {
      this.#moment.textContent = this.#say('timeline.inSight', [this.#unit.between, Math.round(this.#from), Math.round(this.#to)]);
    }
    event.preventDefault();
    // The stepper uses the same keys, and the page may.
    event.stopPropagation();
  }
}
