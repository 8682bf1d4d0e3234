// Shows a run without threads: a part of it each frame, as far as its simulated time has come.

import { Cells } from './cells.js';
import { Simulation } from './pkg/mutex_demo.js';
import { nextFrame } from './watch.js';

// How long a frame may be spent on steps, in milliseconds, and how many of them between two looks at the clock.
const STEP_MS = 8;
const STEPS = 100_000;

/**
 * Runs the settings in the page itself, by chance from a seed.
 * @param {import('./pkg/mutex_demo.js').Demo} demo the views
 * @param {import('./timeline.js').TimelineCanvas} timeline
 * @param {object} settings what the attributes say
 * @param {import('./pkg/mutex_demo.js').Settings} program the same, for the simulation
 * @param {Promise<void>} stopping stops the run when it resolves
 * @returns {Promise<object>} a report, as of a process
 */
export async function simulate(demo, timeline, settings, program, stopping) {
  const seed = settings.seed === '' ? Math.floor(Math.random() * 2 ** 32) : Number(settings.seed);
  const simulation = new Simulation(program, seed);
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
        // Without a pace nothing waits, so there is always a next step.
        while (!report && settings.pace + settings.inside + settings.outside === 0 && performance.now() - look < STEP_MS);
      }
      demo.show(new Cells(simulation.cells()));
      if (report && !over && settings.lock === 'none') demo.reread();
      const caughtUp = demo.read(STEP_MS);
      demo.render();
      timeline.read(simulation.trace(), report ? 0 : (look - began) * 1000);
      if (report && caughtUp) {
        // The output outlives the simulation, and its memory may be another's.
        demo.keep();
        return report;
      }
    }
  } finally {
    simulation.free();
  }
}
