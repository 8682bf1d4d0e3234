// The element in other people's pages: their colours, writing directions, resets and layouts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { illegible } from './contrast.mjs';
import { pages } from './page.mjs';

const open = pages();

/** Opens a page with this style sheet, whose element shows the same position of the same schedule each time. */
async function host(css, options, path = 'test/element.html') {
  const page = await open(path, { viewport: { width: 1280, height: 900 }, ...options });
  await page.addStyleTag({ content: `html, body { margin: 0 } ${css}` });
  await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await customElements.whenDefined('mutex-demo');
    await demo.ready;
    Object.assign(demo, { scheduler: 'step', threads: 3, count: 2, lock: 'none', schedule: `${'0'.repeat(30)}${'012'.repeat(20)}` });
  });
  await page.waitForFunction(() => document.querySelector('mutex-demo').shadowRoot.querySelector('[data-row="0"]')?.textContent);
  await settled(page);
  return page;
}

/** Resolves when the element has its styles, and has redrawn the parts whose size they change. */
async function settled(page) {
  await page.waitForFunction(() => [...document.querySelector('mutex-demo').shadowRoot.querySelectorAll('link')].every(({ sheet }) => sheet));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** Inside the element: each element's place from the element's corner, and its texts' look. */
const inside = (page) =>
  page.evaluate(() => {
    const demo = document.querySelector('mutex-demo');
    const { shadowRoot } = demo;
    // If the element is inline, its boxes are its block's.
    const corner = [...shadowRoot.children].at(-1).getBoundingClientRect();
    // The slot is the page's, for what it prints.
    return [...shadowRoot.querySelectorAll('*:not(link, slot)')].map((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const { color, fontFamily, fontSize, textAlign, cursor } = getComputedStyle(element);
      const name = `${element.localName} ${element.getAttribute('part') ?? element.className}`;
      return [name, left - corner.left, top - corner.top, width, height, color, fontFamily, fontSize, textAlign, cursor].join();
    });
  });

const width = (page) => page.evaluate(() => document.querySelector('mutex-demo').getBoundingClientRect().width);

/** Puts the element into a box with this style. */
async function putInto(page, style) {
  await page.evaluate((style) => {
    const demo = document.querySelector('mutex-demo');
    const box = document.createElement('div');
    box.style.cssText = style;
    demo.replaceWith(box);
    box.append(demo);
  }, style);
  // An element that is moved gets its styles anew.
  await settled(page);
}

const GROUNDS = {
  'dark, without a color-scheme': ':root { color-scheme: normal; background: #0d1117 } body { color: #e6edf3 }',
  'light, with a dark color-scheme': ':root { color-scheme: dark; background: #fffdf5 } body { color: #222 }',
  'grey, with a filled text': ':root { background: #777 } * { -webkit-text-fill-color: #888 }',
};

for (const [name, css] of Object.entries(GROUNDS)) {
  test(`the element is legible in a page that is ${name}`, async () => {
    for (const colorScheme of ['light', 'dark']) {
      const page = await host(css, { colorScheme });
      assert.deepEqual(await illegible(page), []);
    }
  });
}

test('what a page sets for everything does not get in', async () => {
  const plain = await inside(await host(''));
  assert.ok(plain.length > 100);
  for (const css of [
    '* { all: revert; margin: 0 }',
    'body, body * { all: unset }',
    'html { font-size: 62.5% }',
    'html { font-size: 200% }',
    '* { font: italic 9px/3 serif; color: red; text-align: end; letter-spacing: 1em; cursor: wait; text-shadow: 1px 1px red }',
    ':root { --text: red; --ground: red; --quiet: red }',
    ':root { direction: rtl }',
  ]) {
    const found = await inside(await host(css));
    const differ = plain.filter((line, at) => line !== found[at]);
    assert.deepEqual(differ.slice(0, 3), [], css);
  }
});

test('a reader\'s larger letters count, whatever the page makes of its root', async () => {
  const page = await host('html { font-size: 62.5% }');
  const size = () => page.locator('mutex-demo .share').evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
  const usual = await size();
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setFontSizes', { fontSizes: { standard: 32 } });
  await page.waitForFunction(() => parseFloat(getComputedStyle(document.documentElement).fontSize) === 20);
  assert.equal(usual, 16);
  assert.equal(await size(), 32);
});

test('in a page from right to left, code, output and sentences read from left to right', async () => {
  const page = await host('');
  await page.evaluate(() => (document.documentElement.dir = 'rtl'));
  const reversed = await page.evaluate(() => {
    const found = [];
    const { shadowRoot } = document.querySelector('mutex-demo');
    const walker = document.createTreeWalker(shadowRoot, NodeFilter.SHOW_TEXT);
    const place = (node, at) => {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect();
    };
    let compared = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const words = node.data.trimEnd();
      if (words.trim().length < 2 || !node.parentElement.checkVisibility() || node.parentElement.closest('option')) continue;
      for (let at = 1; at < words.length; at++) {
        const [one, next] = [place(node, at - 1), place(node, at)];
        if (one.top !== next.top || one.width === 0 || next.width === 0) continue;
        compared++;
        if (next.left < one.left) found.push(words);
      }
    }
    // The spans of a row, too.
    for (const row of shadowRoot.querySelectorAll('[data-row]')) {
      const lefts = [...row.children].map((span) => span.getBoundingClientRect().left);
      if (lefts.some((left, at) => left < lefts[at - 1])) found.push(row.textContent);
    }
    return { compared, found: [...new Set(found)] };
  });
  assert.ok(reversed.compared > 300, `${reversed.compared} neighbours`);
  assert.deepEqual(reversed.found, []);
});

const SHRINKING = {
  'a float': 'float: left',
  'an inline block': 'display: inline-block',
  'an item of a flexible row': 'display: flex; inline-size: fit-content',
  'an absolute box': 'position: absolute',
};

for (const [name, style] of Object.entries(SHRINKING)) {
  test(`in ${name} the element is as wide as it likes, and never wider than there is room`, async () => {
    for (const [room, least, most] of [[1280, 700, 800], [390, 390, 390]]) {
      const page = await host('', { viewport: { width: room, height: 900 } });
      await putInto(page, style);
      const wide = await width(page);
      assert.ok(least <= wide && wide <= most, `${wide} of ${room}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
    }
  });
}

test('its author places the element and says how wide it is', async () => {
  const page = await host('mutex-demo { inline-size: 500px; margin-inline: auto; margin-block-start: 50px }');
  const { left, top, width } = await page.evaluate(() => document.querySelector('mutex-demo').getBoundingClientRect().toJSON());
  assert.deepEqual([left, top, width], [390, 50, 500]);
  await page.evaluate(() => (document.querySelector('mutex-demo').hidden = true));
  assert.equal(await page.locator('mutex-demo').isVisible(), false);
  await page.addStyleTag({ content: 'mutex-demo { visibility: hidden }' });
  await page.evaluate(() => (document.querySelector('mutex-demo').hidden = false));
  assert.equal(await page.getByRole('switch', { name: 'Lock', includeHidden: true }).isVisible(), false);
});

test('in the demo\'s own page the element stands in line with the text', async () => {
  const page = await host('', {}, '');
  const [text, lock] = await page.evaluate(() => {
    const left = (element) => element.getBoundingClientRect().left;
    return [left(document.querySelector('h2')), left(document.querySelector('mutex-demo').shadowRoot.querySelector('[part=lock]'))];
  });
  assert.equal(text, lock);
});
