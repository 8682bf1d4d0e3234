// An element's explorations: every order counted, and the largest size that can be, shown in its views.

/** @import { Demo } from '../pkg/mutex_demo.js' */
/** @import { ProgramValues } from '../runs/program.js' */

import { explore } from './explore.js';
import { programOf } from '../runs/program.js';

export class Exploration {
  /** The program of the exploration in progress, or of the one that is shown. @type {string | undefined} */
  program;
  #demo;
  /** Ends the search for the largest size. @type {() => void} */
  #interrupt = () => {};
  #ended = false;

  /** @param {Demo} demo the views */
  constructor(demo) {
    this.#demo = demo;
  }

  /**
   * Explores the settings, and shows the counts.
   * @param {ProgramValues} settings
   * @param {Promise<void>} stopping cancels it when it resolves
   */
  async run(settings, stopping) {
    this.interrupt();
    this.program = programOf(settings);
    this.#demo.showExploring(0, 0, 0);
    const exploration = await explore('count', settings, stopping, ({ states, depth, steps }) =>
      this.#demo.showExploring(states, depth, steps),
    );
    this.#demo.showExploration(exploration);
    if (!exploration.complete) this.#offerLargest(settings);
    return exploration;
  }

  /** Finds the largest size of the program that can be explored, and offers it, unless a run or a change interrupts. @param {ProgramValues} settings */
  async #offerLargest(settings) {
    this.#demo.showLargest(undefined, undefined);
    /** @type {PromiseWithResolvers<void>} */
    const { promise, resolve } = Promise.withResolvers();
    this.#interrupt = resolve;
    const nothing = () => {};
    const largest = await explore('largest', settings, promise, nothing).catch(nothing);
    // The search may have been interrupted, and the views may be gone.
    if (largest && !this.#ended) this.#demo.showLargest(largest.threads, largest.count);
  }

  /** Forgets what was found: the program is another one. */
  forget() {
    this.interrupt();
    this.program = undefined;
    this.#demo.forgetExploration();
  }

  /** Ends the search for the largest size. */
  interrupt() {
    this.#interrupt();
  }

  /** The views are gone. */
  end() {
    this.#ended = true;
    this.interrupt();
  }
}
