// The npm package: what is in it, what it says of itself, and that it works as it is, in pages and on servers.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ATTRIBUTES } from '../element/attributes.js';
import { SETTINGS } from '../element/settings.js';
import { build, pack } from '../packaging/package.mjs';
import { ISOLATED, page as html, serveHost, SHARED } from './hosts.mjs';
import { pages, unisolated } from './page.mjs';
import { read, SCRIPTS } from './source.mjs';

const open = pages();
const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'package-'));
after(() => rm(folder, { recursive: true }));
const built = join(folder, 'node_modules', 'mutex-demo');
await build(built, '');
const inPackage = (file) => readFile(join(built, file), 'utf8');
const manifest = JSON.parse(await inPackage('package.json'));
const scripts = (await readdir(built)).filter((file) => file.endsWith('.js'));

test('it is packed to the same bytes twice, from two folders', async () => {
  const tarballs = [];
  for (const name of ['one', 'another/place']) {
    const destination = join(folder, name);
    await mkdir(destination, { recursive: true });
    await build(join(destination, 'package'), '');
    tarballs.push(await readFile(await pack(join(destination, 'package'), destination)));
  }
  assert.ok(tarballs[0].equals(tarballs[1]));
  const machine = [fileURLToPath(new URL('../../', import.meta.url)), homedir()];
  for (const file of (await readdir(built)).filter((name) => name !== 'types')) {
    const content = await readFile(join(built, file));
    for (const place of machine) assert.ok(!content.includes(`${place.replace(/\/$/, '')}/`), `${file} names ${place}`);
  }
});

test('it needs no other package, and has every file that it exports', async () => {
  for (const kind of ['dependencies', 'peerDependencies', 'optionalDependencies', 'scripts']) assert.ok(!(kind in manifest), kind);
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', built]);
  const packed = JSON.parse(stdout)[0].files.map(({ path }) => `./${path}`);
  const exported = Object.values(manifest.exports).flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)));
  assert.ok(exported.length >= 8);
  for (const target of [...exported, manifest.main, manifest.types, `./${manifest.customElements}`]) assert.ok(packed.includes(target), target);
  assert.equal(packed.length, (await readdir(built, { recursive: true, withFileTypes: true })).filter((file) => file.isFile()).length);
  const { name, version, license } = JSON.parse(read('www/package.json'));
  assert.deepEqual([manifest.name, manifest.version, manifest.license, manifest.type], [name, version, license, 'module']);
});

test('a bundler sees each address, and each worker stands for itself', async () => {
  const files = await readdir(built);
  const addressed = new Set();
  for (const script of scripts) {
    const text = await inPackage(script);
    const literal = [...text.matchAll(/new URL\("\.\/([\w.-]+)", import\.meta\.url\)/g)].map(([, file]) => file);
    assert.equal(text.split('import.meta').length - 1, literal.length, script);
    for (const file of literal) assert.ok(files.includes(file), file);
    literal.forEach((file) => addressed.add(file));
    for (const [, file] of text.matchAll(/(?:from|import\() ?"([\w./-]+)"/g)) assert.ok(files.includes(file.replace('./', '')), file);
  }
  const workers = [...addressed].filter((file) => file.endsWith('.js'));
  assert.deepEqual(workers.sort(), ['explorer.js', 'process.js', 'thread.js']);
  for (const worker of workers) {
    const text = await inPackage(worker);
    assert.doesNotMatch(text, /\bimport\b|\bexport\b/);
    // A smaller script becomes a part of the address, at Vite's.
    assert.ok(text.length > 4096, worker);
  }
});

test('permalinks lead to the site, if the build knows that, and then no page is bundled', async () => {
  const folderOfSite = join(folder, 'of-site');
  await build(folderOfSite, 'https://example.org/demo/');
  const script = await readFile(join(folderOfSite, 'mutex-demo.js'), 'utf8');
  assert.match(script, /"https:\/\/example\.org\/demo\/"/);
  assert.doesNotMatch(script, /mutex-demo\.html/);
  assert.match(await inPackage('mutex-demo.js'), /new URL\("\.\/mutex-demo\.html", import\.meta\.url\)/);
});

test('on a server its import does nothing', async () => {
  const script = `
    const before = Object.getOwnPropertyNames(globalThis);
    const { MutexDemo } = await import('mutex-demo');
    await import('mutex-demo/react');
    console.log(typeof MutexDemo, Object.getOwnPropertyNames(globalThis).filter((name) => !before.includes(name)));`;
  // The process would not end while a port or a timer is open.
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: folder });
  assert.deepEqual([stdout, stderr], ['function []\n', '']);
});

const element = JSON.parse(await inPackage('custom-elements.json')).modules[0].declarations.find(({ tagName }) => tagName === 'mutex-demo');
const names = (list) => list.map(({ name }) => name).sort();
/** The words in code that the README has between two words of its own. */
const listed = (from, to) => {
  const text = read('README.md').replaceAll(/\s+/g, ' ');
  const start = text.indexOf(from);
  assert.ok(start >= 0, from);
  return [...text.slice(start, text.indexOf(to, start)).matchAll(/`([a-zA-Z]+)(?:\([a-z]*\))?`/g)].map(([, name]) => name);
};

test('its manifest names every attribute with its default, as the table of settings and the README do', () => {
  assert.deepEqual(names(element.attributes), [...ATTRIBUTES, 'coi'].sort());
  const [, table] = /\n\|---\|---\|---\|\n((?:\|.*\n)+)/.exec(read('README.md'));
  const rows = [...table.matchAll(/^\| `(\w+)` \| (.*?) \| (.*) \|$/gm)];
  assert.deepEqual(rows.map(([, name]) => name).sort(), names(element.attributes));
  for (const [, name, initial, words] of rows) {
    const { default: value, description, type } = element.attributes.find((attribute) => attribute.name === name);
    assert.equal(description, words);
    assert.equal(value.replaceAll("'", ''), { empty: '', absent: 'false' }[initial] ?? initial.replaceAll('`', ''), name);
    if (name in SETTINGS && / \| /.test(type.text)) for (const word of type.text.match(/[\w-]+/g)) assert.equal(SETTINGS[name].parse(word), word);
  }
});

test('its manifest names every property and method, and no private one', () => {
  const members = (kind) => names(element.members.filter((member) => member.kind === kind && !member.static));
  assert.deepEqual(members('method'), listed('Methods: ', 'Properties: ').filter((name) => name !== 'ready').sort());
  assert.deepEqual(members('field'), [...ATTRIBUTES, ...listed('Properties: ', 'Events: ')].sort());
  for (const { name, type, kind, description, static: ofClass } of element.members) {
    assert.ok(description, name);
    if (kind === 'field' && !ofClass) assert.ok(type, name);
  }
});

test('its manifest names every event, and so do its types', async () => {
  const told = names(element.events);
  assert.deepEqual(told, listed('Events: ', 'its detail is').sort());
  const sent = SCRIPTS.flatMap((file) => [...read(file).matchAll(/(?:\bemit|new CustomEvent)\('(\w+)'/g)].map(([, name]) => name));
  assert.deepEqual([...new Set(sent)].sort(), told);
  const [, types] = /interface MutexDemoEvents \{\n([^}]*)\}/.exec(await inPackage('index.d.ts'));
  assert.deepEqual(types.trim().split('\n').map((line) => line.trim().replace(/;$/, '')).sort(), element.events.map(({ name, type }) => `${name}: ${type.text}`).sort());
});

test('its manifest names every part and every colour', () => {
  assert.deepEqual(names(element.cssParts), listed('Parts for styles: ', 'Colours: ').sort());
  assert.deepEqual(names(element.cssProperties), Array.from({ length: 16 }, (_, thread) => `--mutex-demo-thread-${thread}`).sort());
});

/** Checks TypeScript in a project that has the package. Gives the complaints. */
async function check(files) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const tsc = fileURLToPath(new URL('../node_modules/.bin/tsc', import.meta.url));
  const flags = ['--strict', '--noEmit', '--target', 'esnext', '--module', 'esnext', '--moduleResolution', 'bundler', '--jsx', 'preserve', '--types', ''];
  const checked = Object.keys(files).filter((name) => !name.includes('node_modules'));
  return run(tsc, [...flags, ...checked], { cwd: folder }).then(({ stdout }) => stdout, ({ stdout }) => stdout);
}

test('its types know the element, its settings, its results and its events', async () => {
  const text = `import 'mutex-demo';
import type { Exploration, MutexDemo, Result, State } from 'mutex-demo';
const found = document.querySelector('mutex-demo');
const demo: MutexDemo = found ?? document.createElement('mutex-demo');
demo.lock = 'ticket';
demo.threads = 3;
demo.autorun = true;
const end: Promise<Exploration | Result> = demo.run();
const state: State | null = demo.state();
const file: Promise<File> = demo.exported('svg');
const threading: 'real' | 'simulated' | null = demo.threading;
demo.addEventListener('done', ({ detail }) => { const lines: number = detail.lines.torn; return lines; });
demo.addEventListener('change', ({ detail }) => { if (detail.name === 'lock') { const lock: 'none' | 'mutex' | 'spin' | 'ticket' = detail.value; return lock; } });
demo.addEventListener('click', ({ clientX }) => clientX);
demo.onclick = ({ clientX }) => clientX;
export { end, file, state, threading };
`;
  assert.equal(await check({ 'right.ts': text }), '');
  const wrong = {
    "demo.lock = 'mutx'": /TS2820/,
    "demo.threads = '3'": /TS2322/,
    'demo.threading = null': /TS2540/,
    "demo.exported('pdf')": /TS2345/,
    "demo.addEventListener('done', ({ detail }) => detail.lost)": /TS2339/,
    "demo.addEventListener('change', ({ detail }) => detail.name === 'lok')": /TS2367/,
    'demo.session()': /TS2339/,
  };
  for (const [line, complaint] of Object.entries(wrong)) {
    assert.match(await check({ 'wrong.ts': `import 'mutex-demo';\nconst demo = document.createElement('mutex-demo');\n${line};\nexport {};\n` }), complaint, line);
  }
});

test('its types for React know the tag, its settings and its listeners', async () => {
  // As much of React's types as those of the package build on.
  const react = `export interface HTMLAttributes<T> { className?: string; onClick?: (event: { currentTarget: T }) => void }
export type DetailedHTMLProps<E, T> = E & { ref?: { current: T | null }; key?: string };
export namespace JSX { interface IntrinsicElements { p: HTMLAttributes<HTMLParagraphElement> } }
`;
  const runtime = `import { JSX as Own } from 'react';\ndeclare global { namespace JSX { interface IntrinsicElements extends Own.IntrinsicElements {} } }\n`;
  const files = { 'node_modules/react/index.d.ts': react, 'node_modules/react/package.json': '{ "name": "react", "types": "index.d.ts" }' };
  const component = (attributes) => `${runtime}import 'mutex-demo/react';\nexport const demo = <mutex-demo ${attributes} />;\n`;
  assert.equal(await check({ ...files, 'Right.tsx': component(`className="wide" lock="mutex" threads={3} count="2" autorun ondone={({ detail }) => detail.lines.torn}`) }), '');
  for (const attributes of ['lock="mutx"', 'thread={3}', 'ondone={({ detail }) => detail.lost}']) {
    assert.match(await check({ ...files, 'Wrong.tsx': component(attributes) }), /TS2(322|339|820)/, attributes);
  }
});

/** Serves the package, and a page with an element from it. */
async function serve({ headers = {}, files = 'package/', element }) {
  const content = new Map(await Promise.all((await readdir(built)).filter((name) => name.includes('.')).map(async (name) => [`package/${name}`, await readFile(join(built, name))])));
  return serveHost({ headers, pages: { 'lesson.html': html(files, element) }, scripts: (path) => content.get(path) });
}

const finished = (page) => page.waitForFunction(() => document.querySelector('mutex-demo')?.result?.outcome === 'finished');
const ELEMENT = '<mutex-demo autorun threads="2" count="2" pace="0" lock="mutex"></mutex-demo>';

test('unbundled, it runs on real threads in an isolated page, from another origin, too', async () => {
  const other = await serve({ headers: SHARED });
  const host = await serve({ headers: ISOLATED, element: ELEMENT });
  const page = await serve({ headers: ISOLATED, element: ELEMENT, files: `${other.url}package/` });
  try {
    for (const { url } of [host, page]) {
      const opened = await open(`${url}lesson.html`);
      await finished(opened);
      assert.equal(await opened.evaluate(() => document.querySelector('mutex-demo').threading), 'real');
      const { schedules } = await opened.evaluate(() => Object.assign(document.querySelector('mutex-demo'), { lock: 'none', count: 1 }).explore());
      assert.equal(schedules, '1946939425648112');
    }
  } finally {
    for (const server of [other, host, page]) server.close();
  }
});

test('in a page without headers it simulates in place, looks for no page that it has not got, and links to the single file', async () => {
  const server = await serve({ element: ELEMENT });
  try {
    const page = await open(`${server.url}lesson.html`, { expected: unisolated.expected });
    await finished(page);
    const seen = await page.evaluate(() => {
      const demo = document.querySelector('mutex-demo');
      const shown = demo.shadowRoot.querySelector('[part=open]');
      return { threading: demo.threading, link: demo.permalink(), shown: shown.href, words: shown.textContent, files: demo.constructor.files };
    });
    const link = `${server.url}package/mutex-demo.html#lock=mutex&threads=2&count=2&pace=0`;
    assert.deepEqual(seen, { threading: 'simulated', link, shown: link, words: 'Open the full demo ↗', files: null });
    assert.deepEqual(server.requests.filter((path) => /embed\.html|coi\.js|html$/.test(path)), ['lesson.html']);
    await page.goto(link);
    await finished(page);
    assert.deepEqual(await page.evaluate(() => [document.querySelector('mutex-demo').lock, document.querySelector('mutex-demo').threads]), ['mutex', 2]);
  } finally {
    server.close();
  }
});

test('`coi` in a bundle tells the author what to do in its place', async () => {
  const told = [];
  const server = await serve({ element: ELEMENT.replace('autorun', 'autorun coi') });
  try {
    const page = await open(`${server.url}lesson.html`, { expected: (line) => unisolated.expected(line) || (/“coi” does nothing in a bundle/.test(line) && told.push(line)) });
    await finished(page);
    assert.equal(told.length, 1);
  } finally {
    server.close();
  }
});
