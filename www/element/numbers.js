// The cost of a run, in words and figures, for each thread and in total; and what the run did so that it can be watched.

/** @import { Cost, Result } from './result.js' */
/** @typedef {Omit<Result, 'perThread'> & { perThread: Cost[] }} Known a result with its figures */

import { create, find, row } from './elements.js';
import { duration, measured } from './times.js';

/**
 * The reasons for each lock's fairness.
 * @type {Record<string, string>}
 */
const ORDER = {
  mutex: 'This mutex lets whoever comes while it is free have it; who sleeps has to be woken first, and may find it taken again.',
  spin: 'A spin lock goes to whoever looks at the right moment.',
  ticket: 'A ticket lock serves threads in the order in which they came.',
};
const ONE_MODEL = 'Simulated, mutex and spin lock are one model: chance picks who gets it.';

/** @param {number} share */
const percent = (share) => `${Math.round(share * 100)} %`;
/**
 * No more digits than the precision of so short a run.
 * @param {number} value
 */
const rounded = (value) => Number(value.toPrecision(3));
/** @type {(n: number, one: string, many?: string) => string} */
const times = (n, one, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/**
 * The most that Jain's index can be when the first thread is done: in perfect turns, the others lack one acquisition each. If
 * threads acquire the lock unequally often, there is no such order, and it is 1.
 * @param {{ acquisitions: number }[]} perThread
 */
export function mostFairness(perThread) {
  const [{ acquisitions }] = perThread;
  if (perThread.some((thread) => thread.acquisitions !== acquisitions)) return 1;
  const [n, others] = [perThread.length, perThread.length - 1];
  return (acquisitions + others * (acquisitions - 1)) ** 2 / (n * (acquisitions ** 2 + others * (acquisitions - 1) ** 2));
}

/** @type {(run: { lock: string, threading: string, fairness: number, perThread: { acquisitions: number }[] }) => string} */
function fairnessInWords({ lock, threading, fairness, perThread }) {
  const most = mostFairness(perThread);
  const share = fairness / most;
  const words = share >= 0.995 ? 'each got as much as perfect turns give' : share >= 0.8 ? 'some got more than others' : 'a few got most';
  const turns = most < 0.995 ? ` (perfect turns: ${most.toFixed(2)})` : '';
  const why = threading === 'simulated' && lock !== 'ticket' ? ONE_MODEL : ORDER[lock];
  return `Fairness ${fairness.toFixed(2)} of 1${turns}: until the first was done, ${words}. ${why}`;
}

/**
 * The run as a whole, a sentence for each fact.
 * @param {Known} result
 * @param {boolean} sampled
 */
function sentences(result, sampled) {
  const { lock, outcome, lines, threads, threading, elapsedMs, perThread, fairness, handOffs, bargings } = result;
  const clockUs = result.clockUs ?? 0;
  // The threads' time, without the line that main prints after them.
  const time = result.threadsMs ?? elapsedMs;
  if (time === 0) return [];
  const clock = threading === 'real' ? [`The clock goes on by ${duration(clockUs)} at a time: no figure here is below that.`] : [];
  // If the run broke off, fewer lines than expected.
  const printed = lines.whole + lines.torn;
  const readable = time * 1000 >= clockUs;
  const said = printed && readable ? [`${times(rounded((printed / time) * 1000), 'line')} a second.`] : [];
  const taken = perThread.some(({ acquisitions }) => acquisitions > 0);
  if (lock === 'none' || !taken) return [...said, 'No lock was taken: nobody waited, and nothing was guarded.', ...clock];
  // `perThread` lacks main, which acquires the lock, too.
  if (outcome === 'exited') return [...said, ...clock];
  /** @param {'heldMs' | 'waitedMs'} what */
  const sum = (what) => perThread.reduce((total, thread) => total + thread[what], 0);
  if (readable) {
    const [about, sample] = sampled ? ['about ', ', by a sample of the holds'] : ['', ''];
    said.push(`The lock was held for ${about}${percent(Math.min(1, sum('heldMs') / time))} of the time${sample}.`);
  }
  if (threads === 1) return [...said, 'One thread alone: it waited for nobody.', ...clock];
  if (readable) said.push(`A thread spent ${percent(Math.min(1, sum('waitedMs') / (time * threads)))} of the time waiting.`);
  if (handOffs !== null) {
    said.push(`The lock was acquired ${times(handOffs, 'time')} after waiting; ${times(bargings ?? 0, 'time')} a thread that had just come took it ahead of others.`);
  }
  // With one acquisition each, fairness says nothing.
  if (fairness !== null && perThread.some(({ acquisitions }) => acquisitions > 1)) said.push(fairnessInWords({ lock, threading, fairness, perThread }));
  return [...said, ...clock];
}

/** @type {Record<string, string>} */
const STARTS = {
  lock: 'The threads started together: all waited for the lock before it was first released.',
  pair: 'The threads started together: the first waited for a second one.',
};
/** @type {Record<string, string>} */
const SPENDINGS = {
  wait: 'The time inside and outside was waited, as for a device.',
  compute: 'The time inside and outside was computed, by the clock, which takes a processor.',
};

/**
 * The things that the run did so that it can be watched, a sentence for each thing.
 * @param {Result} result
 */
function disclosures({ threading, pace, inside, outside, watchable }) {
  if (!watchable) return [];
  const { putToStoreUs, loadToStoreUs, commonStart, taped, spending } = watchable;
  const real = threading === 'real';
  return [
    putToStoreUs && `A 64th of the pace, ${duration(putToStoreUs)}, passed between put and store: that decides how many characters are lost.`,
    loadToStoreUs && `All of the pace, ${duration(loadToStoreUs)}, passed between load and store of a shared value.`,
    commonStart && STARTS[commonStart],
    taped && `Each step was noted on a tape: no two overlapped${pace + inside + outside === 0 ? ', so the run was slower than full speed' : ''}.`,
    spending && (real ? SPENDINGS[spending] : 'Simulated, to wait and to compute is the same: time passes.'),
  ].filter((words) => typeof words === 'string');
}

/**
 * Whether its process has reported its figures; one that had to be terminated has not.
 * @param {Result} result
 * @returns {result is Known}
 */
const isKnown = (result) => result.perThread.every(({ acquisitions }) => acquisitions !== null);

/**
 * Shows a result's numbers, and what its run did so that it can be watched.
 * @param {ShadowRoot} shadow
 * @param {Result} result
 * @param {boolean} sampled whether not every hold was timed
 */
export function showNumbers(shadow, result, sampled) {
  const [part, watchable] = [find(shadow, '[part=numbers]'), find(shadow, '[part=watchable]')];
  /** @param {string[]} all */
  const items = (all) => all.map((words) => create('li', {}, words));
  const known = isKnown(result) ? result : undefined;
  const all = known ? sentences(known, sampled) : [];
  find(part, 'ul').replaceChildren(...items(all));
  const about = sampled ? 'about ' : '';
  const rows = (known?.perThread ?? []).map(({ acquisitions, waitedMs, heldMs, maxWaitMs }, thread) => {
    const [waited, longest, held] = [waitedMs, maxWaitMs, heldMs].map((ms) => measured(ms * 1000, result.clockUs ?? 0));
    const cells = [acquisitions.toLocaleString('en'), waited, longest, held.startsWith('below') ? held : about + held];
    return row([`thread ${thread}`, ...cells], { 'data-thread': thread });
  });
  find(part, 'tbody').replaceChildren(...rows);
  part.hidden = all.length === 0;
  find(part, 'table').hidden = result.lock === 'none';
  watchable.replaceChildren(...items(disclosures(result)));
  watchable.hidden = watchable.childElementCount === 0;
}
