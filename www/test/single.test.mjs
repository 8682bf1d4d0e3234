// The page as one file: from a disk and from a host, without a request for anything else.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { single } from '../packaging/single.mjs';
import { ISOLATED, serveHost } from './hosts.mjs';
import { pages } from './page.mjs';

const open = pages();
const folder = mkdtempSync(join(tmpdir(), 'single-'));
after(() => rmSync(folder, { recursive: true }));
const html = await single('');
const path = join(folder, 'mutex-demo.html');
writeFileSync(path, html);
const address = pathToFileURL(path).href;

/** Opens an address and keeps what the page asks for. */
async function opened(url) {
  const page = await open('about:blank');
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(url);
  return { page, asked };
}

const finished = (page) => page.waitForFunction(() => document.querySelector('mutex-demo')?.result?.outcome === 'finished');
const read = (page) =>
  page.evaluate(() => {
    const demo = document.querySelector('mutex-demo');
    const { threading, whySimulated, lock, threads, result } = demo;
    const find = (part) => demo.shadowRoot.querySelector(`[part=${part}]`);
    return { threading, whySimulated, lock, threads, ran: result.threading, sign: find('threading').textContent, open: find('open').checkVisibility(), link: demo.permalink() };
  });

test('from a disk it runs simulated, tells its reader so, and says nothing on the console', async () => {
  const { page, asked } = await opened(`${address}#lock=mutex&threads=3&count=2`);
  await finished(page);
  const why = 'A page that is opened from a file cannot have threads.';
  const { sign, ...seen } = await read(page);
  assert.deepEqual(seen, { threading: 'simulated', whySimulated: why, lock: 'mutex', threads: 3, ran: 'simulated', open: false, link: `${address}#lock=mutex&threads=3&count=2` });
  assert.equal(sign, `Simulated: no thread runs, chance picks who steps. ${why}`);
  assert.deepEqual(asked, [address]);
});

test('from a disk it follows its address, steps, explores and shares', async () => {
  const { page, asked } = await opened(`${address}#threads=2&count=1&scheduler=step`);
  await page.evaluate(() => customElements.whenDefined('mutex-demo').then(() => document.querySelector('mutex-demo').ready));
  const done = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.step(1);
    const taken = demo.state().taken;
    const link = demo.permalink();
    const { schedules } = await demo.explore();
    location.hash = '#threads=4&lock=spin';
    await new Promise((resolve) => addEventListener('hashchange', resolve));
    return { taken, link, schedules, threads: demo.threads, lock: demo.lock };
  });
  assert.deepEqual(done, { taken: '1', link: `${address}#threads=2&count=1&scheduler=step&schedule=1`, schedules: '1946939425648112', threads: 4, lock: 'spin' });
  await page.locator('#tear mutex-demo [part=share]').click();
  assert.equal(await page.locator('#tear mutex-demo [part=link]').textContent(), `${address}#lock=spin&threads=4`);
  const places = await page.locator('#tear mutex-demo [data-place]:visible').evaluateAll((found) => found.map(({ dataset }) => dataset.place));
  assert.deepEqual(places, ['markdown', 'react'], 'no address of a script or of a frame, since it has none');
  assert.deepEqual(asked.filter((url) => !/^(file|blob|data):/.test(url)), []);
});

test('from a disk it leads to the site, if the build knows that', async () => {
  const built = join(folder, 'of-site.html');
  writeFileSync(built, await single('https://example.org/demo/'));
  const { page } = await opened(`${pathToFileURL(built).href}#lock=mutex&threads=2&count=1`);
  await finished(page);
  const { open: shown, link } = await read(page);
  assert.deepEqual([shown, link], [true, 'https://example.org/demo/#lock=mutex&threads=2&count=1']);
});

test('a host that isolates it gives it threads', async () => {
  const server = await serveHost({ headers: ISOLATED, pages: { 'lesson.html': html } });
  try {
    const { page, asked } = await opened(`${server.url}lesson.html?from=here#threads=2&count=2&pace=0`);
    await finished(page);
    const { threading, ran, link } = await read(page);
    assert.deepEqual([threading, ran, link], ['real', 'real', `${server.url}lesson.html#threads=2&count=2&pace=0`]);
    assert.deepEqual(server.requests, ['lesson.html']);
    assert.deepEqual(asked.filter((url) => url.startsWith('http')).length, 1);
  } finally {
    server.close();
  }
});
