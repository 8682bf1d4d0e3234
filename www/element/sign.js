// The sign beside the verdict: whether the threads are real, whatever else is shown.

/** @import { Reason } from '../runs/shared-memory.js' */
/** @import { Values } from './settings.js' */
/** @import { Texts } from '../texts/texts.js' */

import { find } from './elements.js';

export class Sign {
  /** Why the page has no threads; `undefined` until that is known. @type {Reason | null | undefined} */
  reason;
  /** The sign's sentences; `undefined` until the reason is known. @type {Texts | undefined} */
  texts;
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
    const { reason, texts } = this;
    if (!reason || !texts) return null;
    return [reason.why, reason.cure].flatMap((fact) => (fact ? texts.say(...fact) : [])).join(' ');
  }

  /** @param {Values['scheduler']} scheduler */
  show(scheduler) {
    const sign = find(this.#shadow, '[part=threading]');
    if (this.texts && this.reason !== undefined) sign.textContent = inWords(this.texts, this.reason, scheduler);
    sign.dataset.threading = scheduler === 'os' ? String(this.threading) : 'model';
    const choice = find(this.#shadow, '[name=scheduler][value=os]').nextSibling;
    if (this.texts && choice) choice.textContent = this.texts.say(this.reason ? 'scheduler.chance' : 'scheduler.os');
  }
}

/**
 * A scheduler's sign beside the verdict, with an explanation in a sentence.
 * @param {Texts} texts
 * @param {Reason | null} reason why the page has no threads
 * @param {Values['scheduler']} scheduler
 */
function inWords({ say }, reason, scheduler) {
  if (scheduler !== 'os') return say('sign.model');
  if (!reason) return say('sign.real', navigator.hardwareConcurrency);
  // A reader is not told a reason that only the author can remove.
  return say('sign.simulated', reason.cure ? null : reason.why);
}
