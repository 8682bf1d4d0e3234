// Maps a time of the timeline to the output, and to the replay.

/** @import { Result } from './result.js' */

import { positionOfNewline, Settings } from '../pkg/mutex_demo.js';
import { toWasm } from '../runs/program.js';

/**
 * Goes to the last row complete at a time; a replay begins there, too.
 * @param {import('../pkg/mutex_demo.js').Demo} demo the views
 * @param {import('../pkg/mutex_demo.js').Timeline} timeline
 * @param {number} time
 * @param {Result | null} result that of the run that is shown, if the run has ended
 */
export function showMoment(demo, timeline, time, result) {
  const cell = timeline.newlineAt(Math.round(time));
  if (cell === undefined) return;
  demo.showCell(cell);
  if (!result?.schedule) return;
  const program = toWasm(Settings, result);
  const position = positionOfNewline(program, result.schedule, cell);
  program.free();
  if (position !== undefined) demo.offerReplayFrom(position);
}
