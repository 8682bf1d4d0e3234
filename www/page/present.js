// Presents: one scene fills the screen, and a key does what a teacher needs a hand for.
//
// Uses what any author has of an element: attributes, methods, events. Loaded when the page is first asked to present.

/** @import { MutexDemo } from '../mutex-demo.js' */

import { isOthers, isTyping, isUsed } from './keys.js';
import sheet from './present.css' with { type: 'css' };

/** The paces, from fast to slow, in microseconds a character. */
const PACES = [0, 2_000, 20_000, 200_000, 1_000_000];
/** The width in pixels at which the element’s smallest letters are of 13 pixels: on a screen of 1920 they are of 28. */
const WIDTH = 896;

const root = document.documentElement;
const sections = [...document.querySelectorAll('section')].filter(({ id }) => id !== 'lab');
const keys = /** @type {HTMLDialogElement} */ (document.querySelector('#keys'));
/** The elements that run. @type {Set<EventTarget>} */
const running = new Set();
/** Its signal ends presenting. @type {AbortController | undefined} */
let ending;
let at = 0;

document.adoptedStyleSheets.push(sheet);
document.addEventListener('start', ({ target }) => target && running.add(target));
document.addEventListener('done', ({ target }) => target && running.delete(target));

const demo = () => /** @type {MutexDemo} */ (sections[at].querySelector('mutex-demo'));

export const showKeys = () => keys.showModal();

/**
 * Presents a scene.
 * @param {string} scene
 * @param {boolean} [full] whether to ask for the whole screen, which a browser grants to a press of a button or a key
 */
export function begin(scene, full = false) {
  if (full) root.requestFullscreen?.().catch(() => {});
  root.toggleAttribute('data-presenting', true);
  show(Math.max(0, sections.findIndex(({ id }) => id === scene)));
  if (ending) return;
  ending = new AbortController();
  const { signal } = ending;
  // Ahead of the element: the keys do the same wherever the focus is.
  addEventListener('keydown', press, { signal, capture: true });
  addEventListener('resize', fit, { signal });
  // Leaving the full screen leaves the scene, too.
  document.addEventListener('fullscreenchange', () => document.fullscreenElement ?? end(), { signal });
}

function end() {
  if (!ending) return;
  ending.abort();
  ending = undefined;
  root.removeAttribute('data-presenting');
  unmark();
  history.replaceState(history.state, '', `#${sections[at].id}`);
  if (document.fullscreenElement) document.exitFullscreen();
  const scroll = () => sections[at].scrollIntoView();
  scroll();
  // The window is smaller once it has left the full screen.
  addEventListener('resize', scroll, { once: true, signal: AbortSignal.timeout(1000) });
}

/** Takes the mark of what is presented away. */
function unmark() {
  for (const section of sections) {
    section.removeAttribute('data-presented');
    section.querySelector('mutex-demo')?.removeAttribute('style');
    section.querySelector('mutex-demo')?.removeAttribute('compact');
  }
}

/** Shows the scene at an index, if there is one. @param {number} index */
function show(index) {
  if (!sections[index]) return;
  at = index;
  unmark();
  const section = sections[at];
  section.toggleAttribute('data-presented', true);
  demo().toggleAttribute('compact', true);
  fit();
  history.replaceState(history.state, '', `#present=${section.id}`);
  scrollTo(0, 0);
  section.tabIndex = -1;
  section.focus({ preventScroll: true });
}

/** Makes the element's letters as large as the screen allows. */
function fit() {
  demo().style.setProperty('zoom', String(Math.max(1, innerWidth / WIDTH)));
}

/** Runs or stops; of an open stepper, plays its schedule or pauses; takes what is left to take, if that is at its end. */
function run() {
  const { position = 0, length = 0, outcome = null } = demo().state() ?? {};
  if (position < length || outcome) return demo().play();
  return running.has(demo()) ? demo().stop() : demo().run();
}

/** Makes a replay slower or faster, or the next run. @param {number} by how many paces slower */
function slow(by) {
  if (demo().state()) return demo().play(by > 0 ? 'slower' : 'faster');
  const pace = PACES.findLastIndex((pace) => pace <= demo().pace);
  demo().pace = PACES[Math.min(Math.max(pace + by, 0), PACES.length - 1)];
}

/** Takes a step of a thread; of the one that has taken the fewest and can take one, if none is given. @param {number} [thread] */
function step(thread) {
  const { position = 0, length = 0, threads: all = [] } = demo().state() ?? {};
  // Steps that have been taken before are taken again: a replay goes on as it was.
  if (thread === undefined && position < length) return demo().play('forward');
  const threads = all.map(({ ready, steps }, id) => ({ ready, steps, id }));
  const [next] = threads.filter(({ ready }) => ready).toSorted((one, other) => one.steps - other.steps);
  return demo().step(thread ?? next?.id ?? 0);
}

/** The kind of lock that was on last. */
let kind = /** @type {MutexDemo['lock']} */ ('mutex');

/** @type {Record<string, () => unknown>} */
const ACTS = {
  ArrowRight: () => show(at + 1),
  ArrowLeft: () => show(at - 1),
  PageDown: () => show(at + 1),
  PageUp: () => show(at - 1),
  r: run,
  l() {
    const { lock, result, scheduler } = demo();
    if (lock !== 'none') kind = lock;
    demo().lock = lock === 'none' ? kind : 'none';
    // A program that has run runs again: that is what the switch is for.
    if (!(result || running.has(demo())) || scheduler !== 'os') return;
    return demo().stop().then(() => demo().run());
  },
  s: () => step(),
  b: () => demo().back(),
  '-': () => slow(1),
  '+': () => slow(-1),
  p: end,
  Escape: end,
  '?': showKeys,
};

/** @param {KeyboardEvent} event */
function press(event) {
  // A clicker turns pages by these, from a field, too.
  const turns = /^Page/.test(event.key);
  if (isOthers(event) || keys.open || (!turns && isTyping(event)) || isUsed(event)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const act = /^\d$/.test(key) ? () => step(Number(key)) : ACTS[key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  // A run that cannot begin says why in the element.
  Promise.resolve(act()).catch(() => {});
}
