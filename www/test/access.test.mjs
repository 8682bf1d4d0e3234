// Access without a mouse, without colours, without threads.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, runWith } from './page.mjs';

const open = pages();

test('the keyboard reaches everything, and does everything', async () => {
  const page = await open();
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  const focused = () => page.evaluate(() => {
    const element = document.querySelector('mutex-demo').shadowRoot.activeElement;
    const { edit, lock } = element?.dataset ?? {};
    return element?.getAttribute('part') ?? edit ?? (lock === undefined ? element?.name || element?.localName : 'a lock line');
  });
  const order = [];
  for (let tab = 0; tab < 24; tab++) {
    await page.keyboard.press('Tab');
    order.push(await focused());
    if (order.at(-1) === 'summary') await page.keyboard.press('Enter');
  }
  assert.deepEqual(order, [
    ...['lock', 'run', 'scheduler', 'threads', 'count', 'pace'],
    ...['summary', 'program', 'kind', 'scope', 'inside', 'outside', 'main', 'spending', 'tape', 'output'],
    ...['language', 'acquire', 'release', 'text', 'copy', 'listing', 'a lock line', 'a lock line'],
  ]);
  await page.getByRole('switch', { name: 'Lock' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('status').filter({ hasText: '25 of 25 lines whole' }).waitFor();
  const again = page.evaluate(() => {
    const demo = document.querySelector('mutex-demo');
    return new Promise((resolve) => demo.addEventListener('done', ({ detail }) => resolve(detail.lines.whole), { once: true }));
  });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await again, 25);
});

test('Run becomes Stop while a run lasts', async () => {
  const page = await open();
  await page.evaluate(() => {
    const demo = document.querySelector('mutex-demo');
    // More lines than could be printed in hours.
    Object.assign(demo, { pace: 1_000_000, count: 5000 });
    return demo.ready;
  });
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('status').filter({ hasText: /^Stopped: / }).waitFor();
  await page.getByRole('button', { name: 'Run', exact: true }).waitFor();
});

test('who prefers less motion gets none', async () => {
  const page = await open('test/element.html', { reducedMotion: 'reduce' });
  await runWith(page, { lock: 'mutex', pace: 0 });
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
});

test('a page\'s own style for texts does not take the listing apart', async () => {
  const page = await open();
  await page.addStyleTag({ content: 'body { text-align: center; text-transform: uppercase; letter-spacing: 1em; white-space: nowrap }' });
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  const style = await page.locator('mutex-demo [part=listing]').evaluate((listing) => {
    const { textAlign, textTransform, letterSpacing } = getComputedStyle(listing);
    return [textAlign, textTransform, letterSpacing];
  });
  assert.deepEqual(style, ['start', 'none', 'normal']);
});

test('settings that a first look has no use for are folded away, unless they are not as usual', async () => {
  const page = await open();
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  const scope = page.locator('mutex-demo [name=scope]');
  assert.ok(await scope.isHidden());
  await page.evaluate(() => (document.querySelector('mutex-demo').scope = 'glyph'));
  await scope.waitFor();
  assert.equal(await scope.inputValue(), 'glyph');
});
