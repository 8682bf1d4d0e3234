// A scene's stage: both sides of the lock beside each other, the speed, and one panel where there is no room for two.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages } from './page.mjs';

const open = pages();

/** Opens a stage that has run once without the lock. */
async function stage(width = 1200, settings = {}) {
  const page = await open('test/element.html', { viewport: { width, height: 1000 } });
  await page.evaluate(async (settings) => {
    const demo = document.querySelector('mutex-demo');
    // An element takes its layout from its scene when it is connected.
    demo.remove();
    Object.assign(demo, { scene: 'tear', pace: 2_000, ...settings });
    document.body.append(demo);
    await demo.ready;
    await demo.run();
  }, settings);
  return page;
}

/** Presses the lock's switch, and waits for the end of the run that follows. */
async function switchLock(page) {
  const done = page.evaluate(() => new Promise((resolve) => document.querySelector('mutex-demo').addEventListener('done', ({ detail }) => resolve(detail), { once: true })));
  await page.locator('[part=lock]').click();
  return done;
}

/** The places of the two sides, and what they show. */
const look = (page) =>
  page.evaluate(() => {
    const { shadowRoot } = document.querySelector('mutex-demo');
    const at = (selector) => {
      const { x, y, width, height } = shadowRoot.querySelector(selector)?.getBoundingClientRect() ?? {};
      return [x, y, width, height].map(Math.round);
    };
    const text = (selector) => [...shadowRoot.querySelectorAll(selector)].map(({ textContent }) => textContent.trim());
    return {
      live: at('[part=output]'),
      still: at('.rows-box'),
      cards: [...shadowRoot.querySelectorAll('.card')].map((card) => Math.round(card.getBoundingClientRect().height)),
      rows: text('[part=output] [data-row]'),
      stillRows: text('.still [data-row]'),
      vacant: text('.vacant'),
      price: text('[part=price]')[0],
      stillPrice: text('.said .price')[0],
      verdict: text('[part=verdict]')[0],
      said: text('.said')[0],
      stillLanes: shadowRoot.querySelector('.lanes canvas')?.toDataURL(),
    };
  });

const PRICE = /^\d+\.\d × as long$/;

test('the run without the lock stays on the left, the one with it fills the right, and its price is named', async () => {
  const page = await stage();
  const first = await look(page);
  assert.deepEqual(first.vacant, ['Switch the lock on: the same program runs here, with it.']);
  const { lines } = await switchLock(page);
  assert.equal(lines.torn, 0);
  const both = await look(page);
  // The old run is where it was, and shows what it showed.
  assert.deepEqual(both.still, first.live);
  assert.deepEqual(both.stillRows, first.rows);
  assert.ok(both.said.startsWith(`Without the lock: ${first.verdict}`), both.said);
  assert.deepEqual(both.cards, first.cards);
  assert.ok(first.live[0] + first.live[2] < both.live[0], 'the live side is on the right');
  assert.deepEqual([both.live[1], both.live[3]], [first.live[1], first.live[3]]);
  assert.match(both.price, PRICE);
  // The lanes of both sides have one scale, so the shorter run has shrunk; what they show is there.
  assert.notEqual(both.stillLanes, await page.evaluate(() => {
    const { width, height } = document.querySelector('mutex-demo').shadowRoot.querySelector('.lanes canvas');
    return Object.assign(document.createElement('canvas'), { width, height }).toDataURL();
  }));

  await switchLock(page);
  const back = await look(page);
  assert.deepEqual([back.live, back.still], [both.still, both.live]);
  assert.deepEqual(back.stillRows, both.rows);
  assert.match(back.stillPrice, PRICE);
  assert.equal(back.price, '');
});

test('a side is kept only beside a run that differs in nothing but the lock', async () => {
  const page = await stage();
  await switchLock(page);
  await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    demo.count = 2;
    await demo.run();
  });
  const { vacant, price, stillRows } = await look(page);
  assert.deepEqual([vacant, price, stillRows], [['Switch the lock off: the same program runs here, without it.'], '', []]);
});

test('the slider chooses the pace, and the program runs again', async () => {
  const page = await stage();
  const slider = page.getByRole('slider', { name: 'Speed of a run' });
  const done = page.evaluate(() => new Promise((resolve) => document.querySelector('mutex-demo').addEventListener('done', ({ detail }) => resolve(detail.pace), { once: true })));
  await slider.focus();
  await page.keyboard.press('End');
  assert.equal(await done, 0);
  assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').getAttribute('pace')), '0');
});

test('on a phone there is one panel, and the other run in a line', async () => {
  const page = await stage(390);
  const before = await look(page);
  await switchLock(page);
  const { live, still, said } = await look(page);
  assert.deepEqual([live[0], live[2]], [before.live[0], before.live[2]]);
  assert.deepEqual(still.slice(2), [0, 0]);
  assert.ok(said.startsWith(`Without the lock: ${before.verdict}`), said);
});

test('a replay of either side has the screen at the left, the value beside it and the listing below', async () => {
  const page = await stage();
  for (const side of ['without', 'with']) {
    if (side === 'with') await switchLock(page);
    await page.locator('mutex-demo [part=replay]').click();
    const [screen, shared, listing, goal] = await Promise.all(['output', 'shared', 'listing', 'goal'].map((part) => page.locator(`mutex-demo [part=${part}]`).boundingBox()));
    assert.ok(screen.x + screen.width <= shared.x + 1 && screen.y + screen.height <= listing.y + 1 && goal.y < screen.y, side);
    await page.getByRole('button', { name: 'Back to the run' }).click();
  }
});
