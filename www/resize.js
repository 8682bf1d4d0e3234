// What is drawn anew when its place has another size.

/**
 * Redraws after an element's size has changed: in the next frame, since drawing may change sizes in its turn, and an
 * observer must not.
 * @param {Element} element
 * @param {() => void} redraw
 * @param {AbortSignal} signal ends it
 */
export function onResize(element, redraw, signal) {
  const resized = new ResizeObserver(() => requestAnimationFrame(() => signal.aborted || redraw()));
  resized.observe(element);
  signal.addEventListener('abort', () => resized.disconnect());
}
