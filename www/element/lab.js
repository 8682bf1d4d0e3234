// The buttons of the experiments. The experiments are loaded when the reader first starts one.

/** @import { Texts } from '../texts/texts.js' */

import { find, onAttributes, targetOf } from './elements.js';

/**
 * Listens in an element's shadow root.
 * @param {import('../mutex-demo.js').MutexDemo} host
 * @param {ShadowRoot} shadow
 * @param {Promise<WebAssembly.Module>} module the compiled program
 * @param {Texts} texts
 * @param {AbortSignal} signal ends listening, and an experiment in progress
 */
export function listenForExperiments(host, shadow, module, texts, signal) {
  /** @param {Event} event */
  const conduct = async (event) => {
    const { experiment } = targetOf(event).dataset;
    if (experiment === undefined) return;
    const experiments = await import('../on-demand/experiments.js');
    experiments.conduct(experiment, host, module, await texts.load('more'), signal);
  };
  const part = find(shadow, '[part=experiments]');
  part.addEventListener('click', conduct, { signal });

  // Until the reader chooses, suggests the mutex if there is no lock, else no lock.
  const other = find(part, 'select[name=other]');
  const suggest = () => {
    if (!other.hasAttribute('data-chosen')) other.value = host.lock === 'none' ? 'mutex' : 'none';
  };
  other.addEventListener('change', () => other.setAttribute('data-chosen', ''), { signal });
  onAttributes(host, suggest, signal, ['lock']);
  suggest();
}
