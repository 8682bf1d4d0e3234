// The end of a run, shown: its output, its numbers, and who waits for whom.

/** @import { Settings } from '../pkg/mutex_demo.js' */
/** @import { Texts } from '../texts/texts.js' */
/** @import { Views } from '../runs/watch.js' */
/** @import { Ending, Result, Wait } from './result.js' */
/** @import { Values } from './settings.js' */

import { find } from './elements.js';
import { showNumbers } from './numbers.js';
import { resultOf } from './result.js';
import { clockOf } from './times.js';

/**
 * Shows the end of a run that a process or a simulation has reported, and returns its result.
 * @param {Views} views
 * @param {ShadowRoot} shadow
 * @param {Values} settings the attributes' values
 * @param {Settings} program the same
 * @param {'real' | 'simulated'} threading
 * @param {Ending} report
 * @param {number} began when the run did
 * @returns {Result}
 */
export function showOutcome({ demo, timeline, sight, texts }, shadow, settings, program, threading, report, began) {
  const { outcome, details = [], written, printed, values, schedule } = report;
  const { lines, glyphs } = demo.end(outcome, details, written, printed, values ?? undefined);
  if (schedule && glyphs.lost) demo.showLost(schedule);
  if (sight.inView) demo.render();
  demo.offerReplay(schedule ?? undefined);
  const elapsedMs = performance.now() - began;
  const result = resultOf(settings, program, threading, { lines, glyphs, elapsedMs, clockUs: clockOf(threading), ...report });
  showNumbers(shadow, result, timeline.timeline.summed, texts);
  timeline.explain(threading);
  return result;
}

/** Draws who waits for whom; nothing if nobody does. @param {ShadowRoot} shadow @param {Wait[] | null} waits @param {Texts} texts */
export async function showWaits(shadow, waits, texts) {
  const part = find(shadow, '[part=circle]');
  part.replaceChildren();
  if (waits) (await import('../on-demand/circle.js')).drawWaits(part, waits, texts);
}
