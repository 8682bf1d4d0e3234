// Shows a run in progress: reads the process's memory each frame, until all that was printed is on the screen.

// The time limit of one read of the process's memory, in milliseconds: short while the threads need the processors,
// more of a frame after they have ended, and more than a frame if the reader waits for a stop.
const LOOK_MS = { running: 4, finished: 12, exited: 12, deadlock: 12, abandoned: 12, error: 12, stopped: 30 };

// While more was printed than has been read, one frame in so many is drawn: the others could not be read, and the
// threads need the processors.
const DRAW_BEHIND = 3;

/** The next frame; in a page that draws none (hidden, or far out of view), a moment later. */
export const nextFrame = () =>
  new Promise((resolve) => {
    const late = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(late);
      resolve();
    });
  });

/**
 * Runs the settings in a process, and shows its output.
 * @param {import('../pkg/mutex_demo.js').Demo} demo the views
 * @param {import('../element/timeline.js').TimelineCanvas} timeline
 * @param {import('./process-handle.js').Process} process
 * @param {object} settings the attributes' values
 * @param {boolean} guarded whether one lock guards the screen
 * @param {Promise<void>} stopping stops the run when it resolves
 * @param {() => void} started is called when the threads have started
 * @returns {Promise<object>} the process's report, when the last line is on the screen
 */
export async function watch(demo, timeline, process, settings, guarded, stopping, started) {
  const { cells, logs, ended } = await process.run(settings);
  const since = performance.now();
  stopping.then(() => process.stop());
  demo.show(cells);
  started();
  let report;
  let failure;
  ended.then(
    (value) => (report = value),
    (error) => (failure = error),
  );
  let final = false;
  for (let frame = 0; ; frame++) {
    await nextFrame();
    if (failure) throw failure;
    const over = report !== undefined;
    if (over && !final && !guarded) demo.reread();
    final = over;
    const caughtUp = demo.read(LOOK_MS[report?.outcome ?? 'running']);
    // After the end, the events alone determine the run's length.
    timeline.read(logs, final ? 0 : (performance.now() - since) * 1000);
    if (final && caughtUp) return report;
    if (caughtUp || frame % DRAW_BEHIND === 0) demo.render();
  }
}
