// Every host in every engine: what becomes of the element there. Printed as a table, with the time until the reader sees the
// first coloured character (the browser's new context and the driver included), and held against the README's.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { single } from '../packaging/single.mjs';
import { book } from './book.mjs';
import { engine } from './engine.mjs';
import { FULL, HEAD, hosts, ISOLATED, page as html } from './hosts.mjs';
import { pages, unisolated } from './page.mjs';
import { project } from './projects.mjs';
import { read } from './source.mjs';
import { temporary } from './temporary.mjs';

const open = pages();
const host = hosts();
const serve = async (headersAndPages) => (await host(headersAndPages)).url;

const ELEMENT = '<mutex-demo threads="3" count="2" pace="100" autorun>static</mutex-demo>';
const EMBED = 'embed.html?threads=3&count=2&pace=100';
const policy = (text, headers = ISOLATED) => ({ ...headers, 'content-security-policy': text });
const frame = (src, more = '') => `${HEAD}<iframe ${more} src="${src}" width="700" height="400" allow="cross-origin-isolated"></iframe>`;

/** The least that a strict policy has to allow. */
const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:";

/**
 * The hosts, by name: each gives the address of a page, `framed` if an element of ours is in a frame of its author's.
 * @type {Record<string, { url: () => Promise<string>, framed?: boolean }>}
 */
const HOSTS = {
  'no headers': { url: () => serve({ pages: { '': html('', ELEMENT) } }) },
  'no headers, under /user/repo/, `coi`': {
    url: async () => `${await serve({ folder: 'user/repo/', pages: { '': html('', ELEMENT.replace('autorun', 'autorun coi')) } })}user/repo/`,
  },
  'COOP and COEP': { url: () => serve({ headers: ISOLATED, pages: { '': html('', ELEMENT) } }) },
  'the full set of headers': { url: () => serve({ headers: FULL, pages: { '': html('', ELEMENT) } }) },
  'COOP, COEP, a strict policy': { url: () => serve({ headers: policy(STRICT), pages: { '': html('', ELEMENT) } }) },
  'the same, Trusted Types': {
    url: () => serve({ headers: policy(`${STRICT}; require-trusted-types-for 'script'; trusted-types mutex-demo`), pages: { '': html('', ELEMENT) } }),
  },
  'COOP, COEP, workers forbidden': { url: () => serve({ headers: policy("worker-src 'none'"), pages: { '': html('', ELEMENT) } }) },
  'script of another origin, no headers': { url: async () => serve({ pages: { '': html(await serve({ headers: FULL }), ELEMENT) } }) },
  'script of another origin, isolated page': {
    url: async () => serve({ headers: ISOLATED, pages: { '': html(await serve({ headers: FULL }), ELEMENT) } }),
  },
  'frame of `embed.html`, no headers': {
    url: async () => serve({ pages: { '': frame((await serve({ headers: FULL })) + EMBED) } }),
    framed: true,
  },
  'frame of `embed.html`, isolated page': {
    url: async () => serve({ headers: ISOLATED, pages: { '': frame((await serve({ headers: FULL })) + EMBED) } }),
    framed: true,
  },
  'the same frame, sandboxed': {
    url: async () => serve({ pages: { '': frame((await serve({ headers: FULL })) + EMBED, 'sandbox="allow-scripts"') } }),
    framed: true,
  },
  'a Vite build, no headers': { url: async () => serve({ root: await project('vite') }) },
  'a Vite build, isolated': { url: async () => serve({ root: await project('vite'), headers: ISOLATED }) },
  'React, built by Vite, isolated': { url: async () => serve({ root: await project('react'), headers: ISOLATED }) },
  'Vue, built by Vite, isolated': { url: async () => serve({ root: await project('vue'), headers: ISOLATED }) },
  'mdBook, no headers': { url: async () => `${await serve({ root: (await book()).folder })}own.html` },
  'mdBook, isolated': { url: async () => `${await serve({ root: (await book()).folder, headers: ISOLATED })}own.html` },
  'the single file, from a disk': { url: disk },
};

/** The page as one file. */
async function disk() {
  const path = join(temporary('single'), 'mutex-demo.html');
  writeFileSync(path, await single(''));
  return `${pathToFileURL(path)}#threads=3&count=2&pace=100`;
}

/** A refusal that the page's own policy announces. A page that is loaded anew leaves requests. */
const announced = (line) => unisolated.expected(line) || /worker-src|request failed/.test(line);

/** In a page or a frame: whether the reader sees a coloured character there, or the element's own frame. */
const shows = () => document.querySelector('mutex-demo')?.shadowRoot?.querySelector('[data-row] [data-thread], [part=frame][data-shown]');

/** Waits for the first coloured character that a reader sees. */
async function firstCharacter(page, outer) {
  await outer.waitForFunction(shows);
  // Chromium alone has such a frame.
  await page.frames?.().find((frame) => frame.url().endsWith('#framed'))?.waitForFunction(shows);
}

const found = {};
const folder = new URL('../../target/matrix/', import.meta.url);

for (const [name, { url, framed }] of Object.entries(HOSTS)) {
  test(`a finished run, ${name}`, async () => {
    const address = await url();
    const began = performance.now();
    const page = await open(address, { expected: announced });
    const outer = framed ? await (await page.waitForSelector('iframe')).contentFrame() : page;
    await firstCharacter(page, outer);
    const ms = Math.round(performance.now() - began);
    // A page that is loaded anew begins again.
    await outer.waitForFunction(() => document.querySelector('mutex-demo')?.result);
    const { threading, outcome } = await outer.evaluate(() => document.querySelector('mutex-demo').result);
    assert.equal(outcome, 'finished');
    found[name] = { threading, ms };
  });
}

test('the README’s table says what became of each', () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`${engine}.json`, folder), JSON.stringify(found));
  const engines = { chromium: 'Chromium', firefox: 'Firefox', 'webkit-default': 'WebKitGTK', webkit: 'WebKitGTK with shared memory' };
  const results = readdirSync(folder).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]);
  const known = Object.keys(engines).filter((name) => results.some(([engine]) => engine === name));
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const all = Object.fromEntries(results);
  const cell = ({ threading, ms } = {}) => (threading ? `${threading}, ${ms} ms` : '');
  const rows = Object.keys(HOSTS).map((host) => row([host, ...known.map((name) => cell(all[name][host]))]));
  console.log([row(['host', ...known.map((name) => engines[name])]), row(['---', ...known.map(() => '---')]), ...rows].join('\n'));
  const readme = read('README.md');
  const [head] = /^\| host \|.*\|$/m.exec(readme);
  const column = head.split('|').map((cell) => cell.trim()).indexOf(engines[engine]);
  for (const [host, { threading }] of Object.entries(found)) {
    const line = readme.split('\n').find((line) => line.startsWith(`| ${host} |`));
    assert.equal(line?.split('|')[column].trim(), threading, host);
  }
  assert.deepEqual(Object.keys(found), Object.keys(HOSTS));
});
