// Letters of twice the size, half the width, and colours of the reader's own: nothing is lost, nothing overlaps.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, runWith } from './page.mjs';

const open = pages();
const part = (page, name) => page.locator(`mutex-demo [part=${name}]`);

const STATES = {
  'a torn run': async (page) => {
    await runWith(page, { threads: 3, count: 3, pace: 100 });
    await part(page, 'output').press('n');
  },
  'more settings': (page) => runWith(page, { lock: 'ticket', threads: 2, count: 1, inside: 100 }),
  'the stepper': (page) => runWith(page, { scheduler: 'step', threads: 16, count: 1 }),
  'an exploration': (page) => runWith(page, { scheduler: 'explore', threads: 2, count: 1 }),
  'no controls': (page) => runWith(page, { controls: 'none', lock: 'mutex', pace: 0 }),
  'Share': async (page) => {
    await runWith(page, { lock: 'mutex', pace: 0 });
    await part(page, 'share').click();
    await page.getByRole('dialog').waitFor();
  },
  'Keys': async (page) => {
    await runWith(page, { lock: 'mutex', pace: 0 });
    await part(page, 'keys').click();
    await page.getByRole('dialog').waitFor();
  },
};

/** In the page: texts that overlap others, and texts that are cut off though nothing scrolls there. */
const faults = (page) =>
  page.evaluate(() => {
    const { shadowRoot } = document.querySelector('mutex-demo');
    const within = shadowRoot.querySelector('dialog') ?? shadowRoot;
    const texts = [];
    const found = [];
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      // Rows overlap by a pixel, and have signs above them, on purpose; an option is the browser's.
      if (!node.data.trim() || element.closest('[data-row], option, .drop') || !element.checkVisibility({ visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const { left, top, right, bottom } of range.getClientRects()) {
        let box = { left, top, right, bottom };
        let scrolls = false;
        for (let outer = element; outer; outer = outer.parentElement) {
          const { overflowX, overflowY } = getComputedStyle(outer);
          if (overflowX === 'visible' && overflowY === 'visible') continue;
          const frame = outer.getBoundingClientRect();
          if (/auto|scroll/.test(overflowX + overflowY)) scrolls = true;
          else if (!scrolls && (box.left < frame.left - 1 || frame.right + 1 < box.right || frame.bottom + 1 < box.bottom)) found.push(`cut off: ${node.data.trim()}`);
          box = { left: Math.max(box.left, frame.left), top: Math.max(box.top, frame.top), right: Math.min(box.right, frame.right), bottom: Math.min(box.bottom, frame.bottom) };
        }
        if (!scrolls && (box.left < 0 || innerWidth < box.right)) found.push(`outside: ${node.data.trim()}`);
        if (box.left < box.right && box.top < box.bottom) texts.push({ ...box, words: node.data.trim(), element });
      }
    }
    for (const [at, one] of texts.entries()) {
      for (const other of texts.slice(at + 1)) {
        const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const tall = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        // Lines may be set so close that their boxes touch.
        const size = parseFloat(getComputedStyle(one.element).fontSize);
        if (wide > 1 && tall > size * 0.35) found.push(`overlap: ${one.words} / ${other.words}`);
      }
    }
    return { found, compared: texts.length };
  });

for (const [name, bring] of Object.entries(STATES)) {
  test(`letters of twice the size overlap nowhere, and none is lost: ${name}`, async () => {
    for (const [width, size] of [[1280, 16], [640, 16], [1280, 32], [640, 32], [360, 32]]) {
      const page = await open('test/element.html', { viewport: { width, height: 900 } });
      const session = await page.context().newCDPSession(page);
      await session.send('Page.setFontSizes', { fontSizes: { standard: size, fixed: size } });
      await page.waitForFunction((size) => getComputedStyle(document.documentElement).fontSize === `${size}px`, size);
      await bring(page);
      const { found, compared } = await faults(page);
      assert.ok(compared > 5, `${compared} texts`);
      assert.deepEqual([...new Set(found)], [], `${width} pixels, letters of ${size}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `nothing sticks out of ${width} pixels, letters of ${size}`);
      await page.context().close();
    }
  });
}

test('in the reader\'s own colours the lock, the torn rows and the focus are still seen', async () => {
  const page = await open('test/element.html', { forcedColors: 'active', viewport: { width: 1280, height: 900 } });
  await runWith(page, { threads: 3, count: 3, pace: 2_000 });
  const seen = () =>
    page.evaluate(() => {
      const find = (selector) => document.querySelector('mutex-demo').shadowRoot.querySelector(selector);
      const style = (selector, pseudo) => getComputedStyle(find(selector), pseudo);
      const knob = style('[part=lock] .switch', '::before');
      const torn = find('[data-torn]');
      return {
        knob: knob.backgroundColor !== style('[part=lock]').backgroundColor && knob.translate,
        word: style('[part=lock] .name', '::after').content,
        torn: getComputedStyle(torn, '::before').content,
        mark: getComputedStyle(torn).borderInlineStartStyle,
        works: style('.key.works', '::before').backgroundImage.startsWith('linear-gradient'),
      };
    });
  assert.deepEqual(await seen(), { knob: 'none', word: '" off"', torn: '"torn" / ""', mark: 'solid', works: true });
  await part(page, 'lock').press('Space');
  await page.waitForFunction(() => document.querySelector('mutex-demo').result?.lock === 'mutex');
  const { knob, word } = await page.evaluate(() => {
    const find = (selector) => document.querySelector('mutex-demo').shadowRoot.querySelector(selector);
    return { knob: getComputedStyle(find('[part=lock] .switch'), '::before').translate, word: getComputedStyle(find('[part=lock] .name'), '::after').content };
  });
  assert.deepEqual([knob !== 'none', word], [true, '" on"']);
  assert.equal(await part(page, 'lock').evaluate((lock) => getComputedStyle(lock).outlineStyle), 'solid');
});
