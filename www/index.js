// The page: takes its first demo's settings from the address, as in `#lock=mutex&threads=3`, marks the scene in view, and loads
// what presents the scenes when it is first asked for.

import { SETTINGS } from './element/settings.js';
import { isOthers, isTyping } from './page/keys.js';

/** @type {<T extends HTMLElement>(selector: string) => T} */
const find = (selector) => /** @type {any} */ (document.querySelector(selector));

const demo = find('mutex-demo');
const written = Object.fromEntries(demo.getAttributeNames().map((name) => [name, demo.getAttribute(name)]));
const TAKEN = [...new Set([...Object.keys(SETTINGS), 'scene', 'autorun'])];

/** Whether an address names settings; else it names a section, or nothing. @param {string} hash */
const hasSettings = (hash) => hash.includes('=') && !hash.startsWith('#present=');

/**
 * Sets each attribute of the first demo from the address or, if the address lacks it, from the page. If the address names
 * settings and no scene, the demo is the whole Lab.
 */
function readAddress() {
  const { hash } = location;
  // A link to another section changes nothing here.
  if (hash && !hasSettings(hash) && hash !== '#tear') return;
  const address = new URLSearchParams(hasSettings(hash) ? hash.slice(1) : '');
  for (const name of TAKEN) {
    // The page's links lead to this page, whatever an address says.
    const own = name === 'scene' && address.size > 0 ? null : written[name];
    const value = (name === 'home' ? null : address.get(name)) ?? own ?? null;
    if (value === demo.getAttribute(name)) continue;
    if (value === null) demo.removeAttribute(name);
    else demo.setAttribute(name, value);
  }
}

readAddress();
addEventListener('hashchange', readAddress);
// A link leads to the page in the reader's language.
if (document.documentElement.lang !== 'en') {
  for (const element of document.querySelectorAll('mutex-demo')) element.setAttribute('home', location.href.replace(/[?#].*$/, ''));
}
// Only now, so that the element starts as many threads as the address says.
import('./mutex-demo.js');

// The scene in view: the last that begins above the middle of the window.
const sections = [...document.querySelectorAll('section')];
/** @type {Map<string, Element>} */
const links = new Map([...document.querySelectorAll('.scenes a')].map((link) => [link.getAttribute('href')?.slice(1) ?? '', link]));
let current = sections[0].id;
const observer = new IntersectionObserver(
  () => {
    // While one is presented, the others are nowhere.
    const begun = sections.filter((section) => section.checkVisibility() && section.getBoundingClientRect().top < innerHeight / 2);
    current = begun.at(-1)?.id ?? sections[0].id;
    for (const [id, link] of links) {
      if (id === current) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  },
  // A line across the middle of the window.
  { rootMargin: '-50% 0px' },
);
for (const section of sections) observer.observe(section);

/** Says for a moment that a button has done its work. @param {string} button */
function done(button) {
  const said = find('#said');
  said.textContent = find(button).dataset.done ?? '';
  setTimeout(() => (said.textContent = ''), 2000);
}

find('#share').addEventListener('click', async () => {
  const url = hasSettings(location.hash) ? location.href : location.href.replace(/(#.*)?$/, `#${current}`);
  // A reader who closes the dialogue has not shared, and that is no error.
  if (navigator.share) await navigator.share({ title: document.title, url }).catch(() => {});
  else await navigator.clipboard.writeText(url).then(() => done('#share'));
});

find('#copy').addEventListener('click', async () => {
  const { value } = /** @type {HTMLInputElement} */ (find('[name=program-language]:checked'));
  const parts = [...document.querySelectorAll(`[data-program=${value}] pre`)].map(({ textContent }) => textContent);
  await navigator.clipboard.writeText(parts.join(''));
  done('#copy');
});

find('#handout').addEventListener('click', () => print());

const present = () => import('./page/present.js');
find('#present').addEventListener('click', async () => (await present()).begin(current, true));

addEventListener('keydown', async (event) => {
  if (isOthers(event) || isTyping(event) || document.documentElement.hasAttribute('data-presenting')) return;
  if (event.key === 'p' || event.key === 'P') (await present()).begin(current);
  else if (event.key === '?') (await present()).showKeys();
});

const PRESENT = '#present=';
async function presentAddressed() {
  if (location.hash.startsWith(PRESENT)) (await present()).begin(location.hash.slice(PRESENT.length));
}
presentAddressed();
addEventListener('hashchange', presentAddressed);
