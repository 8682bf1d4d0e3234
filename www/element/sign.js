// The sign beside the verdict: whether the threads are real, whatever else is shown.

/** @import { Reason } from '../runs/shared-memory.js' */
/** @import { Values } from './settings.js' */

import { find } from './elements.js';

export class Sign {
  /** Why the page has no threads; `undefined` until that is known. @type {Reason | null | undefined} */
  reason;
  #shadow;

  /** @param {ShadowRoot} shadow */
  constructor(shadow) {
    this.#shadow = shadow;
  }

  /** `'real'` or `'simulated'`; `null` until that is known. */
  get threading() {
    if (this.reason === undefined) return null;
    return this.reason ? 'simulated' : 'real';
  }

  /** Why the page has no threads, with the cure if there is one, or `null`. */
  get whySimulated() {
    return this.reason ? [this.reason.why, this.reason.cure].filter(Boolean).join(' ') : null;
  }

  /** @param {Values['scheduler']} scheduler */
  show(scheduler) {
    const sign = find(this.#shadow, '[part=threading]');
    if (this.reason !== undefined) sign.textContent = inWords(this.reason, scheduler);
    sign.dataset.threading = scheduler === 'os' ? String(this.threading) : 'model';
    const choice = find(this.#shadow, '[name=scheduler][value=os]').nextSibling;
    if (choice) choice.textContent = this.reason ? 'Chance decides, simulated' : 'Real threads decide';
  }
}

/**
 * A scheduler's sign beside the verdict, with an explanation in a sentence.
 * @param {Reason | null | undefined} reason why the page has no threads
 * @param {Values['scheduler']} scheduler
 */
function inWords(reason, scheduler) {
  if (scheduler !== 'os') return 'Model: whole steps, and no thread runs.';
  // A reader is not told a reason that only the author can remove.
  if (reason) return `Simulated: no thread runs, chance picks who steps.${reason.cure ? '' : ` ${reason.why}`}`;
  const processors = navigator.hardwareConcurrency;
  return `Real threads; the browser reports ${processors === 1 ? 'one processor' : `${processors} processors`}.`;
}
