// Builds the page as one HTML file, which works from a disk and from any host.
//
// Styles, scripts and the compiled program are in it. A worker's script is a text that becomes a blob when it is first needed.

import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pageIn } from './page.mjs';
import { addresses, bundled, styles, withFiles, www } from './sources.mjs';

const WORKER = 'worker:';

/** A worker's script as a module that exports the function that gives its address. */
const workers = {
  name: 'workers',
  resolveId: (id) => (id.startsWith(WORKER) ? id : null),
  async load(id) {
    if (!id.startsWith(WORKER)) return null;
    const text = JSON.stringify(await bundled(id.slice(WORKER.length)));
    const code = `let made; export default () => (made ??= new URL(URL.createObjectURL(new Blob([${text}], { type: 'text/javascript' }))));`;
    return { code, moduleType: 'js' };
  },
};

const inlined = addresses(async (path) => {
  if (extname(path) === '.wasm') return { expression: `"data:application/wasm;base64,${await readFile(path, 'base64')}"` };
  const name = `${basename(path, '.js')}Script`;
  return { expression: `${name}()`, before: `import ${name} from ${JSON.stringify(WORKER + path)};` };
});

/**
 * The page's text.
 * @param {string} [site] the address of the site, to which a file on a disk leads
 */
export async function single(site = process.env.SITE) {
  const files = withFiles(fileURLToPath(new URL('files-of-single.js', import.meta.url)), site);
  const script = (await bundled('index.js', [files, workers, inlined])).trim();
  // In a script element these would end it, or hide its end.
  const safe = script.replaceAll(/<(?=\/script|!--|script)/gi, '\\x3c');
  const parts = {
    '<link rel="stylesheet" href="index.css">': `<style>${await styles(join(www, 'index.css'))}</style>`,
    '<link rel="stylesheet" href="page/handout.css" media="print">': `<style media="print">${await styles(join(www, 'page/handout.css'))}</style>`,
    '<!-- preloads -->\n  ': '',
    '<script type="module" src="index.js"></script>': `<script type="module">${safe}</script>`,
  };
  // It has no other page to lead to, and no picture beside it.
  let html = (await pageIn('en')).replaceAll(/ *<link rel="alternate"[^>]*>\n|<a [^>]*rel="alternate"[^>]*>.*<\/a>/g, '');
  for (const [part, own] of Object.entries(parts)) {
    if (!html.includes(part)) throw new Error(`the page has no ${part}`);
    html = html.replace(part, () => own);
  }
  // One file is no service worker.
  return html.replaceAll(/(<mutex-demo\b[^>]*) coi\b/g, '$1');
}
