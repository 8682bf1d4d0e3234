// The reader's input on the output: scrolling, selecting, copying, asking how a row tore.

import { targetOf } from './elements.js';
import { onResize } from './resize.js';

/** An overwritten character. */
const LOST = 'button[data-lost]';

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
  /** The words on a mark, while they are told, and those on a row, which come back. */
  let [ofMark, ofRow] = ['', ''];
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
    if (type === 'focusin') {
      for (const other of output.querySelectorAll(LOST)) /** @type {HTMLElement} */ (other).tabIndex = other === mark ? 0 : -1;
    }
    if (/in|over|click/.test(type)) {
      if (told.textContent !== ofMark) ofRow = told.textContent ?? '';
      told.textContent = ofMark = words;
      // Tab leads from a mark to the row's words if these have to be scrolled.
      if (!ofRow) scrollable();
    } else if (told.textContent === words) {
      told.textContent = ofRow;
      ofMark = '';
      scrollable();
    }
  };
  for (const type of ['focusin', 'focusout', 'pointerover', 'pointerout', 'click']) output.addEventListener(type, explain, { signal });
  /** @param {KeyboardEvent} event */
  const toMark = (event) => {
    const mark = targetOf(event);
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (!mark.matches(LOST) || !by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const at = Number(mark.parentElement?.dataset.row);
    /** @param {Element} other */
    const isThere = (other) => by * (Number(other.parentElement?.dataset.row) - at) > 0;
    const row = [...output.querySelectorAll(LOST)].filter((other) => other.parentElement === mark.parentElement);
    /** @type {Element | undefined} */
    let next = /Left|Right/.test(event.key) ? row[row.indexOf(mark) + by] : undefined;
    // Rows out of sight are not drawn.
    const [from, place] = [output.scrollTop, mark.style.cssText];
    for (let top = NaN; !next && top !== output.scrollTop; ) {
      const marks = [...output.querySelectorAll(LOST)].filter(isThere);
      next = by > 0 ? marks[0] : marks.at(-1);
      if (next || waits()) break;
      top = output.scrollTop;
      output.scrollTop += by * output.clientHeight * 0.8;
      demo.render();
    }
    if (!next) {
      // There is none: its row may have gone out of sight meanwhile.
      output.scrollTop = from;
      demo.render();
      const marks = /** @type {HTMLElement[]} */ ([...output.querySelectorAll(`[data-row="${at}"] > ${LOST}`)]);
      next = marks.find(({ style }) => style.cssText === place);
    }
    /** @type {HTMLElement | undefined} */ (next)?.focus();
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
