// The stepper of one element: its schedule and position, shown in the views, in its track and in the timeline.

/** @import { Report, Figures, Outcome, Wait } from '../element/result.js' */
/** @import { Values } from '../element/settings.js' */
/** @import { Track } from '../element/track.js' */
/** @import { Key } from '../texts/texts.js' */
/** @import { Views } from './watch.js' */

import { Settings, Timeline } from '../pkg/mutex_demo.js';
import { find } from '../element/elements.js';
import { explained } from '../element/result.js';
import { programOf, toWasm } from './program.js';
import { Failure, inWords } from '../texts/failure.js';

/**
 * The stepper's state.
 * @typedef {object} State
 * @property {number} position
 * @property {number} length the schedule's
 * @property {string} schedule
 * @property {string} taken the schedule up to the position
 * @property {boolean} finished
 * @property {Outcome | null} outcome `null` while a thread can step
 * @property {Uint32Array} details the numbers that go with the outcome
 * @property {string} said the last step, in a sentence
 * @property {number} lost how many characters have been overwritten
 * @property {number} cursor
 * @property {Uint32Array} values the shared ones
 * @property {{ ready: boolean, why: string | null, steps: number }[]} threads
 */

/**
 * The schedule shown before the lock was switched: it comes back with the lock as it was, unless the reader has stepped since.
 * @typedef {object} Kept
 * @property {string} schedule
 * @property {number} position
 * @property {number} length the schedule's
 * @property {string} origin where it comes from, in words
 * @property {number} [revision] of what was opened in its place
 * @property {number} [put] the position there
 */

export class Stepping {
  #demo;
  #timeline;
  #sight;
  #texts;
  #track;
  #showWaits;
  /** Says where the schedule comes from. @type {HTMLElement} */
  #origin;
  /**
   * The settings of the open stepper, and the same as a key.
   * @type {{ settings: Values, key: string } | undefined}
   */
  #opened;
  /**
   * The names of its locks.
   * @type {string[]}
   */
  #locks = [];
  /** The revision of the schedule that the timeline and the track show. @type {number | undefined} */
  #drawn;
  /** The schedule shown before the lock was switched. @type {Kept | undefined} */
  #kept;

  /**
   * @param {Views} views
   * @param {Track} track
   * @param {(waits: Wait[] | null) => void} showWaits draws who waits for whom
   * @param {HTMLElement} origin says where the schedule comes from
   */
  constructor({ demo, timeline, sight, texts }, track, showWaits, origin) {
    this.#demo = demo;
    this.#timeline = timeline;
    this.#sight = sight;
    this.#texts = texts;
    this.#track = track;
    this.#showWaits = showWaits;
    this.#origin = origin;
  }

  /** Opens the stepper on settings, unless it is open on just these; tells whether it did. @param {Values} settings */
  open(settings) {
    const { schedule } = settings;
    const key = `${programOf(settings)} ${schedule}`;
    if (this.#opened?.key === key) return false;
    const kept = (this.#kept = this.#keep(settings));
    [this.#opened, this.#drawn] = [{ settings, key }, undefined];
    this.from('stepper.ofReader');
    const shown = toWasm(Settings, settings);
    try {
      this.#demo.openStepper(shown, kept?.schedule ?? schedule);
      if (kept) this.#takeUp(kept, settings);
      else this.show();
    } catch (error) {
      this.#demo.closeStepper('');
      this.#explain(key, error);
    } finally {
      shown.free();
    }
    return true;
  }

  /** The schedule to take up if settings differ in nothing but the lock from those of the open stepper. @param {Values} settings */
  #keep(settings) {
    const { place, state } = this;
    if (!this.#opened || !place || !state) return undefined;
    const { settings: before } = this.#opened;
    if (before.schedule !== settings.schedule || programOf({ ...before, lock: settings.lock }) !== programOf(settings)) return undefined;
    // Steps that could not be taken with the other lock are still known.
    const kept = this.#kept?.revision === place.revision ? this.#kept : undefined;
    if (kept) return { ...kept, position: place.position === kept.put ? kept.position : place.position };
    return { schedule: state.schedule, position: place.position, length: place.length, origin: this.#origin.textContent ?? '' };
  }

  /**
   * Goes where the stepper was before the lock was switched, as far as the same steps can be taken, and says how far.
   * @param {Kept} kept
   * @param {Values} settings
   */
  #takeUp(kept, settings) {
    const { length = 0, revision } = this.place ?? {};
    kept.revision = revision;
    kept.put = Math.min(kept.position, length);
    this.#demo.seek(kept.put);
    this.show();
    if (length === kept.length) this.#origin.textContent = kept.origin;
    const words = this.#texts.say(settings.lock === 'none' ? 'stepper.lockOff' : 'stepper.lockOn', length, kept.length);
    const said = find(this.#origin.closest('[part=stepper]'), '[part=fault]');
    said.textContent = words;
    said.removeAttribute('data-kind');
  }

  /** Says why the stepper cannot be open, unless it is open by then on something else. @param {string} key @param {unknown} error */
  async #explain(key, error) {
    const words = await inWords(error, this.#texts);
    if (this.#opened?.key === key) this.#demo.closeStepper(this.#texts.say('verdict.noSteps', words));
  }

  /** Says where the schedule comes from. @param {Key} origin */
  from(origin) {
    this.#origin.textContent = this.#texts.say(origin);
  }

  /** Closes the stepper: another scheduler is shown. */
  close() {
    this.#opened = undefined;
  }

  /** The position, the threads that can step, and why the others cannot; `null` if closed. @returns {State | null} */
  get state() {
    return (this.#opened && this.#demo.state()) || null;
  }

  /** The position, the length of the schedule, and how many threads there are; `null` if closed. */
  get place() {
    const [position = 0, length = 0, revision = 0, threads = 0, over = 0] = (this.#opened && this.#demo.place()) ?? [];
    return threads === 0 ? null : { position, length, revision, threads, over: over === 1 };
  }

  /** Takes a step of `thread`, and tells whether it could. @param {number} thread */
  step(thread) {
    if (!this.#opened || !this.#demo.step(thread)) return false;
    this.show();
    return true;
  }

  /** Goes to a position, and tells whether the position has changed. @param {number} position */
  seek(position) {
    const before = this.place?.position;
    if (before === undefined) return false;
    this.#demo.seek(Math.max(0, position));
    this.show();
    return this.place?.position !== before;
  }

  /** Goes to a fault, and tells whether there is one. @param {string} which `next`, `previous`, or the first of a kind */
  toFault(which) {
    const found = this.#opened !== undefined && this.#demo.seekFault(which);
    if (found) this.show();
    return found;
  }

  /** Plays on to the program's end; returns the report. @returns {Pick<Report, 'outcome' | 'details' | 'values' | 'schedule'> & Figures} */
  playOn() {
    const played = this.#opened !== undefined && this.#demo.playOn();
    if (!played) throw new Failure('stepper.closed');
    this.show();
    return played;
  }

  /** Shows the schedule in the timeline, with the stepper's position. */
  show() {
    if (this.#sight.inView) this.#demo.render();
    const place = this.place;
    if (!this.#opened || !place) return;
    if (this.#drawn !== place.revision) {
      // From its opening on, each change is the reader's.
      if (this.#drawn !== undefined) this.from('stepper.ofReader');
      this.#drawn = place.revision;
      const program = toWasm(Settings, this.#opened.settings);
      this.#locks = program.locks;
      this.#timeline.show(Timeline.ofSchedule(program, this.#demo.schedule() ?? ''), 'step', this.#opened.settings);
      program.free();
      this.#track.show(this.#demo.track() ?? new Uint8Array());
    }
    this.#timeline.mark(place.position);
    this.#track.mark(place.position);
    const state = place.over ? this.state : null;
    this.#showWaits(state && explained(state.outcome, state.details, this.#locks).waits);
  }
}
