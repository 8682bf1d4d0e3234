// Shows a run without threads: each frame advances it by the time that has passed.

import { load } from './engine.js';
import { toWasm } from '../element/settings.js';
import { Settings, Simulation } from '../pkg/on_demand.js';
import { Cells } from '../runs/cells.js';
import { nextFrame } from '../runs/watch.js';

// The most time of a frame for steps, in milliseconds, and the number of steps between two checks of the clock.
const STEP_MS = 8;
const STEPS = 100_000;

/**
 * Simulates the settings in the page itself, at random from a seed.
 * @param {import('../pkg/mutex_demo.js').Demo} demo the views
 * @param {import('../element/timeline.js').TimelineCanvas} timeline
 * @param {object} settings the attributes' values
 * @param {boolean} guarded whether one lock guards every access to the screen
 * @param {Promise<void>} stopping stops the run when it resolves
 * @returns {Promise<object>} a report, as of a process
 */
export async function simulate(demo, timeline, settings, guarded, stopping) {
  await load();
  const seed = settings.seed === '' ? Math.floor(Math.random() * 2 ** 32) : Number(settings.seed);
  const program = toWasm(Settings, settings);
  const simulation = new Simulation(program, seed);
  program.free();
  try {
    let stopped = false;
    stopping.then(() => (stopped = true));
    const began = performance.now();
    let report;
    for (;;) {
      await nextFrame();
      const look = performance.now();
      if (stopped) simulation.stop();
      const over = report !== undefined;
      if (!over) {
        do report = simulation.advance((look - began) * 1000, STEPS);
        // If no op takes time, nothing waits, so there is always a next step.
        while (!report && settings.pace + settings.inside + settings.outside === 0 && performance.now() - look < STEP_MS);
      }
      demo.show(new Cells(simulation.cells()));
      if (report && !over && !guarded) demo.reread();
      const caughtUp = demo.read(STEP_MS);
      demo.render();
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
