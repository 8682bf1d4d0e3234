// The ladder: an element whose page cannot have threads tries a frame of its files' host, and a service worker, and simulates
// if neither helps. `frames.test.mjs` has what a frame can do.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engine, threadingIn } from './engine.mjs';
import { FULL, HEAD, hosts, ISOLATED, page as html, SHARED } from './hosts.mjs';
import { pages, unisolated } from './page.mjs';

const open = pages();
const serve = hosts();

const framesOf = (page) => page.evaluate(() => frames.length);
const cured = unisolated.expected;
const ELEMENT = '<mutex-demo threads="3" count="2" pace="100">static</mutex-demo>';

test('a frame that is not isolated, is missing or is refused leaves a simulated run, with a link', async () => {
  const policy = { 'content-security-policy': "frame-src 'none'" };
  const refused = (line) => cured(line) || /Content.Security.Policy|^request failed/.test(line);
  for (const [files, host, expected] of [
    [{ headers: SHARED }, {}, cured],
    [{ headers: FULL, scripts: (path) => (path === 'embed.html' ? '<p>another page</p>' : undefined) }, {}, cured],
    [{ headers: FULL }, policy, refused],
  ]) {
    const { url: from } = await serve(files);
    const { url } = await serve({ headers: host, pages: { '': html(from) } });
    const page = await open(url, { expected });
    const { threading, outcome } = await page.evaluate(() => document.querySelector('mutex-demo').run());
    assert.deepEqual([threading, outcome, await framesOf(page)], ['simulated', 'finished', 0]);
    const link = page.getByRole('link', { name: 'Open it with real threads' });
    assert.equal(await link.getAttribute('href'), `${from}#threads=3&count=2&pace=100`);
    await page.context().close();
  }
});

test('a host without headers has real threads through a service worker, after one reload', async () => {
  const folder = 'user/repo/';
  const script = `${html('', ELEMENT)}<script src="coi.js"></script>`;
  const attribute = html('', ELEMENT.replace('<mutex-demo', '<mutex-demo coi'));
  for (const [name, text] of [['line.html', script], ['attribute.html', attribute]]) {
    const server = await serve({ folder, pages: { [name]: text } });
    const page = await open(`${server.url}${folder}${name}`, { expected: (line) => cured(line) || /^request failed/.test(line) });
    await page.waitForFunction(() => self.crossOriginIsolated && document.querySelector('mutex-demo')?.threading === 'real');
    assert.equal((await page.evaluate(() => document.querySelector('mutex-demo').run())).outcome, 'finished');
    assert.equal(server.requests.filter((path) => path === folder + name).length, 2);
    await page.context().close();
  }
});

test('a page that is left while its element loads says nothing', async () => {
  let ask;
  const asked = new Promise((resolve) => (ask = resolve));
  // The script never comes; as soon as the page has asked for it, it leaves.
  const scripts = (path) => (path === 'asked' ? asked : /hashed\/program-/.test(path) ? (ask('asked'), new Promise(() => {})) : undefined);
  const leaves = `${html()}<script>fetch('asked').then(() => location.assign('next.html'))</script>`;
  const server = await serve({ headers: ISOLATED, scripts, pages: { '': HEAD, 'leaves.html': leaves, 'next.html': HEAD } });
  const page = await open(server.url, { expected: (line) => /^request failed/.test(line) });
  await page.evaluate(() => location.assign('leaves.html'));
  await page.waitForURL(/next/);
});

test('the page itself has real threads on a host without headers', async () => {
  const folder = 'user/repo/';
  const server = await serve({ folder });
  const page = await open(`${server.url}${folder}index.html#threads=3&count=2&pace=100`, { expected: (line) => /^request failed/.test(line) });
  await page.waitForFunction(() => self.crossOriginIsolated && document.querySelector('mutex-demo')?.result);
  const { threading, threads } = await page.evaluate(() => document.querySelector('mutex-demo').result);
  assert.deepEqual([threading, threads], ['real', 3]);
});

test('frames of the page’s own host are tried only if that host isolates them', async () => {
  for (const [headers, expected] of [[() => ({}), 'simulated'], [(path) => (path === '' ? {} : FULL), threadingIn(engine === 'chromium')]]) {
    const server = await serve({ headers, pages: { '': html('', ELEMENT) } });
    const page = await open(server.url, { expected: cured });
    const { threading } = await page.evaluate(() => document.querySelector('mutex-demo').run());
    assert.equal(threading, expected);
    await page.waitForFunction((count) => document.querySelector('mutex-demo').shadowRoot.querySelectorAll('iframe').length === count, expected === 'real' ? 1 : 0);
    await page.context().close();
  }
});

test('a page that cannot be isolated is loaded anew at most twice', async () => {
  // The service worker adds nothing.
  const scripts = (path, search) => (path === 'coi.js' && search ? "addEventListener('install', () => skipWaiting())" : undefined);
  const server = await serve({ scripts, pages: { '': html('', ELEMENT.replace('<mutex-demo', '<mutex-demo coi')) } });
  const page = await open(server.url, { expected: (line) => cured(line) || /^request failed/.test(line) });
  await page.waitForFunction(() => document.querySelector('mutex-demo')?.threading === 'simulated');
  assert.equal(server.requests.filter((path) => path === '').length, 3);
  assert.equal((await page.evaluate(() => document.querySelector('mutex-demo').run())).outcome, 'finished');
});
