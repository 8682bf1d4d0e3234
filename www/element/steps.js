// The reader's input to the stepper: steps, moves and examples by button, threads and arrows by key.
//
// A key that the element uses does not reach the page, which may have another use for it: mdBook turns its pages by arrows.

import { change } from './change.js';
import { buttonOf, find, targetOf } from './elements.js';

/** @type {Record<string, string | undefined>} */
const MOVES = { ArrowLeft: 'back', ArrowRight: 'forward', Home: 'restart', End: 'end', '.': 'next', ',': 'previous' };

// The browser's own use of a key, by the element that has the focus.
const TYPES = 'input[type=number], select';
const SLIDES = 'input, select';
const SCROLLS = '[part=output], [part=listing]';
/** @param {string} key */
const isText = (key) => key.length === 1 || key === 'Backspace' || key === 'Delete';
/** @param {string} key */
const isArrow = (key) => /^(Arrow|Page|Home$|End$)/.test(key);

/** Whether an element's content is too wide, or too tall, for it. @param {Element} part @param {string} key */
const canScroll = (part, key) =>
  /Left|Right/.test(key) ? part.scrollWidth > part.clientWidth : part.scrollHeight > part.clientHeight;

/**
 * Whether the browser itself uses a key in this element.
 * @param {Element} target
 * @param {string} key
 */
const isUsed = (target, key) =>
  (target.matches(TYPES) && isText(key)) || (target.matches(`${SLIDES}, ${SCROLLS}, .scroll`) && isArrow(key));

/**
 * Listens in an element's shadow root.
 * @param {import('../mutex-demo.js').MutexDemo} host
 * @param {ShadowRoot} shadow
 * @param {import('./replay.js').Replay} replay makes the moves
 * @param {AbortSignal} signal ends listening
 */
export function listenForSteps(host, shadow, replay, signal) {
  /** @param {Event} event */
  const click = (event) => {
    const button = buttonOf(event);
    const { step, move, example, position, small } = button?.dataset ?? {};
    if (step !== undefined) host.step(Number(step));
    if (move !== undefined) replay.move(move);
    if (example !== undefined) {
      // A program that was checked in small.
      if (small !== undefined) change(host, { threads: 2, count: 1 });
      replay.open(example, position, button?.matches('[part=replay]') ? 'stepper.ofRun' : 'stepper.ofExample');
    }
    // The pressed button is gone, and the focus with it.
    if (example !== undefined) find(shadow, '[data-move=next]').focus({ preventScroll: true });
    if (move === 'return') find(shadow, '[part=run]').focus({ preventScroll: true });
  };

  /**
   * Takes the step or the move that a key stands for, and tells whether there is one.
   * @param {Element} target
   * @param {string} key
   */
  const take = (target, key) => {
    const { threads } = replay.place ?? {};
    const scrolls = target.matches(SCROLLS) && canScroll(target, key);
    // Fields use digits themselves; fields and scrollable parts use arrows.
    if (threads === undefined || target.matches('input:not([type=radio], [type=range]), select')) return false;
    const thread = /^[0-9a-f]$/.test(key) ? parseInt(key, 16) : Infinity;
    if (thread < threads) host.step(thread);
    else {
      const name = MOVES[key];
      if (name === undefined || (isArrow(key) && (target.matches(SLIDES) || scrolls))) return false;
      replay.move(name);
    }
    return true;
  };

  /** @param {KeyboardEvent} event */
  const press = (event) => {
    const [target, { key }] = [targetOf(event), event];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const taken = take(target, key);
    if (taken) event.preventDefault();
    if (taken || isUsed(target, key)) event.stopPropagation();
  };

  shadow.addEventListener('click', click, { signal });
  shadow.addEventListener('keydown', (event) => press(/** @type {KeyboardEvent} */ (event)), { signal });
  const scrub = find(shadow, 'input[name=position]');
  scrub.addEventListener('input', () => replay.seek(Number(scrub.value)), { signal });
}
