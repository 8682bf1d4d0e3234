// Share: the link, what an author pastes elsewhere, and the preview.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transformSync } from 'rolldown/experimental';
import { snippets } from '../on-demand/snippets.js';
import { pages } from './page.mjs';

const open = pages();
const share = (page) => page.locator('mutex-demo').getByRole('button', { name: 'Share' });
const dialogue = (page) => page.getByRole('dialog', { name: 'Share' });
const shown = (page, place) => dialogue(page).locator(`[data-place=${place}]`).innerText();

/** Opens an element with these attributes, and its dialogue. */
async function shared(attributes, options) {
  const page = await open('test/element.html', options);
  await page.evaluate(async (attributes) => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    Object.assign(demo, attributes);
  }, attributes);
  await share(page).click();
  await dialogue(page).waitFor();
  return page;
}

/** In the page: the elements of a text of HTML, each with its attributes. */
const elements = (page, html) =>
  page.evaluate((html) => {
    const { head, body } = new DOMParser().parseFromString(html, 'text/html');
    const all = [...head.children, ...body.children];
    return all.map((element) => [element.localName, Object.fromEntries(element.getAttributeNames().map((name) => [name, element.getAttribute(name)]))]);
  }, html);

/** The elements that a component of React makes. */
function rendered(jsx) {
  const { code, errors } = transformSync('demo.jsx', jsx, { jsx: { runtime: 'classic' } });
  assert.deepEqual(errors, []);
  const made = [];
  const React = { createElement: (name, attributes) => made.push([name, attributes]) };
  new Function('React', `${code.replace('export function', 'function')}; MutexDemo();`)(React);
  return made.filter(([name]) => typeof name === 'string');
}

// The pasted text means the value, whatever characters that has.
const NASTY = [['source', 'a = "<b>" & \'c\' \\\n  {d} </script> `${e}` -->\n'], ['seed', '7'], ['tape', 'true'], ['autorun', 'true'], ['controls', 'minimal'], ['home', 'https://example.org/?a=1&b=(2)']];

test('each snippet has each attribute\'s very value, whatever characters it has', async () => {
  const page = await open();
  const { script, frame, markdown, react } = snippets('https://example.org/a&b/', 'https://example.org/#x=(1)', NASTY, 'A mutex you can switch on and off');
  const attributes = { ...Object.fromEntries(NASTY), tape: '', autorun: '' };
  assert.deepEqual(await elements(page, script), [
    ['script', { type: 'module', src: 'https://example.org/a&b/mutex-demo.js' }],
    ['mutex-demo', attributes],
  ]);
  const [[name, { src, ...others }]] = await elements(page, frame);
  assert.equal(name, 'iframe');
  assert.ok(src.startsWith('https://example.org/a&b/embed.html?'));
  const { home, controls, ...inFrame } = Object.fromEntries(NASTY);
  assert.deepEqual(Object.fromEntries(new URL(src).searchParams), inFrame);
  assert.deepEqual([others.width, others.height, others.title], ['700', '400', 'A mutex you can switch on and off']);
  // HTML in Markdown is a line; the link after it has an address without brackets.
  const [html, empty, link] = markdown.split('\n');
  assert.deepEqual([html, empty, link], [frame.trim(), '', '[A mutex you can switch on and off](https://example.org/#x=%281%29)']);
  assert.deepEqual(rendered(react), [
    ['script', { type: 'module', async: true, src: 'https://example.org/a&b/mutex-demo.js' }],
    ['mutex-demo', { ...Object.fromEntries(NASTY), tape: true, autorun: true }],
  ]);
});

test('a link and snippets are of the demo as it is, without what is usual anyway', async () => {
  const page = await shared({ lock: 'mutex', threads: 3, home: 'https://example.org/lesson', theme: 'dark' });
  const folder = new URL('/', page.url()).href;
  const link = dialogue(page).locator('[part=link]');
  assert.equal(await link.getAttribute('href'), 'https://example.org/lesson#lock=mutex&threads=3');
  assert.equal(await link.innerText(), 'https://example.org/lesson#lock=mutex&threads=3');
  const [[, script], [, demo]] = await elements(page, await shown(page, 'script'));
  assert.equal(script.src, `${folder}mutex-demo.js`);
  assert.deepEqual(demo, { lock: 'mutex', threads: '3', home: 'https://example.org/lesson', theme: 'dark' });
  await dialogue(page).getByLabel('Parts shown').selectOption('none');
  await dialogue(page).getByLabel('Colours').selectOption('auto');
  await dialogue(page).getByLabel('Runs when in view').check();
  const [, [, changed]] = await elements(page, await shown(page, 'script'));
  assert.deepEqual(changed, { lock: 'mutex', threads: '3', home: 'https://example.org/lesson', controls: 'none', autorun: '' });
  assert.ok((await shown(page, 'frame')).startsWith(`<iframe src="${folder}embed.html?lock=mutex&amp;threads=3&amp;autorun=true"`));
  // The host itself is as it was.
  assert.deepEqual(await page.evaluate(() => document.querySelector('mutex-demo').getAttributeNames()), ['lock', 'threads', 'home', 'theme']);
  assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').controls), 'full');
});

test('each text is copied by its button or, if the page may not copy, selected', async () => {
  for (const permissions of [['clipboard-read', 'clipboard-write'], []]) {
    const page = await shared({ lock: 'spin' }, { permissions });
    if (permissions.length === 0) await page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))));
    const copied = () => page.evaluate((allowed) => (allowed ? navigator.clipboard.readText() : String(getSelection())), permissions.length > 0);
    const said = dialogue(page).getByRole('status').filter({ hasText: permissions.length > 0 ? 'Copied: ' : 'The text is selected' });
    for (const button of await dialogue(page).getByRole('button', { name: /^Copy / }).all()) {
      await button.press('Enter');
      await said.waitFor();
      const text = await button.evaluate((button) => {
        const { nextElementSibling } = button.parentElement;
        return nextElementSibling.querySelector('a')?.href ?? nextElementSibling.textContent;
      });
      assert.equal((await copied()).trim(), text.trim());
      await dialogue(page).getByRole('status').evaluate((status) => (status.textContent = ''));
    }
  }
});

test('the preview is a demo of its own, which starts when it is asked for and tells the page nothing', async () => {
  const page = await shared({ lock: 'mutex', threads: 2, count: 1, pace: 0 });
  await page.evaluate(() => {
    globalThis.told = [];
    for (const name of ['ready', 'start', 'done', 'change']) document.addEventListener(name, () => globalThis.told.push(name));
  });
  const preview = dialogue(page).locator('mutex-demo');
  assert.equal(await preview.count(), 0);
  await dialogue(page).getByText('Preview').press('Enter');
  await preview.evaluate((demo) => demo.ready);
  const result = await preview.evaluate((demo) => demo.run());
  assert.deepEqual([result.lock, result.lines.whole], ['mutex', 2]);
  await preview.locator('[part=lock]').click();
  await preview.evaluate((demo) => demo.stop());
  // Another choice makes another preview.
  await dialogue(page).getByLabel('Parts shown').selectOption('none');
  await page.waitForFunction(() => document.querySelector('mutex-demo').shadowRoot.querySelector('dialog mutex-demo')?.controls === 'none');
  assert.deepEqual(await page.evaluate(() => globalThis.told), []);
  assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').lock), 'mutex');
  await page.keyboard.press('Escape');
  await preview.waitFor({ state: 'detached' });
});

test('the dialogue is closed by Escape, gives the focus back, and fits a phone', async () => {
  for (const viewport of [{ width: 360, height: 640 }, { width: 700, height: 400 }]) {
    const page = await open('test/element.html', { viewport });
    await page.evaluate(async () => {
      const demo = document.querySelector('mutex-demo');
      await demo.ready;
      globalThis.reached = [];
      document.addEventListener('keydown', ({ key }) => globalThis.reached.push(key));
    });
    await share(page).press('Enter');
    await dialogue(page).waitFor();
    const focused = () => page.evaluate(() => document.querySelector('mutex-demo').shadowRoot.activeElement.textContent);
    assert.equal(await focused(), 'Copy');
    const { left, right, top, bottom, inner } = await dialogue(page).evaluate((dialog) => {
      const { left, right, top, bottom } = dialog.getBoundingClientRect();
      return { left, right, top, bottom, inner: dialog.scrollWidth - dialog.clientWidth };
    });
    assert.ok(0 <= left && right <= viewport.width && 0 <= top && bottom <= viewport.height, `${left} ${right} ${top} ${bottom}`);
    assert.equal(inner, 0, 'nothing sticks out');
    await page.evaluate(() => (globalThis.reached.length = 0));
    await page.keyboard.press('a');
    await page.keyboard.press('Escape');
    await dialogue(page).waitFor({ state: 'detached' });
    assert.equal(await focused(), 'Share');
    assert.deepEqual(await page.evaluate(() => globalThis.reached), []);
  }
});
