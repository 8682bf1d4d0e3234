// Times in words, none of them below the step of the clock that measured it.

/** A time in words, in a unit that suits it. @param {number} us */
export function duration(us) {
  if (us < 1000) return `${Math.round(us)} µs`;
  const [value, unit] = us < 1e6 ? [us / 1e3, 'ms'] : [us / 1e6, 's'];
  return `${Number(value.toPrecision(3))} ${unit}`;
}

/**
 * A measured time in words; the clock goes on by `clockUs` at a time.
 * @type {(us: number, clockUs: number) => string}
 */
export const measured = (us, clockUs) => (us < clockUs ? `below ${duration(clockUs)}` : duration(us));

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
