// A run of an element: on threads, or simulated if there are none.

/** @import { Settings } from '../pkg/mutex_demo.js' */
/** @import { Lease } from '../runs/pool.js' */
/** @import { Views } from '../runs/watch.js' */
/** @import { Panels } from './panels.js' */
/** @import { Ending } from './result.js' */
/** @import { Values } from './settings.js' */
/** @import { Sign } from './sign.js' */

/**
 * The parts of an element that a run needs.
 * @typedef {object} Place
 * @property {Views} views
 * @property {Sign} sign
 * @property {Panels | undefined} panels
 * @property {() => Lease | undefined} early takes the process that was asked for before the program was known
 * @property {Promise<WebAssembly.Module>} module the compiled program
 * @property {(name: string) => void} emit
 */

import { Timeline } from '../pkg/mutex_demo.js';
import { execute, NotStarted } from '../runs/execute.js';
import { inWords } from '../texts/failure.js';
import { clockOf } from './times.js';

/**
 * Runs the program, shows its output, and returns its report.
 * @param {Place} place
 * @param {Values} settings the attributes' values
 * @param {Settings} program the same
 * @param {Promise<void>} stopping stops the run when it resolves
 * @returns {Promise<Ending>}
 */
export async function runProgram(place, settings, program, stopping) {
  const { views, sign, panels, emit } = place;
  panels?.begin(settings);
  views.demo.begin(program);
  views.timeline.show(new Timeline(program), 'us', settings, clockOf(sign.threading));
  const report = await onThreads(place, settings, program, stopping);
  if (report || !sign.reason) return report ?? { outcome: 'stopped', written: 0, printed: 0, elapsedMs: 0 };
  emit('start');
  const { simulate } = await import('../on-demand/simulate.js');
  return simulate(views, settings, program.guarded, stopping);
}

/**
 * Runs the program on threads; `undefined` if it was stopped before, or if there are none.
 * @param {Place} place
 * @param {Values} settings
 * @param {Settings} program
 * @param {Promise<void>} stopping
 */
async function onThreads({ views, sign, early, module, emit }, settings, program, stopping) {
  if (sign.reason) return undefined;
  try {
    return await execute(views, early(), module, settings, program, stopping, emit);
  } catch (error) {
    if (!(error instanceof NotStarted)) throw error;
    // If threads did not start, for any reason, the element simulates from here on.
    sign.reason = { why: ['simulated.notStarted', await inWords(error.cause, views.texts)] };
    sign.show('os');
    return undefined;
  }
}
