// Builds the npm package.
//
// Bundlers have to find every file: each address is a literal `new URL('./…', import.meta.url)`, and each worker's script stands
// for itself, without an import, so that it works copied as it is. No script is minified but these; who bundles, minifies.

import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';
import { manifestOfElement } from './manifest.mjs';
import { single } from './single.mjs';
import { addresses, bundled, GROUPS, styleSheets, withFiles, www } from './sources.mjs';
import { writeTypes } from './types.mjs';

const ENTRY = 'mutex-demo.js';
const PAGE = 'mutex-demo.html';
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const inJson = (value) => `${JSON.stringify(value, null, 2)}\n`;

/**
 * Writes the element's scripts, and the files that they name.
 * @param {string} folder
 * @param {string} [site]
 */
async function writeScripts(folder, site) {
  /** The files beside the scripts, by name. @type {Map<string, string | Uint8Array>} */
  const beside = new Map();
  const named = addresses(async (path) => {
    const name = basename(path);
    if (name !== PAGE) beside.set(name, path.endsWith('.js') ? await bundled(path) : await readFile(path));
    return { expression: `new URL('./${name}', import.meta.url)` };
  });
  const files = withFiles(here('files-of-package.js'), site);
  const bundle = await rolldown({ cwd: www, input: ENTRY, plugins: [files, named, styleSheets] });
  const { output } = await bundle.write({
    dir: folder,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: { groups: GROUPS },
  });
  await bundle.close();
  for (const [name, content] of beside) {
    if (output.some(({ fileName }) => fileName === name)) throw new Error(`two files are named ${name}`);
    await writeFile(join(folder, name), content);
  }
}

/** The package's manifest: what it shares with the project's own, and what it exports. */
async function manifest() {
  const { name, version, license, description } = JSON.parse(await readFile(join(www, 'package.json'), 'utf8'));
  return {
    ...{ name, version, description, license, type: 'module' },
    keywords: ['mutex', 'threads', 'race condition', 'web component', 'custom element', 'WebAssembly'],
    // For tools that do not read `exports`, such as Parcel by default.
    main: `./${ENTRY}`,
    types: './index.d.ts',
    exports: {
      '.': { types: './index.d.ts', default: `./${ENTRY}` },
      './react': { types: './react.d.ts', default: './react.js' },
      ...Object.fromEntries([PAGE, 'coi.js', 'custom-elements.json', 'package.json'].map((file) => [`./${file}`, `./${file}`])),
    },
    customElements: 'custom-elements.json',
    files: ['*.js', '*.wasm', '*.html', '*.d.ts', 'types', 'custom-elements.json'],
  };
}

/**
 * Builds the package's folder.
 * @param {string} folder
 * @param {string} [site] the address of the site, to which permalinks lead
 */
export async function build(folder, site = process.env.SITE) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeScripts(folder, site),
    writeTypes(folder),
    writeFile(join(folder, 'react.js'), `export * from './${ENTRY}';\n`),
    writeFile(join(folder, PAGE), await single(site)),
    writeFile(join(folder, 'coi.js'), await bundled('coi.js')),
    writeFile(join(folder, 'package.json'), inJson(await manifest())),
    writeFile(join(folder, 'custom-elements.json'), inJson(await manifestOfElement())),
    cp(here('../../README.md'), join(folder, 'README.md')),
  ]);
}

/** Packs a folder; resolves with the tarball's path. @param {string} folder @param {string} destination */
export async function pack(folder, destination) {
  const flags = ['pack', '--json', '--ignore-scripts', '--pack-destination', destination, folder];
  const { stdout } = await promisify(execFile)('npm', flags, { cwd: destination });
  return join(destination, JSON.parse(stdout)[0].filename);
}
