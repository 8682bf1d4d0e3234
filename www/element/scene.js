// The scene of an element: its question and its goal, loaded if the element has one.

/** @import { MutexDemo } from '../mutex-demo.js' */
/** @import { Texts } from '../texts/texts.js' */

import { onAttributes } from './elements.js';

/** Loads what a scene needs. @param {Promise<Texts>} texts */
const load = (texts) => Promise.all([import('../scenes/lesson.js'), texts.then((texts) => texts.load('scenes'))]);

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
