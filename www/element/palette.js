// The style sheet's current colours, light or dark, including the page author's own.

/**
 * Resolves custom properties that are colours.
 * @param {Element} place the element in which they are resolved
 * @param {string[]} names
 * @returns {string[]}
 */
export function colours(place, names) {
  const probe = place.appendChild(document.createElement('span'));
  const resolved = names.map((name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return resolved;
}

/**
 * The colours of all possible threads, by id.
 * @param {Element} place
 */
export const threadColours = (place) =>
  colours(place, Array.from({ length: 16 }, (_, thread) => `mutex-demo-thread-${thread}`));
