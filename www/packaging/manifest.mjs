// Makes the package's custom-elements manifest: what an editor shows of the element's attributes, properties, methods, events,
// parts and colours.
//
// Methods, events and slots are read from the class and its JSDoc by the analyzer. The settings come from their table, with the
// README's words on each; the parts from the markup; the colours from the palette.

import { readdir, readFile } from 'node:fs/promises';
import { create, ts } from '@custom-elements-manifest/analyzer';
import { SETTINGS } from '../element/settings.js';

const ELEMENT = 'mutex-demo.js';
const read = (path) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The folders of the scripts that may give parts their names, beside the markup. */
const WITH_PARTS = ['www/element/', 'www/embedding/', 'www/on-demand/'];

/** A setting's type, as TypeScript writes it. */
function typeOf({ initial, expects }) {
  const [, kind, words] = /^(one of|a scene:) (.*)$/.exec(expects) ?? [];
  const all = words?.split(', ').concat(kind === 'a scene:' ? '' : []);
  return all?.map((word) => `'${word}'`).join(' | ') ?? typeof initial;
}

/** The README's words on each attribute, by name. */
export function describedIn(readme) {
  const rows = [...readme.matchAll(/^\| `([\w-]+)` \| .* \| (.*) \|$/gm)];
  return new Map(rows.map(([, name, words]) => [name, words]));
}

/** The attributes, and the properties that reflect them. `autorun` is one that the class has of its own, and `coi` has none. */
async function settings() {
  const described = describedIn(await read('README.md'));
  const all = Object.entries({ ...SETTINGS, autorun: { initial: false, expects: '' }, coi: { initial: false, expects: '' } });
  return all.map(([name, setting]) => {
    const description = described.get(name);
    if (description === undefined) throw new Error(`the README says nothing of \`${name}\``);
    const isText = typeof setting.initial === 'string';
    return { name, description, type: { text: typeOf(setting) }, default: isText ? `'${setting.initial}'` : String(setting.initial) };
  });
}

async function parts() {
  const scripts = WITH_PARTS.map(async (folder) => (await readdir(new URL(`../../${folder}`, import.meta.url))).map((name) => folder + name));
  const texts = ['src/page/demo.html', ...(await Promise.all(scripts)).flat()].map(read);
  const names = [...(await Promise.all(texts)).join('\n').matchAll(/\bpart(?:="|: '|', ')([\w-]+)["']/g)].map(([, name]) => name);
  return [...new Set(names)].sort().map((name) => ({ name }));
}

async function colours() {
  const found = [...(await read('www/styles/palette.css')).matchAll(/(--mutex-demo-thread-\d+): (.*);/g)];
  return found.map(([, name, value]) => ({ name, description: `the colour of thread ${/\d+/.exec(name)}`, default: value, syntax: '<color>' }));
}

/** A property's type is what its getter returns. */
function typed(member) {
  const { return: returned, ...property } = member;
  return member.kind === 'field' ? { ...property, ...returned } : member;
}

/** The manifest. */
export async function manifestOfElement() {
  const source = ts.createSourceFile(ELEMENT, await read(`www/${ELEMENT}`), ts.ScriptTarget.ES2022, true);
  const [attributes, cssParts, cssProperties] = await Promise.all([settings(), parts(), colours()]);
  const completed = {
    name: 'settings, parts, colours',
    packageLinkPhase({ customElementsManifest: { modules } }) {
      const element = modules[0].declarations.find(({ name }) => name === 'MutexDemo');
      // The analyzer takes an assignment to the shadow root for one to the element.
      const own = element.members.filter(({ name, privacy }) => privacy !== 'private' && name !== 'adoptedStyleSheets').map(typed);
      const reflected = attributes.filter(({ name }) => Object.hasOwn(SETTINGS, name));
      element.members = [...own, ...reflected.map((setting) => ({ kind: 'field', ...setting, attribute: setting.name, reflects: true }))];
      Object.assign(element.members.find(({ name }) => name === 'autorun'), { attribute: 'autorun', reflects: true });
      element.attributes = attributes.map((setting) => ({ ...setting, ...(setting.name !== 'coi' && { fieldName: setting.name }) }));
      Object.assign(element, { cssParts, cssProperties, superclass: { name: 'HTMLElement' } });
    },
  };
  return create({ modules: [source], plugins: [completed] });
}
