// Turns: what many elements have to do at once is done one after the other, each in a task of its own, so that the page
// handles the reader's input in between.

let last = Promise.resolve();

/** Resolves in a task of its own, after those that were asked for before. */
export function turn() {
  last = last.then(task);
  return last;
}

/** A later task. A timer's would come late in a hidden page. */
const task = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
