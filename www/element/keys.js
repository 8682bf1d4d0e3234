// The reader asks which keys there are: by `?`, or by a button.

/** @import { Texts } from '../texts/texts.js' */

import { find, targetOf } from './elements.js';

/** A text, or a choice: the browser finds an option by its letters. */
const TYPES = 'input:not([type=radio], [type=checkbox], [type=range]), select, textarea';

/**
 * Listens in an element's shadow root.
 * @param {ShadowRoot} shadow
 * @param {Texts} texts
 * @param {AbortSignal} signal ends listening
 */
export function listenForKeys(shadow, texts, signal) {
  const show = async () => (await import('../on-demand/keys.js')).showKeys(shadow, await texts.load('more'));
  find(shadow, '[part=keys]').addEventListener('click', show, { signal });
  /** @param {KeyboardEvent} event */
  const press = (event) => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || targetOf(event).matches(TYPES)) return;
    event.preventDefault();
    // The page may have another use for it.
    event.stopPropagation();
    show();
  };
  shadow.addEventListener('keydown', (event) => press(/** @type {KeyboardEvent} */ (event)), { signal });
}
