// Sharing and saving: the dialogue with the link to a demo in its state; a run, as a file.

/** @import { Form } from '../on-demand/exports.js' */
/** @import { Texts } from '../texts/texts.js' */

import { find, targetOf } from './elements.js';
import { inWords } from '../texts/failure.js';

const ENOUGH_MS = 60_000;

/**
 * Listens in an element's shadow root.
 * @param {import('../mutex-demo.js').MutexDemo} host makes the link and the files
 * @param {ShadowRoot} shadow
 * @param {Texts} texts
 * @param {AbortSignal} signal ends listening
 */
export function listenForShare(host, shadow, texts, signal) {
  const [button, saving] = [find(shadow, '[part=share]'), find(shadow, '[part=export]')];
  const open = async () => (await import('../on-demand/sharing.js')).share(host, shadow, await texts.load('more'));
  button.addEventListener('click', open, { signal });

  /** @param {Event} event */
  const save = async (event) => {
    const { save: form } = targetOf(event).dataset;
    if (form === undefined) return;
    const said = find(saving, '[role=status]');
    try {
      const file = await host.exported(/** @type {Form} */ (form));
      const download = document.createElement('a');
      [download.href, download.download] = [URL.createObjectURL(file), file.name];
      download.click();
      // Some browsers begin to read the file only later.
      setTimeout(() => URL.revokeObjectURL(download.href), ENOUGH_MS);
      said.textContent = texts.say('export.saved', file.name);
    } catch (error) {
      said.textContent = texts.say('export.notSaved', await inWords(error, texts));
    }
  };
  saving.addEventListener('click', save, { signal });
}
