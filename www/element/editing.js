// The reader's edits of the program: the lock's lines moved, removed and added, and the text as a text.
//
// The editor is loaded with the first edit, or just before it.

import { buttonOf, find, targetOf } from './elements.js';

const KEYS = new Set(['ArrowUp', 'ArrowDown', 'Delete', 'Backspace']);

/**
 * Listens in an element's shadow root.
 * @param {import('../mutex-demo.js').MutexDemo} host
 * @param {ShadowRoot} shadow
 * @param {import('../runs/watch.js').Views} views
 * @param {AbortSignal} signal ends listening
 */
export function listenForEdits(host, shadow, views, signal) {
  const program = find(shadow, '.program');
  /** @type {Promise<import('../on-demand/editor.js').Editor> | undefined} */
  let editor;
  const load = () =>
    (editor ??= import('../on-demand/editor.js').then(({ makeEditor }) => makeEditor(host, shadow, views, signal)));
  /** @param {Event} event */
  const lockLine = (event) => /** @type {HTMLElement | null} */ (targetOf(event).closest('[data-lock]'));
  /** @type {<Name extends keyof HTMLElementEventMap>(name: Name, handler: (event: HTMLElementEventMap[Name]) => void) => void} */
  const on = (name, handler) => program.addEventListener(name, handler, { signal });

  on('pointerover', (event) => lockLine(event) && load());
  on('focusin', (event) => lockLine(event) && load());
  on('click', async (event) => {
    const edit = buttonOf(event)?.dataset.edit;
    if (edit !== undefined) (await load()).press(edit);
  });
  // Touch may begin before anything is loaded; the listing scrolls unless the finger is on a line of the lock.
  on('pointerdown', async (event) => {
    const line = lockLine(event);
    if (!line || event.button !== 0) return;
    event.preventDefault();
    line.focus();
    let held = true;
    for (const name of ['pointerup', 'pointercancel']) addEventListener(name, () => (held = false), { once: true, capture: true, signal });
    const loaded = await load();
    if (held) loaded.pickUp(line, event);
    else loaded.offer(line);
  });
  on('keydown', async (event) => {
    const { key, shiftKey } = event;
    const command = event.ctrlKey || event.metaKey;
    if (command && key.toLowerCase() === 'z' && !targetOf(event).matches('textarea')) {
      event.preventDefault();
      event.stopPropagation();
      return (await load()).press(shiftKey ? 'redo' : 'undo');
    }
    const line = lockLine(event);
    if (!line || command || event.altKey || !KEYS.has(key)) return;
    event.preventDefault();
    event.stopPropagation();
    (await load()).key(line, key);
  });
}
