// The reader's input on the output: scrolling, selecting, copying.

import { onResize } from './resize.js';

/**
 * Listens in an element's shadow root.
 * @param {import('../pkg/mutex_demo.js').Demo} demo the views
 * @param {HTMLElement} output
 * @param {() => boolean} waits whether to draw nothing now: a run in progress draws each frame, and what is out of view later
 * @param {AbortSignal} signal ends listening
 */
export function listenToOutput(demo, output, waits, signal) {
  const draw = () => waits() || demo.render();
  output.addEventListener('scroll', draw, { signal });

  // Rows that are not drawn are copied and selected like the others.
  /** @param {ClipboardEvent} event */
  const copy = (event) => {
    const text = demo.selectedText();
    if (text === undefined) return;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  output.addEventListener('copy', copy, { signal });

  /** @param {KeyboardEvent} event */
  const selectAll = (event) => {
    if (event.key.toLowerCase() !== 'a' || !(event.ctrlKey || event.metaKey)) return;
    demo.selectAll();
    event.preventDefault();
    event.stopPropagation();
  };
  output.addEventListener('keydown', selectAll, { signal });

  onResize(output, draw, signal);
}
