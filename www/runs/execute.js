// Runs a program on threads, in a process of the pool.

import { endIdle, Lease } from './pool.js';
import { watch } from './watch.js';

/** No thread ran. */
export class NotStarted extends Error {}

/**
 * Waits for a process, runs a program there, and shows its output.
 * @param {object} views the element's: `demo`, `timeline`, `sight`; `cells` becomes what they read of the process
 * @param {Lease} lease for at least the program's threads; ended with the run
 * @param {Promise<WebAssembly.Module>} module the compiled program
 * @param {object} settings the attributes' values
 * @param {import('../pkg/mutex_demo.js').Settings} program the same
 * @param {Promise<void>} stopping stops the run when it resolves
 * @param {() => void} started is called when the threads have started
 * @returns {Promise<object | undefined>} the process's report; `undefined` if the run was stopped before its process was ready
 * @throws {NotStarted} if the threads do not start
 */
export async function execute(views, lease, module, settings, program, stopping, started) {
  try {
    let process = await ready(views, lease, stopping);
    let running = await process?.run(settings).catch(() => undefined);
    if (process && !running) {
      // A process that was ready does not begin: it lacks the memory for the screen, say. Tries once more, with more of it left.
      process.end();
      lease.end();
      endIdle();
      lease = new Lease(program.threads, module);
      process = await ready(views, lease, stopping);
      running = await process?.run(settings).catch((error) => Promise.reject(new NotStarted(error.message)));
    }
    if (!process) return undefined;
    views.cells = running.cells;
    const report = await watch(views, process, running, program.guarded, stopping, started);
    // Main's exit ends the process.
    if (report.outcome === 'exited') process.end();
    return report;
  } finally {
    lease.end(views.cells);
  }
}

/** The lease's process, ready to run; `undefined` if the run is stopped before. */
async function ready({ demo }, lease, stopping) {
  const stopped = stopping.then(() => undefined);
  if (lease.waits) {
    demo.showWaiting(true);
    const granted = await Promise.race([lease.process, stopped]);
    if (!granted) return undefined;
    demo.showWaiting(false);
  }
  const process = await lease.process;
  try {
    return await Promise.race([process.ready.then(() => process), stopped]);
  } catch (error) {
    throw new NotStarted(error.message);
  }
}
