// The reader's moves in the stepper, and the replay of a run: from its verdict to the cause, in slow motion, and back.

/** @import { MutexDemo } from '../mutex-demo.js' */
/** @import { Demo } from '../pkg/mutex_demo.js' */
/** @import { Stepping } from '../runs/stepping.js' */
/** @import { Key, Texts } from '../texts/texts.js' */
/** @import { TimelineCanvas } from './timeline.js' */

import { Playing } from '../runs/playing.js';
import { change } from './change.js';
import { find } from './elements.js';

/**
 * The parts of an element that a replay needs.
 * @typedef {object} Place
 * @property {MutexDemo} host
 * @property {ShadowRoot} shadow
 * @property {Stepping} stepping
 * @property {Demo} demo
 * @property {TimelineCanvas} timeline
 * @property {{ inView: boolean, entered: Promise<void> }} sight
 * @property {Texts} texts
 * @property {() => void} apply shows the host's settings
 * @property {() => void} moved tells the page that the stepper has moved
 */

export class Replay {
  #place;
  #playing;
  /** The views of the run that is replayed, which the reader can go back to; its output is kept by the views themselves. */
  #left = /** @type {{ timeline: ReturnType<TimelineCanvas['keep']>, parts: HTMLElement[] } | undefined} */ (undefined);

  /** @param {Place} place */
  constructor(place) {
    this.#place = place;
    this.#playing = new Playing(() => this.#forward(), () => this.#show(), place.sight);
    this.#show();
  }

  /** The stepper's place; `null` if it is closed. */
  get place() {
    return this.#place.stepping.place;
  }

  /** Takes a step of `thread`. If the thread cannot step, nothing happens. @param {number} thread */
  step(thread) {
    this.#playing.pause();
    if (this.#place.stepping.step(thread)) this.#place.moved();
  }

  /** Takes one step back. */
  back() {
    this.move('back');
  }

  /** Goes to a position of the schedule. @param {number} position */
  seek(position) {
    this.#playing.pause();
    if (this.#place.stepping.seek(position)) this.#place.moved();
  }

  /** Goes to a fault, and tells whether there is one. @param {string} which `next`, `previous`, or the first of a kind */
  toFault(which) {
    this.#playing.pause();
    const found = this.#place.stepping.toFault(which);
    if (found) this.#place.moved();
    return found;
  }

  /** Makes the move that a button or a key stands for. @param {string} name */
  move(name) {
    const place = this.#place.stepping.place;
    if (!place) return;
    const { position, length } = place;
    /** @type {Record<string, () => void>} */
    const moves = {
      restart: () => this.seek(0),
      back: () => this.seek(position - 1),
      forward: () => this.seek(Math.min(position + 1, length)),
      end: () => this.seek(length),
      next: () => this.toFault('next'),
      previous: () => this.toFault('previous'),
      play: () => (this.#playing.plays ? this.#playing.pause() : this.#play()),
      slower: () => this.#playing.hurry(1 / 2),
      faster: () => this.#playing.hurry(2),
      return: () => this.#return(),
    };
    moves[name]?.();
  }

  /** Plays on; from the first step on, if there is no later one. */
  #play() {
    const place = this.#place.stepping.place;
    if (!place || place.length === 0) return;
    if (place.position === place.length) this.seek(0);
    this.#playing.play();
  }

  /** Takes the schedule's next step, and tells whether there is another one. */
  #forward() {
    const { stepping, moved } = this.#place;
    const before = stepping.place;
    if (!before || !stepping.seek(before.position + 1)) return false;
    moved();
    return before.position + 1 < before.length;
  }

  /**
   * Opens the stepper on a schedule: at its end, at a position, or at the first step of a kind.
   * @param {string} schedule
   * @param {string | undefined} position
   * @param {Key} origin says where the schedule comes from
   */
  open(schedule, position, origin) {
    const { host, stepping, apply } = this.#place;
    if (origin === 'stepper.ofRun') this.#keepRun();
    change(host, { schedule, scheduler: 'step' });
    apply();
    stepping.from(origin);
    this.#show();
    if (position === undefined) return;
    if (/^\d+$/.test(position)) this.seek(Number(position));
    // If there is nothing of that kind, the first fault; if there is none, before the first step.
    else if (!this.toFault(position) && !this.toFault('fault')) this.seek(0);
    // The replay is seen at once, wherever the reader asked for it.
    const stage = find(this.#place.shadow, '.stage');
    const { top, bottom } = stage.getBoundingClientRect();
    if (top < 0 || innerHeight < bottom) stage.scrollIntoView();
  }

  /** Keeps the views of the run that the reader leaves. */
  #keepRun() {
    const { demo, timeline, shadow } = this.#place;
    this.leave();
    demo.leaveRun();
    const parts = ['numbers', 'watchable'].map((name) => find(shadow, `[part=${name}]`)).filter(({ hidden }) => !hidden);
    this.#left = { timeline: timeline.keep(), parts };
  }

  /** Leaves the stepper for the run that was replayed, and shows that again. */
  #return() {
    const { host, demo, timeline, apply } = this.#place;
    const left = this.#left;
    this.#left = undefined;
    change(host, { schedule: null, scheduler: 'os' });
    apply();
    if (!left) return;
    demo.returnToRun();
    if (left.timeline) timeline.show(...left.timeline);
    for (const part of left.parts) part.hidden = false;
    // The settings may be another program's by now: the views say so.
    apply();
    demo.render();
  }

  pause() {
    this.#playing.pause();
  }

  /** The stepper is left: nothing plays, and there is no run to go back to. */
  leave() {
    this.#playing.pause();
    this.#left?.timeline?.[0].free();
    this.#left = undefined;
    this.#show();
  }

  #show() {
    const { shadow, texts } = this.#place;
    const { plays, speed } = this.#playing;
    find(shadow, '[data-move=play]').textContent = texts.say(plays ? 'stepper.pause' : 'stepper.play');
    find(shadow, '.tempo output').textContent = texts.say('stepper.speed', speed);
    find(shadow, '[data-move=return]').hidden = !this.#left;
  }

  end() {
    this.leave();
  }
}
