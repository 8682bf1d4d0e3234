// Listens to the reader, in all parts of an element.

/** @import { MutexDemo } from '../mutex-demo.js' */
/** @import { Views } from '../runs/watch.js' */

import { change } from './change.js';
import { listenForEdits } from './editing.js';
import { find, onAttributes, targetOf } from './elements.js';
import { listenForExperiments } from './lab.js';
import { listenForKeys } from './keys.js';
import { leadOn } from './open.js';
import { listenToOutput } from './output.js';
import { listenForSpeed } from './speed.js';
import { listenForShare } from './share.js';
import { listenForSteps } from './steps.js';

/**
 * The reader's acts that are not public on the element.
 * @typedef {object} Acts
 * @property {() => boolean} running whether a run is in progress
 * @property {() => Promise<void>} stop stops it
 * @property {import('./replay.js').Replay} replay the moves in the stepper
 * @property {(time: number) => void} goTo goes to a time of the timeline
 */

/**
 * Listens in an element's shadow root.
 * @param {MutexDemo} host
 * @param {ShadowRoot} shadow
 * @param {Views} views
 * @param {Acts} acts
 * @param {Promise<WebAssembly.Module>} module the compiled program
 * @param {AbortSignal} signal ends listening
 */
export function listen(host, shadow, views, acts, module, signal) {
  const { demo, timeline, sight, texts } = views;
  /** @param {string} name */
  const part = (name) => find(shadow, `[part=${name}]`);
  /** @param {MouseEvent} event */
  const press = ({ detail }) => {
    // The second click of a double click must not stop the run.
    if (acts.running() && detail < 2) acts.stop();
    else host.run().catch(() => {});
  };
  part('run').addEventListener('click', press, { signal });
  // Switching the lock takes effect at once. The views have set the attribute by now.
  const runAgain = async () => {
    if (host.scheduler === 'step') return;
    await acts.stop();
    host.run().catch(() => {});
  };
  part('lock').addEventListener('click', runAgain, { signal });
  find(shadow, '[name=kind]').addEventListener('change', runAgain, { signal });
  listenForSpeed(host, shadow, runAgain, signal);
  listenToOutput(demo, part('output'), () => acts.running() || !sight.inView, signal);
  listenForShare(host, shadow, texts, signal);
  leadOn(host, find(shadow, 'a[part=open]'), texts, signal);
  listenForKeys(shadow, texts, signal);
  listenForSteps(host, shadow, acts.replay, signal);
  listenForExperiments(host, shadow, module, texts, signal);
  listenForEdits(host, shadow, views, signal);
  /** @param {Event} event */
  const exploreLargest = (event) => {
    const { threads, count } = targetOf(event).dataset;
    if (count === undefined) return;
    change(host, { threads: Number(threads), count: Number(count) });
    host.explore().catch(() => {});
    // The pressed button disappears, and the focus with it.
    part('run').focus();
  };
  part('largest').addEventListener('click', exploreLargest, { signal });
  timeline.listen(acts.goTo, signal);
  onAttributes(host, () => timeline.draw(), signal, ['theme']);
}
