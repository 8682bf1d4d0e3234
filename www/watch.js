// Shows a run while it lasts: a look at the process's memory each frame, until all that was printed is on the screen.

// How long a look at the process's memory may take, in milliseconds: little while the threads want the processors
// too, more of a frame when they have ended, and more than a frame when the reader waits for a stop.
const LOOK_MS = { running: 4, finished: 12, exited: 12, deadlock: 12, stopped: 30 };

// While more was printed than has been read, one frame in so many is drawn: nobody could read the others, and the
// threads have use for the processors.
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
 * Runs the settings in a process, and shows what it prints.
 * @param {import('./pkg/mutex_demo.js').Demo} demo the views
 * @param {import('./timeline.js').TimelineCanvas} timeline
 * @param {import('./process-handle.js').Process} process
 * @param {object} settings what the attributes say
 * @param {Promise<void>} stopping stops the run when it resolves
 * @param {() => void} started is called when the threads have started
 * @returns {Promise<object>} the process's report, when the last line is on the screen
 */
export async function watch(demo, timeline, process, settings, stopping, started) {
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
    if (over && !final && settings.lock === 'none') demo.reread();
    final = over;
    const caughtUp = demo.read(LOOK_MS[report?.outcome ?? 'running']);
    // When it is over, the events alone say how long it took.
    timeline.read(logs, final ? 0 : (performance.now() - since) * 1000);
    if (final && caughtUp) return report;
    if (caughtUp || frame % DRAW_BEHIND === 0) demo.render();
  }
}
