// Elements, made in one call: a value becomes text or an attribute, never markup.

/** An element with attributes and children. */
export function create(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** A row of words; the first is its head, which may have attributes. */
export const row = ([first, ...rest], attributes = {}) =>
  create('tr', {}, create('th', { scope: 'row', ...attributes }, first), ...rest.map((words) => create('td', {}, words)));
