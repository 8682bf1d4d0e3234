// The built site: names with hashes, compressed forms, what a first run asks for, and any path to serve it from.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { hosts, ISOLATED, page as html, textOf } from './hosts.mjs';
import { pages } from './page.mjs';

const open = pages();
const serve = hosts();

const site = new URL('../../dist/site/', import.meta.url);
const files = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile())
  .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(site.pathname.length).replace(/^\/+/, ''));
// `_headers` is for the host, and never sent.
const plain = files.filter((file) => !/\.(br|gz)$|^_headers$/.test(file));

test('all files but the pages, the element and the service worker have a hash of their content in their names', () => {
  const named = plain.filter((file) => !file.endsWith('.map')).filter((file) => !/^hashed\/[\w-]+-[\w-]{8}\.(js|css|wasm|png)$/.test(file));
  assert.deepEqual(named.toSorted(), ['coi.js', 'embed.html', 'index.de.html', 'index.html', 'mutex-demo.js', 'oembed.json']);
});

test('beside each file stand its Brotli and gzip forms', () => {
  for (const file of plain) {
    const content = readFileSync(new URL(file, site));
    for (const [form, expand] of [['br', brotliDecompressSync], ['gz', gunzipSync]]) {
      assert.ok(expand(readFileSync(new URL(`${file}.${form}`, site))).equals(content), `${file}.${form}`);
    }
  }
});

test('beside each script stands a map to its sources', () => {
  // The bundler's own few lines have no source of ours.
  for (const file of plain.filter((file) => file.endsWith('.js') && !file.includes('/rolldown-runtime-'))) {
    const { sources, sourcesContent } = JSON.parse(readFileSync(new URL(`${file}.map`, site), 'utf8'));
    assert.ok(sources.length > 0 && sourcesContent.length === sources.length, file);
  }
});

/** A server of the site under `path`, and what is asked of it. */
async function serveUnder(path, pages = {}) {
  const within = (asked) => (asked.startsWith(path) ? asked.slice(path.length) || 'index.html' : undefined);
  const server = await serve({
    headers: ISOLATED,
    pages,
    scripts: (asked) => {
      const file = within(asked);
      return file && plain.includes(file) ? readFileSync(new URL(file, site)) : undefined;
    },
  });
  return server;
}

const finished = (page) => page.waitForFunction(() => document.querySelector('mutex-demo')?.result?.outcome === 'finished');

test('the page runs under any path, asks early for what its first run needs, and for nothing else', async () => {
  const server = await serveUnder('user/repo/');
  const page = await open(`${server.url}user/repo/`);
  await finished(page);
  assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').threading), 'real');
  const asked = new Set(server.requests.map((path) => path.replace('user/repo/', '') || 'index.html'));
  for (const file of asked) assert.ok(plain.includes(file), file);
  const early = [...textOf('index.html').matchAll(/<(?:link rel="(?:modulepreload|preload|stylesheet)"|script)[^>]* (?:href|src)="([^"]+)"/g)].map(([, file]) => file);
  for (const file of early) assert.ok(asked.has(file), `${file} is asked for in vain`);
  const workers = /^hashed\/(process|thread)-/;
  assert.deepEqual([...asked].filter((file) => file !== 'index.html' && !early.includes(file) && !workers.test(file)), []);
  const link = await page.evaluate(() => document.querySelector('mutex-demo').permalink());
  assert.ok(link.startsWith(`${server.url}user/repo/`), link);
});

test('an element finds its files in a page with another base', async () => {
  const element = '<mutex-demo autorun threads="2" count="1" pace="0" lock="mutex"></mutex-demo>';
  const server = await serveUnder('files/', { '': `<base href="/elsewhere/">${html('/files/', element)}` });
  const page = await open(server.url);
  await finished(page);
  assert.deepEqual(server.requests.filter((path) => path !== '' && !path.startsWith('files/')), []);
});

test('a page loads no script that a message names', async () => {
  const server = await serveUnder('', { 'evil.js': 'export default () => {}', 'later.js': '' });
  const page = await open(server.url);
  await finished(page);
  await page.evaluate(async () => {
    const heard = new Promise((resolve) => addEventListener('message', resolve));
    // The message that wasm-bindgen-rayon's own script would take for the order to become a thread.
    postMessage({ type: 'wasm_bindgen_worker_init', mainJS: new URL('evil.js', location.href).href });
    await heard;
    await import(new URL('later.js', location.href));
  });
  assert.ok(server.requests.includes('later.js'));
  assert.ok(!server.requests.includes('evil.js'));
});
