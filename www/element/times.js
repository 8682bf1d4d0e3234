// The step of the clock, below which no time that it measured is told.

// A coarser clock counts as one with steps of `MOST_MS`.
const [ENOUGH_MS, MOST_MS] = [5, 100];

/** @type {number | undefined} */
let step;

/** The step of this page's clock, in microseconds: browsers make it coarse. A process's workers have the same clock. */
export function clockStep() {
  if (step !== undefined) return step;
  // The least of some steps; of a coarse clock, of few.
  let [least, last] = [MOST_MS, performance.now()];
  const began = Date.now();
  for (let steps = 0; steps < 8; steps++) {
    let now;
    do now = performance.now();
    while (now === last && Date.now() - began < MOST_MS);
    if (now !== last) least = Math.min(least, now - last);
    if (Date.now() - began > ENOUGH_MS) break;
    last = now;
  }
  // Events are logged in whole microseconds.
  step = Math.max(1, Math.round(least * 1000));
  return step;
}

/** The step of the clock of a run: simulated time is logged in whole microseconds. @param {'real' | 'simulated' | null} threading */
export const clockOf = (threading) => (threading === 'real' ? clockStep() : 1);
