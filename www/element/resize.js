// Redraws a view when its element's size changes.

/**
 * Redraws after an element's size has changed: in the next frame, since drawing may change sizes, too, and an observer
 * must not.
 * @param {Element} element
 * @param {() => void} redraw
 * @param {AbortSignal} signal ends observing
 */
export function onResize(element, redraw, signal) {
  const resized = new ResizeObserver(() => requestAnimationFrame(() => signal.aborted || redraw()));
  resized.observe(element);
  signal.addEventListener('abort', () => resized.disconnect());
}
