// The cost of a run, in words and figures, for each thread and in total; and what the run did so that it can be watched.

/** @import { Cost, Result } from './result.js' */
/** @import { Fact, Key, Texts } from '../texts/texts.js' */
/** @typedef {Omit<Result, 'perThread'> & { perThread: Cost[] }} Known a result with its figures */

import { create, find, row } from './elements.js';

/**
 * No more digits than the precision of so short a run.
 * @param {number} value
 */
const rounded = (value) => Number(value.toPrecision(3));

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

/** @type {(run: { lock: string, threading: string, fairness: number, perThread: { acquisitions: number }[] }) => Fact} */
function fairnessOf({ lock, threading, fairness, perThread }) {
  const most = mostFairness(perThread);
  const share = fairness / most;
  /** @type {Key} */
  const got = share >= 0.995 ? 'fairness.same' : share >= 0.8 ? 'fairness.some' : 'fairness.few';
  const why = threading === 'simulated' && lock !== 'ticket' ? 'fairness.oneModel' : /** @type {Key} */ (`fairness.${lock}`);
  return ['fairness', fairness, most < 0.995 ? most : null, [got], [why]];
}

/**
 * The run as a whole, a sentence for each fact.
 * @param {Known} result
 * @param {boolean} sampled
 * @returns {Fact[]}
 */
function facts(result, sampled) {
  const { lock, outcome, lines, threads, threading, elapsedMs, perThread, fairness, handOffs, bargings } = result;
  const clockUs = result.clockUs ?? 0;
  // The threads' time, without the line that main prints after them.
  const time = result.threadsMs ?? elapsedMs;
  if (time === 0) return [];
  /** @type {Fact[]} */
  const clock = threading === 'real' ? [['numbers.clock', clockUs]] : [];
  // If the run broke off, fewer lines than expected.
  const printed = lines.whole + lines.torn;
  const readable = time * 1000 >= clockUs;
  /** @type {Fact[]} */
  const said = printed && readable ? [['numbers.lines', rounded((printed / time) * 1000)]] : [];
  const taken = perThread.some(({ acquisitions }) => acquisitions > 0);
  if (lock === 'none' || !taken) return [...said, ['numbers.noLock'], ...clock];
  // `perThread` lacks main, which acquires the lock, too.
  if (outcome === 'exited') return [...said, ...clock];
  /** @param {'heldMs' | 'waitedMs'} what */
  const sum = (what) => perThread.reduce((total, thread) => total + thread[what], 0);
  if (readable) said.push([sampled ? 'numbers.heldSampled' : 'numbers.held', Math.min(1, sum('heldMs') / time)]);
  if (threads === 1) return [...said, ['numbers.alone'], ...clock];
  if (readable) said.push(['numbers.waited', Math.min(1, sum('waitedMs') / (time * threads))]);
  if (handOffs !== null) said.push(['numbers.acquired', handOffs, bargings ?? 0]);
  // With one acquisition each, fairness says nothing.
  if (fairness !== null && perThread.some(({ acquisitions }) => acquisitions > 1)) said.push(fairnessOf({ lock, threading, fairness, perThread }));
  return [...said, ...clock];
}

/**
 * The things that the run did so that it can be watched, a sentence for each thing.
 * @param {Result} result
 * @returns {Fact[]}
 */
function disclosures({ threading, pace, inside, outside, watchable }) {
  if (!watchable) return [];
  const { putToStoreUs, loadToStoreUs, commonStart, taped, spending } = watchable;
  const spent = threading === 'real' ? spending : 'simulated';
  /** @type {(Fact | false | null | 0)[]} */
  const all = [
    putToStoreUs && ['watchable.putToStore', putToStoreUs],
    loadToStoreUs && ['watchable.loadToStore', loadToStoreUs],
    commonStart && [`watchable.start.${commonStart}`],
    taped && [pace + inside + outside === 0 ? 'watchable.tapedSlower' : 'watchable.taped'],
    spending && [/** @type {Key} */ (`watchable.spent.${spent}`)],
  ];
  return all.filter((fact) => Array.isArray(fact));
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
 * @param {Texts} texts
 */
export function showNumbers(shadow, result, sampled, { say }) {
  const [part, watchable] = [find(shadow, '[part=numbers]'), find(shadow, '[part=watchable]')];
  /** @param {Fact[]} all */
  const items = (all) => all.map((fact) => create('li', {}, say(...fact)));
  const known = isKnown(result) ? result : undefined;
  const all = known ? facts(known, sampled) : [];
  find(part, 'ul').replaceChildren(...items(all));
  const rows = (known?.perThread ?? []).map(({ acquisitions, waitedMs, heldMs, maxWaitMs }, thread) => {
    const clockUs = result.clockUs ?? 0;
    const [waited, longest, held] = [waitedMs, maxWaitMs, heldMs].map((ms) => say('measured', ms * 1000, clockUs));
    // A time below the clock's step is no estimate.
    const about = sampled && clockUs <= heldMs * 1000 ? say('about', held) : held;
    return row([say('thread', thread), say('number', acquisitions), waited, longest, about], { 'data-thread': thread });
  });
  find(part, 'tbody').replaceChildren(...rows);
  part.hidden = all.length === 0;
  find(part, 'table').hidden = result.lock === 'none';
  watchable.replaceChildren(...items(disclosures(result)));
  watchable.hidden = watchable.childElementCount === 0;
}
