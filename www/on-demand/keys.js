// The dialogue of `?`: the keys of all parts of the element.

import { create, row } from '../element/elements.js';
import { openDialogue } from './dialogue.js';

/** By part: keys, and what they do there. A test presses every one of them. @type {Record<string, [keys: string, act: string][]>} */
export const KEYS = {
  Everywhere: [
    ['Tab, Shift Tab', 'go from part to part'],
    ['Space, Enter', 'press a button; Space turns the lock’s switch, too'],
    ['?', 'shows these keys, unless a text or a choice has the focus'],
    ['Escape', 'closes a dialogue, and ends typing the program'],
  ],
  'Schedule, choices, numbers': [['↑ ↓', 'choose another one']],
  'The stepper, unless a text, a choice or the timeline has the focus': [
    ['0 to 9, a to f', 'take a step of that thread'],
    ['→ ←', 'go a step forward, or back; in output and listing they scroll'],
    ['Home, End', 'go to the first step, or to the last'],
  ],
  Output: [
    ['↑ ↓ Page Up, Page Down, Home, End', 'scroll'],
    ['n, p', 'go to the next torn row, or to the previous one, and tell how it was written'],
    ['Ctrl A, Ctrl C', 'select all rows, and copy them; ⌘ on a Mac'],
  ],
  Listing: [
    ['↑ ↓', 'move the lock’s line that has the focus'],
    ['Delete, Backspace', 'remove it'],
    ['Ctrl Z, Ctrl Shift Z', 'undo an edit, or do it again; ⌘ on a Mac'],
  ],
  Timeline: [
    ['→ ←', 'go to the next stretch of time, or to the previous one'],
    ['↑ ↓', 'go from thread to thread'],
    ['Home, End', 'go to the first stretch, or to the last'],
    ['+ −', 'zoom in, or out; 0 shows all of it'],
    ['Page Up, Page Down', 'go on by what is in sight'],
    ['Enter', 'shows the output of that moment'],
  ],
};

/** Opens the dialogue. @param {ShadowRoot} shadow */
export function showKeys(shadow) {
  const table = create('table', { class: 'keys' });
  for (const [part, keys] of Object.entries(KEYS)) {
    const head = create('tr', {}, create('th', { scope: 'colgroup', colspan: 2 }, part));
    table.append(create('tbody', {}, head, ...keys.map((words) => row(words))));
  }
  openDialogue(shadow, 'Keys', table);
}
