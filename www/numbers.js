// What a run cost, in words and figures: of each thread, and of all.

import { duration } from './timeline.js';

/** Why a lock is as fair as it is. */
const ORDER = {
  mutex: 'A mutex lets whoever comes while it is free have it; who sleeps has to be woken first, and may find it taken again.',
  spin: 'A spin lock goes to whoever looks at the right moment.',
  ticket: 'A ticket lock serves threads in the order in which they came.',
};

const percent = (share) => `${Math.round(share * 100)} %`;
const times = (n, one, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** What it came to as a whole, a sentence each. */
export function sentences({ lock, lines, elapsedMs, perThread, fairness, handOffs, bargings }) {
  if (perThread.length === 0 || elapsedMs === 0) return [];
  // Of a run that broke off, those that it came to.
  const printed = lines.whole + lines.torn;
  const speed = Math.round((printed / elapsedMs) * 1000);
  const said = printed ? [`${times(speed, 'line')} a second.`] : [];
  if (lock === 'none') return [...said, 'No lock was taken: nobody waited, and nothing was guarded.'];
  const sum = (what) => perThread.reduce((total, thread) => total + thread[what], 0);
  said.push(`The lock was held for ${percent(Math.min(1, sum('heldMs') / elapsedMs))} of the time.`);
  const waited = sum('waitedMs') / (elapsedMs * perThread.length);
  said.push(`A thread spent ${percent(Math.min(1, waited))} of its time waiting.`);
  if (handOffs !== undefined && handOffs !== null) {
    said.push(`The lock passed to a thread that had waited ${times(handOffs, 'time')}; ${times(bargings, 'time')} a thread that had just come took it ahead of others.`);
  }
  if (fairness !== null) {
    const words = fairness >= 0.99 ? 'each got as much as the others' : fairness >= 0.8 ? 'some got more than others' : 'a few got most';
    said.push(`Fairness ${fairness.toFixed(2)} of 1: until the first was done, ${words}. ${ORDER[lock]}`);
  }
  return said;
}

/**
 * Shows a result's numbers.
 * @param {HTMLElement} part holds a list and a table
 * @param {object} result
 */
export function showNumbers(part, result) {
  const document = part.ownerDocument;
  const create = (name, words, attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = words;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const all = sentences(result);
  part.querySelector('ul').replaceChildren(...all.map((words) => create('li', words)));
  const rows = result.perThread.map(({ acquisitions, waitedMs, heldMs, maxWaitMs }, thread) => {
    const row = document.createElement('tr');
    const head = create('th', `thread ${thread}`, { scope: 'row', 'data-thread': thread });
    const figures = [acquisitions.toLocaleString('en'), ...[waitedMs, maxWaitMs, heldMs].map((ms) => duration(ms * 1000))];
    row.append(head, ...figures.map((words) => create('td', words)));
    return row;
  });
  part.querySelector('tbody').replaceChildren(...rows);
  part.hidden = all.length === 0;
  part.querySelector('table').hidden = result.lock === 'none';
}
