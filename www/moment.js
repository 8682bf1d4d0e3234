// From a moment of the timeline to the output, and to the replay.

import { positionOfNewline, Settings } from './pkg/mutex_demo.js';
import { toWasm } from './settings.js';

/**
 * Shows what had been printed at a time; a replay begins there, too.
 * @param {import('./pkg/mutex_demo.js').Demo} demo the views
 * @param {import('./pkg/mutex_demo.js').Timeline} timeline
 * @param {number} time
 * @param {HTMLElement} replay the button that begins it
 * @param {object | null} result of the run that is shown, when that has ended
 */
export function showMoment(demo, timeline, time, replay, result) {
  const cell = timeline.newlineAt(Math.round(time));
  if (cell === undefined) return;
  demo.showCell(cell);
  if (!result?.schedule) return;
  const program = toWasm(Settings, result);
  const position = positionOfNewline(program, result.schedule, cell);
  program.free();
  if (position !== undefined) replay.dataset.position = position;
}
