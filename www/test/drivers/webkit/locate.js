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
  // A child combinator makes a selector that the element's own tree answers.
  if (chain.includes('>')) return element.matches(chain.join(' '));
  if (!element.matches(chain.at(-1))) return false;
  let rest = chain.slice(0, -1);
  for (let up = above(element); up && rest.length > 0; up = above(up)) if (up.matches(rest.at(-1))) rest = rest.slice(0, -1);
  return rest.length === 0;
}

const words = (element) => (element.innerText ?? element.textContent).replace(/\s+/g, ' ').trim();

/** The elements that have a role, as far as the element's own markup goes. */
const ROLES = {
  button: 'button:not([role]), [role=button]',
  link: 'a[href]',
  radio: '[type=radio]',
  checkbox: '[type=checkbox]',
  spinbutton: '[type=number]',
  slider: '[type=range]',
  textbox: 'textarea',
  combobox: 'select',
  img: 'img, svg[role=img], [role=img]',
  group: 'fieldset, [role=group]',
  dialog: 'dialog',
};

/** The element that an id names in an element's own tree. */
const byId = (element, id) => element.getRootNode().getElementById(id);

/** The text of a label without that of the control in it. */
const labelled = (label) => [...label.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE || !node.matches('select, textarea')).map((node) => node.textContent).join(' ');

/** The name of an element, as a screen reader says it. */
function nameOf(element) {
  const by = element.getAttribute('aria-labelledby');
  const name = by ? by.split(' ').map((id) => byId(element, id)?.textContent).join(' ') : element.getAttribute('aria-label');
  const labels = [...(element.labels ?? [])].map(labelled).join(' ');
  return (name ?? (labels || (element.matches('fieldset') ? element.querySelector('legend')?.textContent : element.innerText)) ?? '').replace(/\s+/g, ' ').trim();
}

/** Whether a text fits a test: a regular expression, or a text that it has or, if `exact`, is. */
function fits(text, { source, flags, exact }) {
  if (flags !== undefined) return new RegExp(source, flags).test(text);
  return exact ? text === source : text.toLowerCase().includes(source.toLowerCase());
}

/** The elements that a locator finds now. A descendant combinator is a space; a selector has no other space but in brackets. */
function locate({ within, selector, role, name, text, has, nth }) {
  const chain = selector.match(/(?:\[[^\]]*\]|\([^)]*\)|\S)+/g);
  const isFound = (element) => (role ? element.matches(ROLES[role] ?? `[role=${role}]`) && visible(element) : matches(element, chain));
  const roots = within ? locate(within) : [document];
  const inside = new Set(roots.flatMap((root) => [...(root.shadowRoot ? all(root.shadowRoot) : []), ...all(root)]));
  let found = [...inside].filter(isFound);
  if (name) found = found.filter((element) => fits(nameOf(element), name));
  // Of elements that have a text, the innermost.
  if (text) {
    found = found.filter((element) => !element.matches('script, style') && fits(words(element), text));
    found = found.filter((element) => !found.some((other) => other !== element && element.contains(other)));
  }
  if (has) found = found.filter((element) => fits(words(element), has));
  if (nth !== undefined) found = found.slice(nth, nth === -1 ? undefined : nth + 1);
  return found;
}

function visible(element) {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true });
}
