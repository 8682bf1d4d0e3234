// Elements, made in one call: a value becomes text or an attribute, never markup; and found, those that have to be there.

/** @typedef {Record<string, string | number | boolean>} Attributes */

/**
 * An element with attributes and children.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Attributes} attributes
 * @param {(Node | string)[]} children
 */
export function create(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/**
 * A row of words; the first is its head, which may have attributes.
 * @param {string[]} words
 * @param {Attributes} attributes of the head
 */
export const row = ([first, ...rest], attributes = {}) =>
  create('tr', {}, create('th', { scope: 'row', ...attributes }, first), ...rest.map((words) => create('td', {}, words)));

/**
 * The type of the element that a selector finds, as far as the selector says: `select[name=kind]` begins with the name of a tag.
 * @template {string} Selector
 * @typedef {Selector extends `${infer Name extends keyof HTMLElementTagNameMap}[${string}` ? HTMLElementTagNameMap[Name]
 * : Selector extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[Selector] : HTMLElement} Found
 */

/**
 * The first element that a selector finds.
 * @template {string} Selector
 * @param {ParentNode | null} within
 * @param {Selector} selector
 * @throws if there is none
 */
export function find(within, selector) {
  const found = within?.querySelector(selector);
  if (!found) throw new Error(`there is no ${selector}`);
  return /** @type {Found<Selector>} */ (found);
}

/**
 * Acts whenever an attribute of an element changes.
 * @param {Element} element
 * @param {() => void} act
 * @param {AbortSignal} signal ends observing
 * @param {string[]} [names] of the attributes, if not of any
 */
export function onAttributes(element, act, signal, names) {
  const observer = new MutationObserver(act);
  observer.observe(element, { attributes: true, attributeFilter: names });
  signal.addEventListener('abort', () => observer.disconnect());
}

/**
 * The element that an event happened to.
 * @param {Event} event
 */
export const targetOf = ({ target }) => /** @type {HTMLElement} */ (target);

/**
 * The button that an event happened to or in, if it did.
 * @param {Event} event
 */
export const buttonOf = (event) => targetOf(event).closest('button');
