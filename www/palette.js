// The style sheet's colours as they are now, light or dark, its author's own included.

/**
 * Resolves custom properties that are colours.
 * @param {Element} place where they are to be resolved
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

/** The colours of all threads there may be, by id. */
export const threadColours = (place) =>
  colours(place, Array.from({ length: 16 }, (_, thread) => `mutex-demo-thread-${thread}`));
