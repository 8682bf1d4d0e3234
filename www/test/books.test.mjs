// A book by the real mdBook: the element runs in its chapters, is legible in its themes, and shares its keys.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { book } from './book.mjs';
import { illegible } from './contrast.mjs';
import { engine, threadingIn } from './engine.mjs';
import { FULL, hosts, ISOLATED, SHARED } from './hosts.mjs';
import { pages, unisolated } from './page.mjs';

const open = pages();
const serve = hosts();

/** Builds a book and serves it. */
async function serveBook(headers = {}, options) {
  const { folder, said } = await book(options);
  return { folder, said, ...(await serve({ root: folder, headers })) };
}

const cured = unisolated.expected;
const run = (page) =>
  page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    const { outcome, threading, lines } = await demo.run();
    return [threading, outcome, lines.whole + lines.torn];
  });
const framesOf = (page) => page.evaluate(() => document.querySelector('mutex-demo').shadowRoot.querySelectorAll('iframe').length);

/** Without headers, with files of a host that sends all of them. Chromium alone isolates a frame in any page. */
const FRAMED = engine === 'chromium' ? { threading: 'real', frames: 1 } : { threading: threadingIn(false), frames: 0 };
/** A frame that is not isolated is removed while it loads. */
const inVain = (line) => line.startsWith('request failed');
/** Console messages that a page may give. */
const expectedIf = (threading) => (threading === 'simulated' ? cured : undefined);

test('mdBook takes the line as it is, and keeps the transcript', async () => {
  const { url, said } = await serveBook();
  assert.doesNotMatch(said, /WARN|ERROR/);
  const page = await open(`${url}own.html`, { expected: cured });
  assert.match(await page.locator('mutex-demo').evaluate((demo) => demo.textContent), /^\s*\[\[0\] => 0\s+1\] => 0\s*$/);
  // It ends where it should: what follows is the chapter's.
  assert.equal(await page.locator('main > mutex-demo + p').innerText(), 'That was the race.');
});

test('a program of one’s own, with blank lines, comes through Markdown', async () => {
  const { url } = await serveBook(ISOLATED);
  const page = await open(`${url}program.html`, { expected: expectedIf(threadingIn(true)) });
  const { outcome, value } = await page.evaluate(() => document.querySelector('mutex-demo').run());
  assert.deepEqual([outcome, value], ['finished', 2]);
  assert.equal(await page.locator('main > mutex-demo + p').innerText(), 'The end.');
});

test('with the book’s own files: in place, simulated without headers, real in an isolated book', async () => {
  for (const headers of [{}, ISOLATED]) {
    const threading = threadingIn(headers === ISOLATED);
    const { url } = await serveBook(headers);
    const page = await open(`${url}own.html`, { expected: expectedIf(threading) });
    assert.deepEqual([...(await run(page)), await framesOf(page)], [threading, 'finished', 6, 0]);
  }
});

test('with files of another origin: real in a frame if that host sends all headers, and in place in an isolated book', async () => {
  for (const [book, files, threading, frames] of [
    [{}, FULL, FRAMED.threading, FRAMED.frames],
    [{}, SHARED, threadingIn(false), 0],
    [ISOLATED, SHARED, threadingIn(true), 0],
  ]) {
    const { url: foreign } = await serve({ headers: files });
    const { url } = await serveBook(book, { foreign });
    const page = await open(`${url}foreign.html`, { expected: (line) => expectedIf(threading)?.(line) || (files === SHARED && inVain(line)) });
    assert.deepEqual([...(await run(page)), await framesOf(page)], [threading, 'finished', 6, frames]);
  }
});

test('a book on a host without headers has its chapters isolated by `additional-js = ["coi.js"]`', async () => {
  const { url } = await serveBook({}, { coi: true });
  const page = await open(`${url}own.html`, { expected: (line) => cured(line) || /^request failed/.test(line) });
  await page.waitForFunction(() => self.crossOriginIsolated && document.querySelector('mutex-demo')?.threading);
  assert.deepEqual(await run(page), [threadingIn(true), 'finished', 6]);
  await page.goto(`${url}last.html`);
  assert.equal(await page.evaluate(() => self.crossOriginIsolated), true);
});

/** The element's ground in each theme. Rust declares no scheme, and is light. */
const [LIGHT, DARK] = ['rgb(251, 250, 247)', 'rgb(20, 22, 26)'];
const THEMES = { light: LIGHT, rust: LIGHT, coal: DARK, navy: DARK, ayu: DARK };

test('it is legible in all themes, in place and in a frame', async () => {
  const { url: foreign } = await serve({ headers: FULL });
  const { url, folder } = await serveBook(ISOLATED, { foreign });
  const { url: bare } = await serve({ root: folder });
  for (const [address, framed] of [[`${url}own.html`, false], [`${bare}foreign.html`, FRAMED.frames === 1]]) {
    // The theme counts, not what the reader's system prefers.
    const page = await open(address, { colorScheme: 'dark', expected: cured });
    await run(page);
    const inside = framed ? page.frames()[1] : page;
    // The menu stays open.
    await page.locator('#mdbook-theme-toggle').click();
    for (const [theme, ground] of Object.entries(THEMES)) {
      await page.locator(`#mdbook-theme-${theme}`).click();
      await page.waitForFunction((theme) => document.documentElement.classList.contains(theme), theme);
      await inside.waitForFunction((ground) => getComputedStyle(document.querySelector('mutex-demo').shadowRoot.querySelector('[part=ground]')).backgroundColor === ground, ground);
      assert.deepEqual(await illegible(inside), [], theme);
    }
  }
});

test('the stepper’s arrow keys, and those of fields and of what scrolls, turn no pages; the book’s do', async () => {
  const { url: foreign } = await serve({ headers: FULL });
  const { url, requests } = await serveBook(ISOLATED, { foreign });
  const page = await open(`${url}foreign.html`, { expected: cured });
  await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    Object.assign(demo, { scheduler: 'step' });
  });
  const turned = () => requests.filter((path) => /^(own|last)\.html$/.test(path)).length;
  const position = () => page.evaluate(() => document.querySelector('mutex-demo').state().position);
  await page.getByRole('button', { name: 'Step thread 0' }).click();
  // At the beginning and at the end the keys have nothing to do.
  for (const [key, at] of [['ArrowLeft', 0], ['ArrowLeft', 0], ['ArrowRight', 1], ['ArrowRight', 1]]) {
    await page.keyboard.press(key);
    assert.equal(await position(), at, key);
  }
  await page.getByLabel('Step of the schedule').press('ArrowLeft');
  assert.equal(await position(), 0);
  // Elements in which arrows change a value or scroll.
  const others = await page.locator('mutex-demo :is(input, select, [part=output][tabindex], [part=output] [tabindex])').all();
  const used = [];
  for (const other of others) {
    if (!(await other.isVisible()) || !(await other.isEnabled())) continue;
    for (const key of ['ArrowRight', 'ArrowLeft']) await other.press(key);
    used.push(await other.evaluate((element) => element.name ?? element.getAttribute('part')));
  }
  assert.ok(used.includes('output') && used.includes('threads'), used.join());
  // `?` is the element's, too.
  await page.getByRole('button', { name: 'Step thread 0' }).press('?');
  await page.locator('mutex-demo dialog').waitFor();
  assert.equal(await page.locator('#mdbook-help-popup').isVisible(), false);
  await page.keyboard.press('Escape');
  assert.equal(turned(), 0);
  assert.equal(page.url(), `${url}foreign.html`);
  await page.getByText('The next chapter has none.').click();
  await Promise.all([page.waitForURL(`${url}last.html`), page.keyboard.press('ArrowRight')]);
});

test('a reader leafs through the book: no chapter is loaded twice, and its demo runs, also on the way back', async () => {
  const { url: foreign } = await serve({ headers: FULL });
  const { url } = await serveBook({}, { foreign });
  const page = await open(`${url}own.html`, { expected: cured });
  const loaded = [];
  page.on('framenavigated', (frame) => frame === page.mainFrame() && loaded.push(frame.url().slice(url.length)));
  const next = async (chapter) => {
    await page.getByRole('link', { name: 'Next chapter' }).click();
    await page.waitForURL(`${url}${chapter}`);
  };
  assert.deepEqual(await run(page), [threadingIn(false), 'finished', 6]);
  await next('foreign.html');
  assert.deepEqual(await run(page), [FRAMED.threading, 'finished', 6]);
  await next('last.html');
  await page.goBack();
  assert.deepEqual(await run(page), [FRAMED.threading, 'finished', 6]);
  assert.deepEqual(loaded, ['foreign.html', 'last.html', 'foreign.html']);
});
