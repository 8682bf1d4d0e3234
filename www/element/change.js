// The reader's changes of settings: attributes of the element, and an event `change` for each, so that a page that keeps
// the settings too can follow.

/** @import { MutexDemo } from '../mutex-demo.js' */
/** @import { Values } from './settings.js' */

/** The settings that keep a schedule valid: with any other change, the program is another. */
const SAME_PROGRAM = ['scheduler', 'pace', 'inside', 'outside', 'spending', 'language', 'tape'];

/**
 * Sets attributes for the reader, `null` removes one; all are set before the first event. A value that stays the same is none.
 * @param {MutexDemo} host
 * @param {Partial<Record<keyof Values, string | number | boolean | null>>} values
 */
export function change(host, values) {
  const names = /** @type {(keyof Values)[]} */ (Object.keys(values));
  const before = names.map((name) => host[name]);
  for (const name of names) {
    if (values[name] === null) host.removeAttribute(name);
    else Reflect.set(host, name, values[name]);
  }
  names.forEach((name, at) => {
    const detail = { name, value: host[name] };
    if (detail.value === before[at]) return;
    host.dispatchEvent(new CustomEvent('change', { detail, bubbles: true, composed: true }));
  });
}

/**
 * Takes over what the reader chose in a control, with what follows from it.
 * @param {MutexDemo} host
 * @param {keyof Values} name
 * @param {string} value
 */
export function choose(host, name, value) {
  // A preset, or another scope of one, takes the place of a text of the reader's own.
  const source = ['program', 'scope'].includes(name) ? { source: '' } : {};
  const schedule = SAME_PROGRAM.includes(name) ? {} : { schedule: null };
  change(host, { ...source, [name]: value, ...schedule });
}
