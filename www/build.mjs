// Builds the site from this folder: `node build.mjs ../dist/site`.
//
// Bundles and minifies the scripts. The pages, `mutex-demo.js` and `coi.js` keep their names; all other files lie in `hashed/`,
// with a hash of their content in their names. So a server may say that a file in `hashed/` never changes, and a browser
// never mixes two versions. Beside each file stand its source map, if it is a script, and its Brotli and gzip forms; and
// `_headers` tells the hosts that read it what to send.

import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { rolldown } from 'rolldown';
import { card } from './packaging/card.mjs';
import { fileOf, LANGUAGES, pageIn } from './packaging/page.mjs';
import { recipes } from './packaging/recipes.mjs';
import { addresses, GROUPS, styles, styleSheets, www } from './packaging/sources.mjs';

const [, , folder] = process.argv;
if (!folder) throw new Error('usage: node build.mjs FOLDER');
const site = resolve(folder);

/** The scripts that keep their names. */
const NAMED = ['mutex-demo', 'coi'];
/** The scripts of the pages. */
const PAGES = ['index', 'embed'];

/** A worker's script is bundled, too; another file is copied. */
const emitted = addresses(async function (path) {
  const reference = this.emitFile(
    path.endsWith('.js')
      ? { type: 'chunk', id: path, name: basename(path, '.js') }
      : { type: 'asset', name: basename(path), source: await readFile(path) },
  );
  return { expression: `new URL(import.meta.ROLLUP_FILE_URL_${reference})` };
});

/** Bundles the scripts, and returns the chunks and assets. */
async function scripts() {
  const bundle = await rolldown({ cwd: www, input: [...NAMED, ...PAGES].map((name) => `${name}.js`), plugins: [emitted, styleSheets] });
  const { output } = await bundle.write({
    dir: site,
    entryFileNames: ({ name }) => (NAMED.includes(name) ? '[name].js' : 'hashed/[name]-[hash].js'),
    chunkFileNames: 'hashed/[name]-[hash].js',
    assetFileNames: 'hashed/[name]-[hash][extname]',
    minify: true,
    sourcemap: true,
    codeSplitting: { groups: GROUPS },
  });
  return output;
}

/** All files that a chunk imports before it runs, itself included. */
function withImports(output, file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  const { imports } = output.find(({ fileName }) => fileName === file);
  for (const next of imports) withImports(output, next, found);
  return found;
}

/** Writes a file with a hash in its name, and returns its path in the site. */
async function hashed(name, extension, content) {
  const file = `hashed/${name}-${createHash('sha256').update(content).digest('base64url').slice(0, 8)}.${extension}`;
  await writeFile(join(site, file), content);
  return file;
}

/** The scripts that a page loads for its first run, besides those of every element: its scenes, in its language. @param {string} language */
const OF_SCENES = (language) => ['scenes/lesson.js', `texts/${language}/scenes.js`, ...(language === 'en' ? [] : ['first', 'view'].map((part) => `texts/${language}/${part}.js`))];

/** Writes a page from its text: it names its files, and asks early for those of a first run, and for `modules`. */
async function page(output, name, file, text, modules = []) {
  const named = (pattern) => output.map(({ fileName }) => fileName).find((file) => pattern.test(file));
  let html = text;
  for (const [href, sheet] of text.matchAll(/(?<=<link rel="stylesheet" )href="([\w/-]+)\.css"/g)) {
    html = html.replace(href, `href="${await hashed(basename(sheet), 'css', await styles(join(www, `${sheet}.css`)))}"`);
  }
  const chunks = modules.map((module) => output.find(({ moduleIds }) => moduleIds?.includes(join(www, module))).fileName);
  const early = new Set(['mutex-demo.js', named(/\/element-.*\.js$/), ...chunks].flatMap((file) => [...withImports(output, file)]));
  const preloads = [
    ...[...early].map((file) => `<link rel="modulepreload" href="${file}">`),
    `<link rel="preload" href="${named(/mutex_demo_bg-.*\.wasm$/)}" as="fetch" crossorigin>`,
  ];
  html = html
    .replace(`src="${name}.js"`, `src="${named(new RegExp(`/${name}-.*\\.js$`))}"`)
    .replace('href="oembed.json"', `href="${process.env.SITE ?? ''}oembed.json"`)
    .replace('<!-- preloads -->', preloads.join('\n  '));
  await writeFile(join(site, file), html);
}

/**
 * Writes what a site that takes oEmbed asks for: how to show `embed.html` in a frame. `SITE` is where the site will be served;
 * without it the addresses are relative, which only the site's own pages can resolve.
 */
async function oembed(address = process.env.SITE ?? '') {
  const title = /<title>(.*)<\/title>/.exec(await readFile(join(www, 'embed.html'), 'utf8'))[1];
  const [width, height] = [700, 400];
  const html = `<iframe src="${address}embed.html" width="${width}" height="${height}" title="${title}" allow="cross-origin-isolated"></iframe>`;
  const answer = { version: '1.0', type: 'rich', title, provider_name: 'mutex-demo', provider_url: address || './', width, height, html };
  await writeFile(join(site, 'oembed.json'), `${JSON.stringify(answer, null, 2)}\n`);
}

/** Writes a file's compressed forms beside it. */
async function compress(path) {
  const content = await readFile(path);
  await writeFile(`${path}.br`, await promisify(brotliCompress)(content));
  await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }));
}

await rm(site, { recursive: true, force: true });
const output = await scripts();
await page(output, 'embed', 'embed.html', await readFile(join(www, 'embed.html'), 'utf8'));
for (const language of LANGUAGES) {
  await page(output, 'index', fileOf(language), await pageIn(language, await hashed(`card-${language}`, 'png', await card(language))), OF_SCENES(language));
}
await oembed();
const files = await readdir(site, { recursive: true, withFileTypes: true });
await Promise.all(files.filter((file) => file.isFile()).map((file) => compress(join(file.parentPath, file.name))));
// Hosts read it, browsers do not.
await writeFile(join(site, '_headers'), (await recipes())._headers);
