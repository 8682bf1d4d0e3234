// Checks every order of a program in small, and says what it found: loaded with the first edit.

import { create } from '../element/elements.js';
import { explore } from './explore.js';
import { Settings } from '../pkg/mutex_demo.js';
import { programOf, toWasm } from '../runs/program.js';

// A check that takes longer is cancelled.
const PATIENCE_MS = 1_000;
// Two threads, a line each, as far as the text leaves that open.
export const SMALL = { threads: 2, count: 1 };

/** @import { ProgramValues } from '../runs/program.js' */
/** @import { Findings } from './search.js' */
/** @import { Fact, Key, Texts } from '../texts/texts.js' */

/** @typedef {{ fact: Fact, schedule: string }} Fault */

/**
 * The outcomes of an order besides whole lines: a fact, and the schedule that shows it.
 * @param {Findings['count']} found
 * @param {boolean} prints
 */
function faults({ schedules: all, outcomes, shortest }, prints) {
  /** @type {(key: Key, schedule: string) => Fault} */
  const steps = (key, schedule) => ({ fact: [key, length(schedule)], schedule });
  /** @type {(key: Key, name: string) => Fault | undefined} */
  const orders = (key, name) => {
    const found = outcomes.find((outcome) => outcome.name === name);
    return found && { fact: ['check.orders', found.schedules, all, [key, found.schedules]], schedule: found.example };
  };
  return [
    shortest.lost && steps(prints ? 'check.lost' : 'check.increment', shortest.lost),
    !shortest.lost && shortest.torn && steps('check.torn', shortest.torn),
    orders('check.deadlock', 'deadlock'),
    orders('end.abandoned', 'abandoned'),
    orders('end.error', 'error'),
  ].filter((fault) => typeof fault === 'object');
}

/**
 * How many steps a schedule has, in either of its forms.
 * @param {string} schedule
 */
function length(schedule) {
  const packed = schedule.match(/^~1[1-4](\d+)\./);
  return packed ? Number(packed[1]) : schedule.length;
}

/**
 * The outcome of every order, if it is the same.
 * @param {Findings['count']} found
 * @returns {Fact}
 */
function same({ outcomes }) {
  const [{ name }] = outcomes;
  return name === 'clean' ? ['check.clean'] : ['check.same', ['outcome.values', name]];
}

/** The checks in progress, by the part that shows them: a newer one takes an older one's place. */
const current = new WeakMap();

/**
 * Checks a program, off the main thread, and shows what was found.
 * @param {HTMLElement} part shows it
 * @param {ProgramValues} settings the attributes' values
 * @param {Texts} texts with the part `more`
 */
export async function check(part, settings, texts) {
  const key = programOf(settings);
  current.get(part)?.cancel();
  const { promise: stopping, resolve } = /** @type {PromiseWithResolvers<void>} */ (Promise.withResolvers());
  const cancel = () => resolve();
  current.set(part, { key, cancel });
  const late = setTimeout(cancel, PATIENCE_MS);
  const whole = toWasm(Settings, settings);
  const small = whole.inSmall();
  const [threads, prints] = [small.threads, small.shared.length === 0];
  for (const program of [whole, small]) program.free();
  /** @type {(fact: Fact, ...buttons: Node[]) => void} */
  const say = (fact, ...buttons) => {
    if (current.get(part)?.key !== key) return;
    part.replaceChildren(create('p', { role: 'status' }, texts.say('check.inSmall', threads, fact)), ...buttons);
  };
  say(['check.checking']);
  try {
    const found = await explore('count', { ...settings, ...SMALL }, stopping, () => {});
    if (!found.complete) return say(['check.tooMany']);
    const wrong = faults(found, prints);
    if (wrong.length === 0) return say(same(found));
    const buttons = wrong.map(({ fact, schedule }) => {
      const attributes = { type: 'button', 'data-example': schedule, 'data-small': '' };
      return create('button', attributes, texts.say('check.show', fact));
    });
    say(['check.wrong'], ...buttons);
  } catch {
    say(['check.late']);
  } finally {
    clearTimeout(late);
  }
}

/**
 * Forgets what was found: the program is another one.
 * @param {HTMLElement} part
 */
export function forget(part) {
  current.get(part)?.cancel();
  current.delete(part);
  part.replaceChildren();
}
