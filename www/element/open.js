// The link that opens what an element shows as a page of its own: there it has room, and threads if a frame or a host has none.

/** @import { MutexDemo } from '../mutex-demo.js' */
/** @import { Values } from './settings.js' */
/** @import { Texts } from '../texts/texts.js' */

import { packText, Settings } from '../pkg/mutex_demo.js';
import { toWasm } from '../runs/program.js';
import { onAttributes } from './elements.js';

/**
 * Keeps the link true.
 * @param {MutexDemo} host
 * @param {HTMLAnchorElement} link
 * @param {Texts} texts
 * @param {AbortSignal} signal ends that
 */
export function leadOn(host, link, { say }, signal) {
  const update = () => {
    const page = host.permalink();
    const hasThreads = host.home !== '' || /** @type {typeof MutexDemo} */ (host.constructor).homeHasThreads;
    link.textContent = host.threading === 'simulated' && hasThreads ? say('open.withThreads') : say('open.full');
    link.href = page;
    // A page does not lead to itself.
    link.hidden = withoutHash(page) === withoutHash(location.href);
  };
  // The stepper's position is in the address, too.
  for (const name of ['ready', 'change', 'done', 'step']) host.addEventListener(name, update, { signal });
  onAttributes(host, update, signal);
}

/** @param {string} address */
const withoutHash = (address) => address.replace(/(index\.html)?(#.*)?$/, '');

/** The program's text, packed for a link. @param {Values} settings */
export function packed(settings) {
  const program = toWasm(Settings, settings);
  const text = packText(program.text);
  program.free();
  return text;
}
