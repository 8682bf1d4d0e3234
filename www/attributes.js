// The element's attributes, and the properties that reflect them.

import { parse, SETTINGS } from './settings.js';

/** All observed attributes. */
export const ATTRIBUTES = [...Object.keys(SETTINGS), 'autorun'];

/** Gives an element's prototype a property for each setting. */
export function reflect(prototype) {
  for (const name of Object.keys(SETTINGS)) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        return parse((attribute) => this.getAttribute(attribute)).settings[name];
      },
      set(value) {
        this.setAttribute(name, value);
      },
    });
  }
}

/** Gives properties that were set before the element was defined their setters' effect. */
export function upgrade(element) {
  for (const name of ATTRIBUTES.filter((name) => Object.hasOwn(element, name))) {
    const value = element[name];
    delete element[name];
    element[name] = value;
  }
}
