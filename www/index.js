// The page: takes its demo's settings from the address, as in `#lock=mutex&threads=3`.

import { SETTINGS } from './element/settings.js';

const demo = /** @type {HTMLElement} */ (document.querySelector('mutex-demo'));
const written = Object.fromEntries(demo.getAttributeNames().map((name) => [name, demo.getAttribute(name)]));

/** Sets each attribute of the demo from the address or, if the address lacks it, from the page. */
function readAddress() {
  const address = new URLSearchParams(location.hash.slice(1));
  for (const name of [...Object.keys(SETTINGS), 'autorun']) {
    // The page's links lead to this page, whatever an address says.
    const value = (name === 'home' ? null : address.get(name)) ?? written[name] ?? null;
    if (value === null) demo.removeAttribute(name);
    else demo.setAttribute(name, value);
  }
}

readAddress();
addEventListener('hashchange', readAddress);
// Only now, so that the element starts as many threads as the address says.
import('./mutex-demo.js');
