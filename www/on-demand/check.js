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

/** @type {(part: string, whole: string) => string} */
const of = (part, whole) => (part === whole ? `all ${whole} orders` : `${part} of ${whole} orders`);
/** @type {(part: string, one: string, many: string) => string} */
const verb = (part, one, many) => (part === '1' ? one : many);

/**
 * The outcomes of an order besides whole lines: a sentence, and the schedule that shows it.
 * @param {Findings['count']} found
 * @param {boolean} prints
 */
function faults({ schedules: all, outcomes, shortest }, prints) {
  /** @param {string} name */
  const named = (name) => outcomes.find((outcome) => outcome.name === name);
  /** @type {(schedule: string, does: string) => { words: string, schedule: string }} */
  const steps = (schedule, does) => ({ words: `${length(schedule)} steps ${does}`, schedule });
  /** @type {(name: string, one: string, many: string) => { words: string, schedule: string } | undefined} */
  const orders = (name, one, many) => {
    const found = named(name);
    return found && { words: `${of(found.schedules, all)} ${verb(found.schedules, one, many)}`, schedule: found.example };
  };
  return [
    shortest.lost && steps(shortest.lost, prints ? 'lose a character' : 'lose an increment'),
    !shortest.lost && shortest.torn && steps(shortest.torn, 'tear a line'),
    orders('deadlock', 'deadlocks', 'deadlock'),
    orders('abandoned', 'ends at an abandoned lock', 'end at an abandoned lock'),
    orders('error', 'ends in an error', 'end in an error'),
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
 */
function same({ outcomes }) {
  const [{ name }] = outcomes;
  return name === 'clean' ? 'every order prints whole lines' : `every order ends with ${name}`;
}

/** The checks in progress, by the part that shows them: a newer one takes an older one's place. */
const current = new WeakMap();

/**
 * Checks a program, off the main thread, and shows what was found.
 * @param {HTMLElement} part shows it
 * @param {ProgramValues} settings the attributes' values
 */
export async function check(part, settings) {
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
  const about = `In small (${threads === 1 ? '1 thread' : `${threads} threads`}, one line), `;
  /** @type {(words: string, ...buttons: Node[]) => void} */
  const say = (words, ...buttons) => current.get(part)?.key === key && part.replaceChildren(create('p', { role: 'status' }, words), ...buttons);
  say(`${about}checking every order…`);
  try {
    const found = await explore('count', { ...settings, ...SMALL }, stopping, () => {});
    if (!found.complete) return say(`${about}there are too many orders to check each.`);
    const wrong = faults(found, prints);
    if (wrong.length === 0) return say(`${about}${same(found)}.`);
    const buttons = wrong.map(({ words, schedule }) => {
      const attributes = { type: 'button', 'data-example': schedule, 'data-small': '' };
      return create('button', attributes, `${words}: show`);
    });
    say(`${about}not every order is right:`, ...buttons);
  } catch {
    say(`${about}not checked: it takes more than a second.`);
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
