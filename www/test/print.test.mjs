// The author's own content: in the page before, while and after the element shows its views; and what is printed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, runWith } from './page.mjs';

const open = pages();
const authors = (page) => page.getByText('A transcript.');
const part = (page, name) => page.locator(`mutex-demo [part=${name}]`);

test('without its scripts the element is its author\'s content, on paper and on screen', async () => {
  for (const media of ['screen', 'print']) {
    const page = await open('test/element.html', { javaScriptEnabled: false });
    await page.emulateMedia({ media });
    assert.ok(await authors(page).isVisible());
  }
});

test('the author\'s content stays in the page, and is printed until something has run; then the output is', async () => {
  const page = await open();
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  const inPage = () => page.evaluate(() => document.querySelector('mutex-demo').textContent);
  assert.equal(await inPage(), 'A transcript.');
  assert.ok(await authors(page).evaluate((demo) => demo.shadowRoot.querySelector('slot').checkVisibility() === false), 'not on the screen');
  const seen = async () => {
    const seen = [];
    for (const name of ['controls', 'output', 'listing', 'share', 'experiments', 'verdict']) if (await part(page, name).isVisible()) seen.push(name);
    if (await page.evaluate(() => document.querySelector('mutex-demo').shadowRoot.querySelector('slot').checkVisibility())) seen.unshift('the author’s');
    return seen;
  };
  await page.emulateMedia({ media: 'print' });
  assert.deepEqual(await seen(), ['the author’s']);
  await page.emulateMedia({ media: 'screen' });
  // More rows than there is room for on the screen.
  await runWith(page, { lock: 'mutex', threads: 4, count: 25, pace: 0 });
  const rows = part(page, 'output').locator('[data-row]');
  assert.ok((await rows.count()) < 80);
  await page.emulateMedia({ media: 'print' });
  assert.deepEqual(await seen(), ['output', 'listing', 'verdict']);
  // With main's own.
  await page.waitForFunction(() => document.querySelector('mutex-demo').shadowRoot.querySelectorAll('[data-row]').length === 101);
  const { top, bottom, last } = await part(page, 'output').evaluate((output) => {
    const { top, bottom } = output.getBoundingClientRect();
    return { top, bottom, last: output.querySelector('[data-row="100"]').getBoundingClientRect().bottom };
  });
  assert.ok(top < last && last <= bottom + 2, `${top} ${last} ${bottom}`);
  assert.equal(await inPage(), 'A transcript.');
  // On the screen only rows in view are drawn, again.
  await page.emulateMedia({ media: 'screen' });
  await page.waitForFunction(() => document.querySelector('mutex-demo').shadowRoot.querySelectorAll('[data-row]').length < 80);
});

test('a run that was never in view is printed, too', async () => {
  const page = await open();
  await page.addStyleTag({ content: 'body::before { content: ""; display: block; block-size: 5000px }' });
  await runWith(page, { lock: 'mutex', threads: 2, count: 2, pace: 0 });
  await page.emulateMedia({ media: 'print' });
  await part(page, 'output').waitFor();
  await page.waitForFunction(() => document.querySelector('mutex-demo').shadowRoot.querySelectorAll('[data-row]').length === 5);
});

test('the element\'s words are English, from left to right; its author\'s content is what the page says', async () => {
  const page = await open();
  await page.evaluate(() => Object.assign(document.documentElement, { lang: 'ar', dir: 'rtl' }));
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  await page.emulateMedia({ media: 'print' });
  const said = await page.evaluate(() => {
    const demo = document.querySelector('mutex-demo');
    const of = (element) => [element.matches(':lang(en)'), element.matches(':lang(ar)'), getComputedStyle(element).direction];
    return { words: of(demo.shadowRoot.querySelector('[part=run]')), authors: of(demo), slot: getComputedStyle(demo.shadowRoot.querySelector('slot')).direction };
  });
  assert.deepEqual(said, { words: [true, false, 'ltr'], authors: [false, true, 'rtl'], slot: 'rtl' });
});
