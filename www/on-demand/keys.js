// The dialogue of `?`: the keys of all parts of the element.

/** @import { Key, Texts } from '../texts/texts.js' */

import { create, row } from '../element/elements.js';
import { openDialogue } from './dialogue.js';

/** By part: its lines, each with keys and what they do there. A test presses every one of them. @type {Record<string, string[]>} */
export const KEYS = {
  everywhere: ['tab', 'press', 'help', 'escape'],
  choices: ['choose'],
  stepper: ['digits', 'steps', 'ends', 'faults'],
  output: ['scroll', 'torn', 'select'],
  listing: ['move', 'remove', 'undo'],
  timeline: ['stretch', 'lane', 'bounds', 'zoom', 'pages', 'show'],
};

/** Opens the dialogue. @param {ShadowRoot} shadow @param {Texts} texts with the part `more` */
export function showKeys(shadow, texts) {
  /** @param {string} key */
  const say = (key) => texts.say(/** @type {Key} */ (key));
  const table = create('table', { class: 'keys' });
  for (const [part, lines] of Object.entries(KEYS)) {
    const head = create('tr', {}, create('th', { scope: 'colgroup', colspan: 2 }, say(`keys.in.${part}`)));
    const rows = lines.map((line) => row([say(`keys.${line}`), say(`keys.${line}.does`)]));
    table.append(create('tbody', {}, head, ...rows));
  }
  openDialogue(shadow, texts, texts.say('keys'), table);
}
