// A dialogue of the element: over the page, closed by Escape, by its button or by a press beside it; then it is gone.
//
// Nothing that happens in it reaches the element or the page round it: its keys have no other meaning there, and the events
// of a demo inside it are not the element's.

/** @import { Texts } from '../texts/texts.js' */

import { create, find } from '../element/elements.js';
import sheet from './dialogue.css' with { type: 'css' };

const EVENTS = ['keydown', 'ready', 'wait', 'start', 'step', 'done', 'explored', 'change', 'goal'];

/**
 * Opens a dialogue. The focus returns to where it was when the dialogue closes.
 * @param {ShadowRoot} shadow
 * @param {Texts} texts
 * @param {string} title
 * @param {(Node | string)[]} content
 */
export function openDialogue(shadow, { say }, title, ...content) {
  const close = create('button', { type: 'button' }, say('dialogue.close'));
  const heading = create('h2', { id: 'dialogue' }, title);
  const dialogue = create('dialog', { part: 'dialogue', 'aria-labelledby': heading.id, closedby: 'any' });
  dialogue.append(create('div', { class: 'titled' }, heading, close), ...content);
  for (const name of EVENTS) dialogue.addEventListener(name, (event) => event.stopPropagation());
  close.addEventListener('click', () => dialogue.close());
  dialogue.addEventListener('close', () => dialogue.remove());
  if (!shadow.adoptedStyleSheets.includes(sheet)) shadow.adoptedStyleSheets.push(sheet);
  find(shadow, '[part=ground]').append(dialogue);
  dialogue.showModal();
  return dialogue;
}
