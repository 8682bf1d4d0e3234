// The scene of an element: its question and its goal, loaded if the element has one.

/** @import { MutexDemo } from '../mutex-demo.js' */
/** @import { Texts } from '../texts/texts.js' */

import { onAttributes } from './elements.js';

/** The lessons, once they are loaded. @type {typeof import('../scenes/lesson.js') | undefined} */
let lessons;

/**
 * Loads what a scene needs. What is loaded is there at once: the words come with the first paint.
 * @param {Promise<Texts>} texts
 */
async function load(texts) {
  const words = await texts;
  lessons ??= await import('../scenes/lesson.js');
  if (!words.has('scenes')) await words.load('scenes');
  return /** @type {const} */ ([lessons, words]);
}

/**
 * Loads ahead what an element's scene needs, if it has one: the words have their place from the first paint on.
 * @param {MutexDemo} host
 * @param {Promise<Texts>} texts
 */
export async function prepareScene(host, texts) {
  // Without its words, a scene still runs.
  if (host.scene) await load(texts).catch(() => {});
}

/**
 * Shows the scene that an element has.
 * @param {MutexDemo} host
 * @param {ShadowRoot} shadow
 * @param {Promise<Texts>} texts
 * @param {AbortSignal} signal ends that
 */
export function showScene(host, shadow, texts, signal) {
  let shown = '';
  let end = new AbortController();
  const show = async () => {
    if (host.scene === shown) return;
    const scene = (shown = host.scene);
    end.abort();
    end = new AbortController();
    const ended = AbortSignal.any([signal, end.signal]);
    const [{ openLesson, closeLesson }, words] = await load(texts);
    if (ended.aborted) return;
    closeLesson(shadow);
    if (scene) openLesson(host, shadow, words, ended);
  };
  onAttributes(host, () => show().catch(() => {}), signal, ['scene']);
  return show().catch(() => {});
}
