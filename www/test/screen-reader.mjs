// The words of a screen reader: Chromium's own accessibility tree of a page, in lines.

import assert from 'node:assert/strict';

/** Roles announced in one line, with all their content. */
const WHOLE = new Set(['button', 'switch', 'radio', 'combobox', 'spinbutton', 'slider', 'progressbar']);
/** Roles announced only with a name. */
const SILENT = new Set(['generic', 'none', 'rowgroup', 'LabelText', 'Legend']);

const property = ({ properties = [] }, name) => properties.find((property) => property.name === name)?.value.value;

/** Chromium's own view of a page: one session a page. */
const sessions = new WeakMap();
function chromium(page) {
  if (!sessions.has(page)) sessions.set(page, page.context().newCDPSession(page));
  return sessions.get(page);
}

/** The root of Chromium's accessibility tree. Each node has the nodes announced in it as `inside`. */
export async function tree(page) {
  const session = await chromium(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const inside = ({ childIds }) =>
    childIds.map((id) => byId.get(id)).flatMap((node) => {
      // The boxes of a text are announced with it.
      if (!node || node.role.value === 'InlineTextBox') return [];
      return node.ignored ? inside(node) : [{ ...node, inside: inside(node) }];
    });
  return { ...nodes[0], inside: inside(nodes[0]) };
}

/** A node in a line: role, name, states, value, description. */
function line(node) {
  const states = ['checked', 'invalid', 'disabled'].filter((name) => String(property(node, name)) === 'true');
  if (property(node, 'live')) states.push(property(node, 'live'));
  if (node.role.value === 'heading') states.push(`level ${property(node, 'level')}`);
  const quoted = (words) => (words ? ` "${words}"` : '');
  const value = node.value?.value === undefined ? '' : ` = ${node.value.value}`;
  const described = node.description?.value ? `, described${quoted(node.description.value)}` : '';
  return node.role.value + quoted(node.name?.value) + states.map((state) => ` [${state}]`).join('') + value + described;
}

/** The lines of all that is in a node, indented. */
export function lines(node) {
  return node.inside.flatMap((child) => {
    const name = child.name?.value ?? '';
    if (child.role.value === 'StaticText') {
      const words = name.trimEnd();
      return words === '' || words === node.name?.value ? [] : [`text "${words}"`];
    }
    const within = WHOLE.has(child.role.value) ? [] : lines(child);
    if (SILENT.has(child.role.value) && name === '') return within;
    return [line(child), ...within.map((words) => `  ${words}`)];
  });
}

const depth = (words) => words.length - words.trimStart().length;

/** The announcement of the page's first node that starts with `beginning`, and of its content. */
export async function heard(page, beginning) {
  const all = lines(await tree(page));
  const start = all.findIndex((words) => words.trimStart().startsWith(beginning));
  assert.notEqual(start, -1, `nobody hears of ${beginning} in:\n${all.join('\n')}`);
  const end = all.findIndex((words, index) => start < index && depth(words) <= depth(all[start]));
  return all.slice(start, end === -1 ? all.length : end).map((words) => words.slice(depth(all[start]))).join('\n');
}

/** A text without the indentation that it has in this file. */
export function text(template) {
  const all = template.replace(/^\n/, '').trimEnd().split('\n');
  return all.map((words) => words.slice(depth(all[0]))).join('\n');
}

/** The focused node, in a line; `undefined` if the focus is lost to the page itself. */
export async function focused(page) {
  const session = await chromium(page);
  const expression = `(() => {
    let inner = document.activeElement;
    while (inner.shadowRoot?.activeElement) inner = inner.shadowRoot.activeElement;
    return inner;
  })()`;
  const { result: { objectId } } = await session.send('Runtime.evaluate', { expression });
  const { nodes: [node] } = await session.send('Accessibility.getPartialAXTree', { objectId, fetchRelatives: false });
  return !node.ignored && property(node, 'focused') && node.role.value !== 'RootWebArea' ? line(node) : undefined;
}
