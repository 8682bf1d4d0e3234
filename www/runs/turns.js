// Turns: what many elements have to do at once is done one after the other, each in a task of its own, so that the page
// handles the reader's input in between.

/**
 * Resolves when the next turn may be taken; `undefined` if it may be at once.
 * @type {Promise<void> | undefined}
 */
let next;

/** Resolves when it is the caller's turn: at once if nobody had a turn in this task, else in a task of its own. */
export function turn() {
  const mine = next ?? Promise.resolve();
  const after = mine.then(task);
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
