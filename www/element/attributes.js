// The element's attributes, and the properties that reflect them.

import { parse, SETTINGS } from './settings.js';

/** All observed attributes. */
export const ATTRIBUTES = [...Object.keys(SETTINGS), 'autorun'];

/** An attribute's text; for `source`, if there is no such attribute, the text of the author's own script. */
export function written(element, name) {
  const text = element.getAttribute(name);
  if (text !== null || name !== 'source') return text;
  const script = element.querySelector(':scope > script[type="text/mutex-demo"]');
  return script && dedented(script.textContent);
}

/** A text without the indentation that all its lines share, and without empty lines around it. */
function dedented(text) {
  const lines = text.replace(/^([ \t]*\n)+|\s+$/g, '').split('\n');
  const indents = lines.filter((line) => line.trim()).map((line) => line.match(/^ */)[0].length);
  const indent = Math.min(...indents);
  return `${lines.map((line) => line.slice(indent)).join('\n')}\n`;
}

/** Gives an element's prototype a property for each setting. */
export function reflect(prototype) {
  for (const name of Object.keys(SETTINGS)) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        return parse((attribute) => written(this, attribute)).settings[name];
      },
      set(value) {
        if (typeof SETTINGS[name].initial === 'boolean') this.toggleAttribute(name, Boolean(value));
        else this.setAttribute(name, value);
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
