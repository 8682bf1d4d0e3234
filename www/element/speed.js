// The speed of a run, from slow to full: a slider that stands for the attribute `pace`.

/** @import { MutexDemo } from '../mutex-demo.js' */

import { change } from './change.js';
import { find, onAttributes } from './elements.js';

/** The microseconds that a character takes, from slow to full speed. */
const PACES = [400_000, 150_000, 75_000, 20_000, 2_000, 0];

/** The notch whose pace is nearest, by ratio. @param {number} pace */
export function notchOf(pace) {
  const far = PACES.map((notch) => Math.abs(Math.log((notch + 1) / (pace + 1))));
  return far.indexOf(Math.min(...far));
}

/**
 * Listens to the slider, and follows the attribute.
 * @param {MutexDemo} host
 * @param {ShadowRoot} shadow
 * @param {() => void} runAgain a speed takes effect at once
 * @param {AbortSignal} signal ends that
 */
export function listenForSpeed(host, shadow, runAgain, signal) {
  const slider = find(shadow, 'input[name=speed]');
  const show = () => {
    slider.value = String(notchOf(host.pace));
  };
  const choose = () => {
    change(host, { pace: PACES[Number(slider.value)] ?? 0 });
    runAgain();
  };
  slider.addEventListener('change', choose, { signal });
  onAttributes(host, show, signal, ['pace', 'scene']);
  show();
}
