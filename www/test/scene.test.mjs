// An element with a scene: its author's settings, its links, its language, its frames, and scenes that change.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FULL, hosts, page as html } from './hosts.mjs';
import { pages, testIn, unisolated } from './page.mjs';
import { button, met, note, opensScenes, part, untilEnd } from './scene.mjs';

const open = pages();
const openScene = opensScenes(open);
const serve = hosts();

test('what the author says wins, and links say the scene and what differs from it', async () => {
  const page = await openScene('tear', { threads: 2 });
  const { threads, count, pace, link } = await page.evaluate(() => {
    const demo = document.querySelector('mutex-demo');
    const { threads, count, pace } = demo;
    return { threads, count, pace, link: demo.permalink() };
  });
  assert.deepEqual([threads, count, pace], [2, 3, 75_000]);
  assert.match(link, /#scene=tear&threads=2$/);
  await part(page, 'share').evaluate((button) => button.click());
  const frame = await part(page, 'dialogue').locator('[data-place=frame]').textContent();
  assert.match(frame, /embed\.html\?scene=tear&(amp;)?threads=2"/);
  // The default, said aloud, is the default.
  await page.evaluate(() => (document.querySelector('mutex-demo').threads = 3));
  assert.match(await page.evaluate(() => document.querySelector('mutex-demo').permalink()), /#scene=tear$/);
});

test('an embed shows the scene of its address', async () => {
  const page = await open('embed.html?scene=lose', { viewport: { width: 700, height: 400 } });
  await part(page, 'question').filter({ hasText: 'How can one vanish?' }).waitFor();
  const steps = page.locator('mutex-demo [data-step]');
  await page.evaluate(() => document.addEventListener('goal', ({ detail }) => (self.goal = detail)));
  for (const thread of [0, 1, 0, 1]) await steps.nth(thread).click();
  await page.waitForFunction(() => self.goal === 'lose');
});

test('a lock held for all lines of a thread is said to be, and times are said where they pass', async () => {
  const page = await openScene('yours', { scope: 'thread', pace: 100, inside: 2_000, outside: 500 });
  await untilEnd(page, () => part(page, 'run').click());
  assert.match(await part(page, 'reason').innerText(), /one after another/);
  const takes = await part(page, 'listing').locator('[data-takes]').evaluateAll((rows) => rows.map((row) => row.dataset.takes));
  assert.deepEqual(takes, ['then 2 ms pass', 'then 500 µs pass']);
});

test('another scene takes the place of one, and none leaves nothing', async () => {
  const page = await openScene('lose');
  await page.evaluate(() => (document.querySelector('mutex-demo').scene = 'lock'));
  await part(page, 'question').filter({ hasText: 'only one thread at a time' }).waitFor();
  await page.evaluate(() => document.querySelector('mutex-demo').removeAttribute('scene'));
  await part(page, 'question').waitFor({ state: 'hidden' });
  assert.equal(await part(page, 'goal').textContent(), '');
});

test('in German, a scene speaks German', async () => {
  const page = await open('test/element.html');
  await page.evaluate(async () => {
    document.documentElement.lang = 'de';
    const demo = document.createElement('mutex-demo');
    demo.scene = 'lose';
    document.querySelector('mutex-demo').replaceWith(demo);
    await demo.ready;
  });
  await part(page, 'question').filter({ hasText: 'Wie kann eines verschwinden?' }).waitFor();
});

test('simulated threads meet goals, too', async () => {
  const tear = await openScene('tear', { seed: 1, pace: 500 }, unisolated);
  await untilEnd(tear, () => button(tear, 'whole lines').click());
  assert.match(await note(tear).innerText(), /^Not this time: mixed up/);
  await met(tear, 'tear');
  const next = await openScene('next', { count: 20 }, unisolated);
  await button(next, 'Measure all three').click();
  await met(next, 'next');
});

testIn(['chromium'], 'a scene in a frame of its files’ host tells its goal to the page', async () => {
  const files = await serve({ headers: FULL });
  const { url } = await serve({ pages: { '': `<meta name="color-scheme" content="light dark">${html(files.url, '<mutex-demo scene="lose">static</mutex-demo>')}` } });
  const page = await open(url);
  await page.evaluate(() => document.addEventListener('goal', ({ detail, target }) => (self.goal = [detail, target.localName])));
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  const steps = page.frameLocator('iframe').locator('mutex-demo [data-step]');
  for (const thread of [0, 1, 0, 1]) await steps.nth(thread).click();
  await page.waitForFunction(() => self.goal);
  assert.deepEqual(await page.evaluate(() => self.goal), ['lose', 'mutex-demo']);
});
