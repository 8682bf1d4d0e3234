// The page's own keys, which must leave fields alone.

/** The elements that take letters. */
const TEXT = 'input:not([type=radio], [type=checkbox], [type=range]), textarea, select';
/** The elements that take the arrows, besides. */
const CHOICE = 'input, [data-lost], [role=application]';

/** @param {KeyboardEvent} event */
const targetOf = (event) => /** @type {HTMLElement} */ (event.composedPath()[0]);

/** Whether the key goes to a field, or to a dialogue of an element. @param {KeyboardEvent} event */
export function isTyping(event) {
  const target = targetOf(event);
  return target.isContentEditable || target.matches?.(TEXT) || target.closest?.('dialog') != null;
}

/** Whether what has the focus uses an arrow to the left or the right, or a sign of zooming, itself. @param {KeyboardEvent} event */
export function isUsed(event) {
  const { key } = event;
  if (/^[-+0]$/.test(key)) return targetOf(event).matches?.('[role=application]');
  if (!/^Arrow(Left|Right)$/.test(key)) return false;
  return targetOf(event).matches?.(CHOICE) || event.composedPath().some(scrollsSideways);
}

/** @param {EventTarget} part */
function scrollsSideways(part) {
  if (!(part instanceof Element) || part === document.documentElement) return false;
  return part.scrollWidth > part.clientWidth && /auto|scroll/.test(getComputedStyle(part).overflowX);
}

/** Whether a key is the browser's or has been handled. @param {KeyboardEvent} event */
export const isOthers = (event) => event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey;
