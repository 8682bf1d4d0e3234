// The stepper of one element: its schedule and position, shown in the views and in the timeline.

import { Settings, Timeline } from '../pkg/mutex_demo.js';
import { explained } from '../element/result.js';
import { programOf, toWasm } from '../element/settings.js';

export class Stepping {
  #demo;
  #timeline;
  #sight;
  #showWaits;
  /** The settings of the open stepper: as a key, and themselves. */
  #opened;
  #settings;
  /** The names of its locks. */
  #locks = [];
  /** The schedule that the timeline shows. */
  #drawn;

  /**
   * @param {{ demo: import('../pkg/mutex_demo.js').Demo, timeline: import('../element/timeline.js').TimelineCanvas, sight:
   * import('../element/sight.js').Sight }} views
   * @param {(waits: object[] | null) => void} showWaits draws who waits for whom
   */
  constructor({ demo, timeline, sight }, showWaits) {
    this.#demo = demo;
    this.#timeline = timeline;
    this.#sight = sight;
    this.#showWaits = showWaits;
  }

  /** Opens the stepper on settings, unless it is open on just these. */
  open(settings) {
    const { schedule } = settings;
    const opened = `${programOf(settings)} ${schedule}`;
    if (this.#opened === opened) return;
    [this.#opened, this.#settings, this.#drawn] = [opened, settings, undefined];
    const shown = toWasm(Settings, settings);
    try {
      this.#demo.openStepper(shown, schedule);
      this.show();
    } catch (error) {
      this.#demo.closeStepper(`No steps: ${error.message}.`);
    } finally {
      shown.free();
    }
  }

  /** Closes the stepper: another scheduler is shown. */
  close() {
    this.#opened = undefined;
  }

  /** The position, the threads that can step, and why the others cannot; `null` if closed. */
  get state() {
    return (this.#opened !== undefined && this.#demo.state()) || null;
  }

  /** Takes a step of `thread`, and tells whether it could. */
  step(thread) {
    if (!this.state?.threads[thread]?.ready) return false;
    this.#demo.step(thread);
    this.show();
    return true;
  }

  /** Goes to a position, and tells whether the position has changed. */
  seek(position) {
    const before = this.state?.position;
    if (before === undefined) return false;
    this.#demo.seek(Math.max(0, position));
    this.show();
    return this.state.position !== before;
  }

  /** Goes to the first fault, and tells whether there is one. */
  toFault() {
    const found = this.#demo.seekFault();
    this.show();
    return found;
  }

  /** Plays on to the program's end; returns the report. */
  playOn() {
    const played = this.#opened !== undefined && this.#demo.playOn();
    if (!played) throw new Error('the stepper is not open');
    this.show();
    return played;
  }

  /** Shows the schedule in the timeline, with the stepper's position. */
  show() {
    if (this.#sight.inView) this.#demo.render();
    const { schedule, position, outcome, details } = this.#demo.state();
    if (this.#drawn !== schedule) {
      this.#drawn = schedule;
      const program = toWasm(Settings, this.#settings);
      this.#locks = program.locks;
      this.#timeline.show(Timeline.ofSchedule(program, schedule), 'step', this.#settings);
      program.free();
    }
    this.#timeline.mark(position);
    this.#showWaits(explained(outcome, details, this.#locks).waits);
  }
}
