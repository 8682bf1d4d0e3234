// Sharing and saving: the link to a demo in its state, shown, and copied if that is allowed; a run, as a file.

/** @import { Form } from '../on-demand/exports.js' */

import { find, onAttributes, targetOf } from './elements.js';
import { why } from '../runs/why.js';

const ENOUGH_MS = 60_000;

/**
 * Listens in an element's shadow root.
 * @param {import('../mutex-demo.js').MutexDemo} host makes the link and the files
 * @param {ShadowRoot} shadow
 * @param {AbortSignal} signal ends listening
 */
export function listenForShare(host, shadow, signal) {
  const [button, link, saving] = [find(shadow, '[part=share]'), find(shadow, 'a[part=link]'), find(shadow, '[part=export]')];
  const share = async () => {
    link.href = host.permalink();
    link.textContent = link.href;
    link.hidden = false;
    const copied = await navigator.clipboard?.writeText(link.href).then(
      () => true,
      () => false,
    );
    if (copied) link.textContent = `Copied: ${link.href}`;
  };
  button.addEventListener('click', share, { signal });
  // The link is that of the previous state by then.
  onAttributes(host, () => (link.hidden = true), signal);

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
      said.textContent = `Saved: ${file.name}`;
    } catch (error) {
      said.textContent = `Not saved: ${why(error)}.`;
    }
  };
  saving.addEventListener('click', save, { signal });
}
