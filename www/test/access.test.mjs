// Access without a mouse, without colours, without threads.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { pages, runWith } from './page.mjs';

const open = pages();
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

// In the dark only colours are other ones.
for (const [colorScheme, rules] of [['light', undefined], ['dark', ['color-contrast', 'link-in-text-block']]]) {
  test(`axe finds nothing to complain of, ${colorScheme}`, async () => {
    for (const [width, settings] of [
      [360, { lock: 'mutex' }],
      [1280, { lock: 'none', threads: 16 }],
      [1280, { lock: 'ticket', threads: 3, inside: 100, outside: 100 }],
      [360, { scheduler: 'step', threads: 2, count: 1, schedule: '01010' }],
      [1280, { scheduler: 'explore', threads: 2, count: 1 }],
    ]) {
      const page = await open('', { colorScheme, viewport: { width, height: 900 } });
      await page.waitForFunction(() => document.querySelector('mutex-demo').result);
      await runWith(page, { ...settings, pace: 0 });
      // The listing's new lines fade in.
      await page.evaluate(() => {
        const animations = document.querySelector('mutex-demo').shadowRoot.getAnimations();
        return Promise.all(animations.map(({ finished }) => finished));
      });
      await page.addScriptTag({ path: axe });
      const { violations, passes } = await page.evaluate((rules) => globalThis.axe.run(rules && { runOnly: rules }), rules);
      assert.notEqual(passes.length, 0);
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
    }
  });
}

test('the keyboard reaches everything, and does everything', async () => {
  const page = await open();
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  const focused = () => page.evaluate(() => {
    const element = document.querySelector('mutex-demo').shadowRoot.activeElement;
    const { edit, lock } = element?.dataset ?? {};
    return element?.getAttribute('part') ?? edit ?? (lock === undefined ? element?.name || element?.localName : 'a lock line');
  });
  const order = [];
  for (let tab = 0; tab < 23; tab++) {
    await page.keyboard.press('Tab');
    order.push(await focused());
    if (order.at(-1) === 'summary') await page.keyboard.press('Enter');
  }
  assert.deepEqual(order, [
    ...['lock', 'run', 'scheduler', 'threads', 'count', 'pace'],
    ...['summary', 'program', 'kind', 'scope', 'inside', 'outside', 'spending', 'tape', 'output'],
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
