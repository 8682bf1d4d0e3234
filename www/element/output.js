// The reader's input on the output: scrolling, selecting, copying, asking how a row tore.

import { targetOf } from './elements.js';
import { onResize } from './resize.js';

/** An overwritten character. */
const LOST = '[data-lost]';

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

  const told = /** @type {HTMLElement} */ (output.nextElementSibling);
  // Words that have no room are scrolled, by keyboard, too.
  const scrollable = () => {
    if (told.clientHeight < told.scrollHeight) told.tabIndex = 0;
    else told.removeAttribute('tabindex');
  };
  /** @param {MouseEvent} event */
  const ask = (event) => {
    /** @type {HTMLElement | null} */
    const row = targetOf(event).closest('[data-row]');
    if (targetOf(event).matches(LOST)) return;
    // A press that selects asks nothing.
    if (!row || waits() || demo.selectedText()) return;
    demo.tell(Number(row.dataset.row));
    scrollable();
  };
  output.addEventListener('click', ask, { signal });

  // An overwritten character says who overwrote whom, as long as it is pointed at.
  /** @param {Event} event */
  const explain = ({ target, type }) => {
    const mark = /** @type {Element} */ (target);
    if (!mark.matches(LOST)) return;
    const words = mark.ariaLabel ?? '';
    if (/in|over|click/.test(type)) told.textContent = words;
    else if (told.textContent === words) told.textContent = '';
    scrollable();
  };
  for (const type of ['focusin', 'focusout', 'pointerover', 'pointerout', 'click']) output.addEventListener(type, explain, { signal });
  /** @param {KeyboardEvent} event */
  const toMark = (event) => {
    const mark = targetOf(event);
    if (!mark.matches(LOST) || !['ArrowLeft', 'ArrowRight'].includes(event.key)) return;
    const marks = /** @type {HTMLElement[]} */ ([...output.querySelectorAll(LOST)]);
    marks[marks.indexOf(mark) + (event.key === 'ArrowRight' ? 1 : -1)]?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  output.addEventListener('keydown', toMark, { signal });

  /** @param {KeyboardEvent} event */
  const toTorn = (event) => {
    if (event.key.toLowerCase() !== 'n' || event.ctrlKey || event.metaKey || event.altKey || waits()) return;
    if (!demo.tellNext(!event.shiftKey)) return;
    scrollable();
    event.preventDefault();
    event.stopPropagation();
  };
  output.addEventListener('keydown', toTorn, { signal });

  onResize(output, draw, signal);
  // On paper there is room for more rows, and all of the page is in view. The output is as tall as the first drawing makes it.
  const print = () => {
    demo.render();
    demo.render();
  };
  matchMedia('print').addEventListener('change', print, { signal });
}
