// Runs a program on threads, in a process of the pool.

/** @import { Settings } from '../pkg/mutex_demo.js' */
/** @import { Ending } from '../element/result.js' */
/** @import { ProgramValues } from './program.js' */
/** @import { Views } from './watch.js' */

import { endIdle, Lease } from './pool.js';
import { watch } from './watch.js';
import { why } from './why.js';

/** @typedef {(name: 'wait' | 'start') => void} Emit */

/** No thread ran: the error that is its cause says why. */
export class NotStarted extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    super(why(cause), { cause });
  }
}

/**
 * Waits for a process, runs a program there, and shows its output.
 * @param {Views} views the element's; `cells` becomes what they read of the process
 * @param {Lease | undefined} early a lease that was asked for before the program was known; ended with the run
 * @param {Promise<WebAssembly.Module>} module the compiled program
 * @param {ProgramValues} settings the attributes' values
 * @param {Settings} program the same
 * @param {Promise<void>} stopping stops the run when it resolves
 * @param {Emit} emit tells that the run waits for the end of others, and that its threads have started
 * @returns {Promise<Ending | undefined>} the process's report; `undefined` if the run was stopped before its process was ready
 * @throws {NotStarted} if the threads do not start
 */
export async function execute(views, early, module, settings, program, stopping, emit) {
  let lease = leaseFor(program.threads, early, module);
  try {
    let process = await ready(views, lease, stopping, emit);
    let running = await process?.run(settings).catch(() => undefined);
    if (process && !running) {
      // A process that was ready does not begin: it lacks the memory for the screen, say. Tries once more, with more of it left.
      process.end();
      lease.end();
      endIdle();
      lease = new Lease(program.threads, module);
      process = await ready(views, lease, stopping, emit);
      running = await process?.run(settings).catch((error) => Promise.reject(new NotStarted(error)));
    }
    if (!process || !running) return undefined;
    views.cells = running.cells;
    const report = await watch(views, process, running, program.guarded, stopping, () => emit('start'));
    // Main's exit ends the process.
    if (report.outcome === 'exited') process.end();
    return report;
  } finally {
    lease.end(views.cells);
  }
}

/**
 * A lease for so many threads: the early one if it will do.
 * @param {number} threads
 * @param {Lease | undefined} early
 * @param {Promise<WebAssembly.Module>} module
 */
function leaseFor(threads, early, module) {
  if (early && threads <= early.threads) return early;
  early?.end();
  return new Lease(threads, module);
}

/**
 * The lease's process, ready to run; `undefined` if the run is stopped before.
 * @param {Views} views
 * @param {Lease} lease
 * @param {Promise<void>} stopping
 * @param {Emit} emit
 */
async function ready({ demo }, lease, stopping, emit) {
  const stopped = stopping.then(() => undefined);
  if (lease.waits) {
    demo.showWaiting(true);
    emit('wait');
    const granted = await Promise.race([lease.process, stopped]);
    if (!granted) return undefined;
    demo.showWaiting(false);
  }
  const process = await lease.process;
  try {
    return await Promise.race([process.ready.then(() => process), stopped]);
  } catch (error) {
    throw new NotStarted(error);
  }
}
