// The cost of a run, in words and figures: for each thread, and in total.

import { create, row } from './elements.js';
import { duration } from './timeline.js';

/** The reasons for each lock's fairness. */
const ORDER = {
  mutex: 'A mutex lets whoever comes while it is free have it; who sleeps has to be woken first, and may find it taken again.',
  spin: 'A spin lock goes to whoever looks at the right moment.',
  ticket: 'A ticket lock serves threads in the order in which they came.',
};

const percent = (share) => `${Math.round(share * 100)} %`;
/** No more digits than the precision of so short a run. */
const rounded = (value) => Number(value.toPrecision(3));
const times = (n, one, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** The run as a whole, a sentence for each fact. */
function sentences(result, sampled) {
  const { lock, outcome, lines, threads, elapsedMs, perThread, fairness, handOffs, bargings } = result;
  // The threads' time, without the line that main prints after them.
  const time = result.threadsMs ?? elapsedMs;
  if (time === 0) return [];
  // If the run broke off, fewer lines than expected.
  const printed = lines.whole + lines.torn;
  const said = printed ? [`${times(rounded((printed / time) * 1000), 'line')} a second.`] : [];
  const taken = perThread.some(({ acquisitions }) => acquisitions > 0);
  if (lock === 'none' || !taken) return [...said, 'No lock was taken: nobody waited, and nothing was guarded.'];
  // `perThread` lacks main, which acquires the lock, too.
  if (outcome === 'exited') return said;
  const sum = (what) => perThread.reduce((total, thread) => total + thread[what], 0);
  const [about, sample] = sampled ? ['about ', ', by a sample of the holds'] : ['', ''];
  said.push(`The lock was held for ${about}${percent(Math.min(1, sum('heldMs') / time))} of the time${sample}.`);
  if (threads === 1) return [...said, 'One thread alone: it waited for nobody.'];
  said.push(`A thread spent ${percent(Math.min(1, sum('waitedMs') / (time * threads)))} of the time waiting.`);
  if (handOffs !== null) {
    said.push(`The lock passed to a thread that had waited ${times(handOffs, 'time')}; ${times(bargings, 'time')} a thread that had just come took it ahead of others.`);
  }
  // With one acquisition each, fairness says nothing.
  if (fairness !== null && perThread.some(({ acquisitions }) => acquisitions > 1)) {
    const words = fairness >= 0.99 ? 'each got as much as the others' : fairness >= 0.8 ? 'some got more than others' : 'a few got most';
    said.push(`Fairness ${fairness.toFixed(2)} of 1: until the first was done, ${words}. ${ORDER[lock]}`);
  }
  return said;
}

/**
 * Shows a result's numbers.
 * @param {HTMLElement} part holds a list and a table
 * @param {object} result
 * @param {boolean} sampled whether not every hold was timed
 */
export function showNumbers(part, result, sampled) {
  // A process that had to be terminated reports no figures.
  const known = result.perThread.every(({ acquisitions }) => acquisitions !== null);
  const all = known ? sentences(result, sampled) : [];
  part.querySelector('ul').replaceChildren(...all.map((words) => create('li', {}, words)));
  const rows = (known ? result.perThread : []).map(({ acquisitions, waitedMs, heldMs, maxWaitMs }, thread) => {
    const times = [waitedMs, maxWaitMs, heldMs].map((ms) => duration(ms * 1000));
    return row([`thread ${thread}`, acquisitions.toLocaleString('en'), ...times], { 'data-thread': thread });
  });
  part.querySelector('tbody').replaceChildren(...rows);
  part.hidden = all.length === 0;
  part.querySelector('table').hidden = result.lock === 'none';
}
