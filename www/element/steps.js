// The reader's input to the stepper: steps, moves and examples by button, threads and arrows by key.
//
// A key that the element uses does not reach the page, which may have another use for it: mdBook turns its pages by arrows.

import { change } from './change.js';
import { buttonOf, find, targetOf } from './elements.js';

/** @type {Record<string, string | undefined>} */
const MOVES = { ArrowLeft: 'back', ArrowRight: 'forward', Home: 'restart', End: 'end' };

// The browser's own use of a key, by the element that has the focus.
const TYPES = 'input[type=number], select';
const SLIDES = 'input, select';
const SCROLLS = '[part=output], [part=listing]';
/** @param {string} key */
const isText = (key) => key.length === 1 || key === 'Backspace' || key === 'Delete';
/** @param {string} key */
const isArrow = (key) => /^(Arrow|Page|Home$|End$)/.test(key);

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
 * @param {import('./listen.js').Acts} acts operations that are not public on the element
 * @param {AbortSignal} signal ends listening
 */
export function listenForSteps(host, shadow, { seek, toFault, open }, signal) {
  /** @param {string} name */
  const move = (name) => {
    const state = host.state();
    if (!state) return;
    const { position, length } = state;
    /** @type {Record<string, number>} */
    const places = { restart: 0, back: position - 1, forward: position + 1, end: length };
    if (name === 'fault') toFault();
    else seek(Math.min(places[name], length));
  };

  /** @param {Event} event */
  const click = (event) => {
    const { step, move: name, example, position, small } = buttonOf(event)?.dataset ?? {};
    if (step !== undefined) host.step(Number(step));
    if (name !== undefined) move(name);
    if (example === undefined) return;
    // A program that was checked in small.
    if (small !== undefined) change(host, { threads: 2, count: 1 });
    open(example, position);
    // The pressed button is gone, and the focus with it.
    find(shadow, '[data-move=fault]').focus();
  };

  /**
   * Takes the step or the move that a key stands for, and tells whether there is one.
   * @param {Element} target
   * @param {string} key
   */
  const take = (target, key) => {
    const state = host.state();
    // Fields use digits themselves; fields and scrollable parts use arrows.
    if (!state || target.matches('input:not([type=radio]), select')) return false;
    const thread = /^[0-9a-f]$/.test(key) ? parseInt(key, 16) : Infinity;
    if (thread < state.threads.length) host.step(thread);
    else {
      const name = MOVES[key];
      if (name === undefined || target.matches(`${SLIDES}, ${SCROLLS}`)) return false;
      move(name);
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
  scrub.addEventListener('input', () => seek(Number(scrub.value)), { signal });
}
