// How scripts and style sheets are read for a bundle: the same for the site, the package and the single file.

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from 'lightningcss';
import { rolldown, RolldownMagicString } from 'rolldown';

export const www = fileURLToPath(new URL('../', import.meta.url));

/**
 * Three files for what a first run needs: one that a host's page needs in any case, one that the workers share, and the rest.
 * Without this there were ten.
 */
export const GROUPS = [
  { name: 'embedding', test: /\/(embedding\/.*|element\/(attributes|elements|settings)|runs\/(shared-memory|why)|styles\/base|texts\/(texts|forms|en\/host))\.\w+$/ },
  { name: 'program', test: /\/(pkg\/mutex_demo|runs\/program|workers\/start-threads)\.js$/ },
  // Ahead of the next, since a group takes along what its scripts import.
  { name: 'element', test: /\/((element|runs|styles)\/|texts\/(failure|en\/(first|view))\.js$)/ },
  { name: 'german', test: /\/texts\/de\/(first|view)\.js$/ },
  { name: 'on-demand', test: /\/(pkg\/on_demand|on-demand\/(engine|search))\.js$/ },
];

/** A style sheet's text, with those that it imports, minified. @param {string} path */
export const styles = async (path) => bundle({ filename: path, minify: true }).code;

/** A style sheet that is imported becomes a constructed one, its text in the script: no request, no flash. A server has no sheets. */
export const styleSheets = {
  name: 'style sheets',
  async load(id) {
    if (!id.endsWith('.css')) return null;
    const text = JSON.stringify(String(await styles(id)));
    const code = `const sheet = globalThis.CSSStyleSheet && new CSSStyleSheet(); sheet?.replaceSync(${text}); export default sheet;`;
    return { code, moduleType: 'js' };
  },
};

/**
 * `new URL('…', import.meta.url)` names a worker's script or another file: `write` takes the path and gives the expression that
 * stands for it in the bundle, and a line that has to stand before it, if any; it is called as a plugin's method.
 * @param {(path: string) => Promise<{ expression: string, before?: string }>} write
 */
export const addresses = (write) => ({
  name: 'addresses',
  async transform(code, id) {
    const edited = new RolldownMagicString(code);
    for (const { 0: found, 1: file, index } of code.matchAll(/new URL\('([^']+\.\w+)', import\.meta\.url\)/g)) {
      const { expression, before } = await write.call(this, join(dirname(id), file));
      edited.overwrite(index, index + found.length, expression);
      if (before) edited.prepend(`${before}\n`);
    }
    return edited.hasChanged() ? { code: edited.toString(), map: edited.generateMap({ hires: true }) } : null;
  },
});

/**
 * Takes `files.js` from another place: what lies beside the element is not the same everywhere.
 * @param {string} path
 * @param {string} [site] the address of the site, which the text there names `'SITE'`
 */
export const withFiles = (path, site = '') => ({
  name: 'files',
  async load(id) {
    if (id !== join(www, 'files.js')) return null;
    return { code: (await readFile(path, 'utf8')).replace(`'SITE'`, () => JSON.stringify(site)), moduleType: 'js' };
  },
});

/** A script with all that it imports, as one text. @param {string} path @param {object[]} plugins @returns {Promise<string>} */
export async function bundled(path, plugins = []) {
  const bundle = await rolldown({ cwd: www, input: path, plugins: [...plugins, styleSheets] });
  const { output } = await bundle.generate({ codeSplitting: false, minify: true });
  await bundle.close();
  if (output.length !== 1) throw new Error(`${path} comes to ${output.map(({ fileName }) => fileName).join(', ')}`);
  return output[0].code;
}
