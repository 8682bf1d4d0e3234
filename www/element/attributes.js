// The element's attributes, and the properties that reflect them.

/** @import { MutexDemo } from '../mutex-demo.js' */

import { NAMES, parse, SETTINGS } from './settings.js';

/** All observed attributes. */
export const ATTRIBUTES = /** @type {const} */ ([...NAMES, 'autorun']);

/**
 * An attribute's text; for `source`, if there is no such attribute, the text of the author's own script.
 * @param {HTMLElement} element
 * @param {string} name
 */
export function written(element, name) {
  const text = element.getAttribute(name);
  if (text !== null || name !== 'source') return text;
  const script = element.querySelector(':scope > script[type="text/mutex-demo"]');
  return script && dedented(script.textContent);
}

/**
 * A text without the indentation that all its lines share, and without empty lines around it.
 * @param {string} text
 */
function dedented(text) {
  const lines = text.replace(/^([ \t]*\n)+|\s+$/g, '').split('\n');
  const indents = lines.filter((line) => line.trim()).map((line) => line.search(/[^ ]|$/));
  const indent = Math.min(...indents);
  return `${lines.map((line) => line.slice(indent)).join('\n')}\n`;
}

/**
 * Gives an element's prototype a property for each setting.
 * @param {MutexDemo} prototype
 */
export function reflect(prototype) {
  for (const name of NAMES) {
    /** @type {PropertyDescriptor & ThisType<MutexDemo>} */
    const property = {
      configurable: true,
      enumerable: true,
      get() {
        return parse((attribute) => written(this, attribute)).settings[name];
      },
      set(value) {
        if (typeof SETTINGS[name].initial === 'boolean') this.toggleAttribute(name, Boolean(value));
        else this.setAttribute(name, value);
      },
    };
    Object.defineProperty(prototype, name, property);
  }
}

/**
 * Gives properties that were set before the element was defined their setters' effect.
 * @param {MutexDemo} element
 */
export function upgrade(element) {
  for (const name of ATTRIBUTES.filter((name) => Object.hasOwn(element, name))) {
    const value = Reflect.get(element, name);
    Reflect.deleteProperty(element, name);
    Reflect.set(element, name, value);
  }
}
