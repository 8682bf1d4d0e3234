// Shows a run without threads: each frame advances it by the time that has passed.

/** @import { Report } from '../element/result.js' */
/** @import { Values } from '../element/settings.js' */
/** @import { Views } from '../runs/watch.js' */

import { load } from './engine.js';
import { toWasm } from '../runs/program.js';
import { Settings, Simulation } from '../pkg/on_demand.js';
import { Cells } from '../runs/cells.js';
import { later, nextFrame } from '../runs/watch.js';

// The most time of a frame for steps, in milliseconds, and the number of steps between two checks of the clock.
const STEP_MS = 8;
const STEPS = 100_000;
// The time between two looks while the element is out of view, if simulated time passes, in milliseconds.
const UNSEEN_MS = 50;

/**
 * Simulates the settings in the page itself, at random from a seed.
 * @param {Views} views
 * @param {Values} settings the attributes' values
 * @param {boolean} guarded whether one lock guards every access to the screen
 * @param {Promise<void>} stopping stops the run when it resolves
 * @returns {Promise<Report>} a report, as of a process
 */
export async function simulate({ demo, timeline, sight }, settings, guarded, stopping) {
  await load();
  const seed = settings.seed === '' ? Math.floor(Math.random() * 2 ** 32) : Number(settings.seed);
  const program = toWasm(Settings, settings);
  const simulation = new Simulation(program, seed);
  program.free();
  try {
    let stopped = false;
    stopping.then(() => (stopped = true));
    const began = performance.now();
    // If no op takes time, nothing waits, so there is always a next step.
    const waits = settings.pace + settings.inside + settings.outside > 0;
    /** @type {Report | undefined} */
    let report;
    for (;;) {
      await (sight.inView ? nextFrame() : later(waits && !report && !stopped ? UNSEEN_MS : 0));
      const look = performance.now();
      if (stopped) simulation.stop();
      const over = report !== undefined;
      if (!over) {
        do report = simulation.advance((look - began) * 1000, STEPS);
        while (!report && !waits && performance.now() - look < STEP_MS);
      }
      demo.show(new Cells(simulation.cells()));
      if (report && !over && !guarded) demo.reread();
      const caughtUp = demo.read(STEP_MS);
      if (sight.inView) demo.render();
      timeline.read(simulation.trace(), report ? 0 : (look - began) * 1000);
      if (report && caughtUp) {
        // The output outlives the simulation, whose memory may be reused.
        demo.keep();
        return report;
      }
    }
  } finally {
    simulation.free();
  }
}
