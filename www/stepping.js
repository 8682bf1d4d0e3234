// The stepper of one element: where it is in which schedule, shown in the views and in the timeline.

import { Settings, Timeline } from './pkg/mutex_demo.js';
import { toWasm } from './settings.js';

export class Stepping {
  #demo;
  #timeline;
  /** What the stepper is open on, and the settings. */
  #opened;
  #settings;
  /** The schedule that the timeline shows. */
  #drawn;

  /**
   * @param {import('./pkg/mutex_demo.js').Demo} demo the views
   * @param {import('./timeline.js').TimelineCanvas} timeline
   */
  constructor(demo, timeline) {
    this.#demo = demo;
    this.#timeline = timeline;
  }

  /** Opens the stepper on settings, unless it is open on just these. */
  open(settings) {
    const { program, threads, count, lock, scope, outside, schedule } = settings;
    const opened = [program, threads, count, lock, scope, outside, schedule].join();
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

  /** Closes it: another scheduler is shown. */
  close() {
    this.#opened = undefined;
  }

  /** Where it is, who can step, and why the others cannot; `null` where it is not open. */
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

  /** Goes to a position, and tells whether that is another one. */
  seek(position) {
    const before = this.state?.position;
    if (before === undefined) return false;
    this.#demo.seek(Math.max(0, position));
    this.show();
    return this.state.position !== before;
  }

  /** Goes to where the first thing went wrong, and tells whether something did. */
  toFault() {
    const found = this.#demo.seekFault();
    this.show();
    return found;
  }

  /** Plays on to the program's end; returns what it came to. */
  playOn() {
    const played = this.#demo.playOn();
    if (!played) throw new Error('the stepper is not open');
    this.show();
    return played;
  }

  /** Shows the schedule in time, and where the stepper is in it. */
  show() {
    const { schedule, position } = this.#demo.state();
    if (this.#drawn !== schedule) {
      this.#drawn = schedule;
      const program = toWasm(Settings, this.#settings);
      this.#timeline.show(Timeline.ofSchedule(program, schedule), 'step', this.#settings);
      program.free();
    }
    this.#timeline.mark(position);
  }
}
