// Turns: what many elements have to do at once is done one after the other, each in a task of its own, so that the page
// handles the reader's input in between.

import { later, nextFrame } from './watch.js';

/**
 * Resolves when the next turn may be taken; `undefined` if it may be at once.
 * @type {Promise<void> | undefined}
 */
let next;

/**
 * Resolves when it is the caller's turn: at once if nobody had a turn in this task, else in a task of its own. If two elements
 * above what the reader sees change their heights within one frame, a browser may move what is seen: those have a frame each.
 * @param {Element} element the caller's
 */
export function turn(element) {
  const mine = next ?? Promise.resolve();
  const after = mine.then(task).then(() => (element.getBoundingClientRect().bottom < 0 ? nextFrame().then(task) : undefined));
  next = after;
  after.then(() => {
    if (next === after) next = undefined;
  });
  return mine;
}

/**
 * A later task. A timer's would come late in a hidden page.
 * @type {() => Promise<void>}
 */
const task = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** How long an element out of view waits at most for those that the reader sees, in milliseconds. */
const PATIENCE_MS = 1_000;

/** Runs that the reader waits for: the first ones of elements in view. @type {Set<Promise<unknown>>} */
const ahead = new Set();

/** Lets something that the reader waits for go ahead of what is out of view. @param {Promise<unknown>} seen */
export function goAhead(seen) {
  ahead.add(seen);
  seen.finally(() => ahead.delete(seen));
}

/** How long a run has begun when its first characters are drawn, in milliseconds. */
const DRAWN_MS = 100;

/** Resolves when nothing goes ahead any more, or after a moment. */
export const behind = () =>
  ahead.size === 0 ? undefined : Promise.race([Promise.allSettled(ahead).then(() => later(DRAWN_MS)), later(PATIENCE_MS)]);
