// Shows a run in progress: reads the process's memory each frame, until all that was printed is on the screen.

/** @import { Demo } from '../pkg/mutex_demo.js' */
/** @import { Ending } from '../element/result.js' */
/** @import { Sight } from '../element/sight.js' */
/** @import { TimelineCanvas } from '../element/timeline.js' */
/** @import { Texts } from '../texts/texts.js' */
/** @import { Cells } from './cells.js' */
/** @import { Process, Running } from './process-handle.js' */

/**
 * The views that a run draws with.
 * @typedef {object} Views
 * @property {Demo} demo
 * @property {TimelineCanvas} timeline
 * @property {Sight} sight
 * @property {Texts} texts what they say
 * @property {Cells} [cells] what the last run has left in a process's memory
 */

// The time limit of one read of the process's memory, in milliseconds: short while the threads need the processors,
// more of a frame after they have ended, and more than a frame if the reader waits for a stop.
const LOOK_MS = { running: 4, finished: 10, exited: 10, deadlock: 10, abandoned: 10, error: 10, stopped: 30 };

// A read that leaves little time for drawing in its frame, in milliseconds.
const LONG_MS = 4;

// While more was printed than has been read, one frame in so many is drawn: the others could not be read, and the
// threads need the processors.
const DRAW_BEHIND = 3;

/**
 * The next frame; in a page that draws none (hidden, or far out of view), a moment later.
 * @type {() => Promise<void>}
 */
export const nextFrame = () =>
  new Promise((resolve) => {
    const late = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(late);
      resolve();
    });
  });

/**
 * After other tasks of the page, `ms` later at the earliest.
 * @type {(ms?: number) => Promise<void>}
 */
export const later = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));

/** The runs that are being watched: they share the time of a frame. */
let watched = 0;

/**
 * Watches a program in a process, and shows its output. While the element is out of view, nothing is read until the run ends.
 * @param {Views} views
 * @param {Process} process
 * @param {Running} running what the process runs
 * @param {boolean} guarded whether one lock guards the screen
 * @param {Promise<void>} stopping stops the run when it resolves
 * @param {() => void} started is called at once: the threads have started
 * @returns {Promise<Ending>} the process's report, when the last line is on the screen, or read to be drawn there
 */
export async function watch({ demo, timeline, sight }, process, { cells, logs, ended }, guarded, stopping, started) {
  const since = performance.now();
  stopping.then(() => process.stop());
  demo.show(cells);
  started();
  /** @type {Ending | undefined} */
  let report;
  /** @type {Error | undefined} */
  let failure;
  const over = ended.then(
    (value) => (report = value),
    (error) => (failure = error),
  );
  let final = false;
  watched++;
  try {
    for (let frame = 0; ; frame++) {
      if (sight.inView) await nextFrame();
      else await (report ? later() : Promise.race([over, sight.entered]));
      if (failure) throw failure;
      const ends = report !== undefined;
      if (ends && !final && !guarded) demo.reread();
      final = ends;
      const look = performance.now();
      const caughtUp = demo.read(LOOK_MS[report?.outcome ?? 'running'] / watched);
      // After the end, the events alone determine the run's length.
      timeline.read(logs, final ? 0 : (performance.now() - since) * 1000);
      if (report && final && caughtUp) {
        // The verdict and the last rows are drawn in a frame of their own if this one has read for long.
        if (sight.inView && LONG_MS < performance.now() - look) await nextFrame();
        return report;
      }
      if (sight.inView && (caughtUp || frame % DRAW_BEHIND === 0)) demo.render();
    }
  } finally {
    watched--;
  }
}
