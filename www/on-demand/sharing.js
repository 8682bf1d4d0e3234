// The dialogue of Share: a link to the demo as it is now, what an author pastes to show it elsewhere, and a preview of that.

/** @import { MutexDemo } from '../mutex-demo.js' */
/** @import { Attribute } from './snippets.js' */
/** @import { Texts } from '../texts/texts.js' */

import { changedOf, SETTINGS } from '../element/settings.js';
import { copyText } from './copy.js';
import { openDialogue } from './dialogue.js';
import { create } from '../element/elements.js';
import { snippets } from './snippets.js';

/** @type {('script' | 'frame' | 'markdown' | 'react')[]} */
const PLACES = ['script', 'frame', 'markdown', 'react'];

/**
 * The attributes that make this demo elsewhere, in the state that the permalink opens.
 * @param {MutexDemo} host
 * @param {string} link
 * @param {Texts} texts
 * @returns {Attribute[]}
 */
function attributesOf(host, link, { language }) {
  /** @type {Attribute[]} */
  const lang = language === 'en' ? [] : [['lang', language]];
  const home = /** @type {Attribute[]} */ (changedOf(host).includes('home') ? [['home', host.home]] : []);
  return [...new URLSearchParams(new URL(link).hash.slice(1)), ...home, ...lang];
}

/**
 * Opens the dialogue.
 * @param {MutexDemo} host
 * @param {ShadowRoot} shadow
 * @param {Texts} texts with the part `more`
 */
export function share(host, shadow, texts) {
  const { say } = texts;
  const link = host.permalink();
  const { files } = /** @type {typeof MutexDemo} */ (host.constructor);
  const said = create('p', { class: 'said', role: 'status' });
  /** A button that copies an element's text, or selects it. @param {HTMLElement} shown @param {string} what */
  const copier = (shown, what) => {
    const button = create('button', { type: 'button', 'aria-label': say('share.copy', what) }, say('copy.copy'));
    button.addEventListener('click', async () => {
      const copied = await copyText(shown.textContent ?? '');
      if (!copied) shadow.ownerDocument.getSelection()?.selectAllChildren(shown);
      said.textContent = copied ? say('share.copied', what) : say('share.selected');
    });
    return button;
  };

  const shownLink = create('a', { part: 'link', href: link }, link);
  const copyLink = copier(shownLink, say('share.theLink'));
  copyLink.autofocus = true;

  /** @param {'controls' | 'theme'} name @param {string} words */
  const choice = (name, words) => {
    const select = create('select', { name });
    const options = SETTINGS[name].expects.replace('one of ', '').split(', ');
    select.append(...options.map((option) => create('option', { value: option }, option)));
    select.value = host[name];
    return { select, label: create('label', {}, words, select) };
  };
  const controls = choice('controls', say('share.controls'));
  const theme = choice('theme', say('share.theme'));
  const autorun = create('input', { type: 'checkbox', name: 'autorun' });
  autorun.checked = host.autorun;
  const options = create('div', { class: 'settings' }, controls.label, theme.label, create('label', {}, say('share.autorun'), autorun));

  const places = PLACES.map((place) => {
    const words = say(`share.${place}`);
    const text = create('pre', { tabindex: 0, role: 'group', 'aria-label': words, 'data-place': place });
    const head = create('div', { class: 'titled' }, create('h3', {}, words), copier(text, say(`share.for.${place}`)));
    return { place, text, section: create('section', {}, head, text) };
  });

  const preview = create('details', {}, create('summary', {}, say('share.preview')));
  const place = preview.appendChild(create('div', {}));
  const show = () => {
    /** @type {Attribute[]} */
    const chosen = [['controls', controls.select.value], ['theme', theme.select.value]];
    const changed = chosen.filter(([name, value]) => value !== SETTINGS[/** @type {'controls' | 'theme'} */ (name)].initial);
    const attributes = attributesOf(host, link, texts).concat(changed, autorun.checked ? [['autorun', 'true']] : []);
    const made = snippets(files, link, attributes, say('share.title'));
    for (const { place, text, section } of places) {
      text.textContent = made[place] ?? '';
      section.hidden = made[place] === undefined;
    }
    place.replaceChildren();
    if (!preview.open) return;
    const element = document.createElement(host.localName);
    for (const [name, value] of attributes) element.setAttribute(name, value);
    place.append(element);
  };
  options.addEventListener('change', show);
  preview.addEventListener('toggle', show);
  show();

  const linked = create('div', { class: 'titled' }, create('h3', {}, say('share.link')), copyLink);
  const sections = places.map(({ section }) => section);
  openDialogue(shadow, texts, say('share'), said, linked, create('p', {}, shownLink), create('h3', {}, say('share.embedded')), options, ...sections, preview);
}
