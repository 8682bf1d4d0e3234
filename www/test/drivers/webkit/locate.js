// In the page: elements by selectors that look into open shadow roots, as Playwright's do.

/** The elements of a tree, those in shadow roots included, in document order. */
function* all(root) {
  for (const element of root.children) {
    yield element;
    if (element.shadowRoot) yield* all(element.shadowRoot);
    yield* all(element);
  }
}

/** The element above an element; a shadow root's host is above its content. */
const above = (element) => element.parentElement ?? element.getRootNode().host;

/** Whether an element matches a chain of selectors, the last one itself, the others in order above it. */
function matches(element, chain) {
  if (!element.matches(chain.at(-1))) return false;
  let rest = chain.slice(0, -1);
  for (let up = above(element); up && rest.length > 0; up = above(up)) if (up.matches(rest.at(-1))) rest = rest.slice(0, -1);
  return rest.length === 0;
}

const words = (element) => (element.innerText ?? element.textContent).replace(/\s+/g, ' ').trim();

/** What a locator finds now. A descendant combinator is a space; a selector has no other space but in brackets. */
function locate({ selector, has, nth }) {
  const chain = selector.match(/(?:\[[^\]]*\]|\([^)]*\)|\S)+/g);
  let found = [...all(document)].filter((element) => matches(element, chain));
  if (has) {
    const test = has.flags === undefined ? (text) => text.toLowerCase().includes(has.source.toLowerCase()) : (text) => new RegExp(has.source, has.flags).test(text);
    found = found.filter((element) => test(words(element)));
  }
  if (nth !== undefined) found = found.slice(nth, nth === -1 ? undefined : nth + 1);
  return found;
}

function visible(element) {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true });
}
