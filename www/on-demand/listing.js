// The listing in another language than Python.

/** @import { Values } from '../element/settings.js' */
/** @import { Demo } from '../pkg/mutex_demo.js' */

import { load } from './engine.js';
import { programOf, toWasm } from '../runs/program.js';
import { Settings } from '../pkg/mutex_demo.js';
import { printProgram, Settings as SettingsOnDemand } from '../pkg/on_demand.js';

/**
 * Shows the listing in the language of the settings, unless the views are gone by then, or show something else.
 * @param {Values} settings the attributes' values
 * @param {() => { demo?: Demo, settings: Values }} now what there is by then
 */
export async function showPrinted(settings, now) {
  await load();
  const { language } = settings;
  const { demo, settings: current } = now();
  if (!demo || current.language !== language || programOf(current) !== programOf(settings)) return;
  const [shown, printed] = [toWasm(Settings, settings), toWasm(SettingsOnDemand, settings)];
  // A text that is no program is shown as it is.
  if (shown.problem === undefined) {
    const { texts, sources, locks, whole } = printProgram(printed, language);
    demo.showPrinted(shown, language, texts, sources, locks, whole);
  }
  for (const program of [shown, printed]) program.free();
}
