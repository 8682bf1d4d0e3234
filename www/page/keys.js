// Whose a key is: the page's own keys must leave fields alone.

/** Whether the key goes to a field. @param {KeyboardEvent} event */
export function isTyping(event) {
  const target = /** @type {HTMLElement} */ (event.composedPath()[0]);
  return target.isContentEditable || /^(input|textarea|select)$/.test(target.localName);
}

/** Whether a key is the browser's or has been handled. @param {KeyboardEvent} event */
export const isOthers = (event) => event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey;
