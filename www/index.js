// The page: takes its demo's settings from the address, as in `#lock=mutex&threads=3`.

import './mutex-demo.js';
import { SETTINGS } from './settings.js';

const demo = document.querySelector('mutex-demo');

function readAddress() {
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    if (name in SETTINGS) demo.setAttribute(name, value);
  }
}

readAddress();
addEventListener('hashchange', readAddress);
