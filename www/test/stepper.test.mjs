// The stepper: its faults, its replay, the marks on the screen, and the way from a verdict to its cause.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, runWith } from './page.mjs';

const open = pages();
const part = (page, name) => page.locator(`mutex-demo [part=${name}]`);
const button = (page, move) => page.locator(`mutex-demo [data-move=${move}]`);
const state = (page) => page.evaluate(() => document.querySelector('mutex-demo').state());

/** Opens the stepper of two threads that print a line each, without a lock. */
async function stepping(schedule, settings = '') {
  const page = await open(`embed.html?controls=full&scheduler=step&threads=2&count=1&schedule=${schedule}${settings}`);
  await page.waitForFunction(() => document.querySelector('mutex-demo').state?.());
  return page;
}

/** By hand: a loss, a stale store, a row torn where thread 0 puts `0` after thread 1's `[`, and so on. */
const GOLDEN = '010101000111';
const FAULTS = [
  [4, 'lost', 'Thread 1 overwrote thread 0’s [ in cell 0. Both had loaded cursor 0.'],
  [6, 'stale', 'Thread 1 had loaded 0, but 1 had been stored since: its 1 overwrites that.'],
  [8, 'torn', 'Thread 0 put 0 into the row that thread 1 began: the row is torn.'],
];

test('next and previous go to each fault of a known schedule, by key and by button, and the track has them', async () => {
  const page = await stepping(GOLDEN);
  await button(page, 'restart').click();
  for (const press of [() => page.keyboard.press('.'), () => button(page, 'next').click()]) {
    await button(page, 'restart').click();
    for (const [position, kind, words] of FAULTS) {
      await press();
      assert.equal((await state(page)).position, position);
      assert.equal(await part(page, 'fault').innerText(), words);
      assert.equal(await part(page, 'fault').getAttribute('data-kind'), kind);
    }
    assert.equal(await button(page, 'next').getAttribute('aria-disabled'), 'true');
  }
  await page.keyboard.press('.');
  assert.equal(await part(page, 'fault').innerText(), 'No fault after this step.');
  assert.equal((await state(page)).position, 8);
  await page.keyboard.press(',');
  await button(page, 'previous').click();
  assert.equal((await state(page)).position, 4);
  // A press on the track goes to just that step: the first slot is before all of them.
  const { width, height } = await page.getByLabel('Step of the schedule').boundingBox();
  for (const position of [0, 8, 12, 3]) {
    await part(page, 'track').click({ position: { x: (width / (GOLDEN.length + 1)) * (position + 0.5), y: height / 2 } });
    assert.equal((await state(page)).position, position);
  }
  assert.equal(await page.getByLabel('Step of the schedule').getAttribute('aria-valuetext'), 'step 3 of 12');
});

test('the screen shows the cursor’s cell and the overwritten character, and its text stays its own', async () => {
  const page = await stepping('0101');
  assert.equal(await part(page, 'cursor').innerText(), String((await state(page)).cursor));
  const ghost = page.locator('mutex-demo .ghost');
  assert.deepEqual([await ghost.isVisible(), await ghost.getAttribute('data-lost')], [true, '[']);
  assert.equal(await page.locator('mutex-demo [data-row]').innerText(), '[');
  const [tile, mark] = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector('mutex-demo');
    return ['[data-row] span', '.cursor'].map((selector) => shadowRoot.querySelector(selector).getBoundingClientRect().toJSON());
  });
  assert.ok(mark.left < tile.left + 2 && tile.left < mark.right && mark.top < tile.bottom && tile.top < mark.bottom);
  await page.keyboard.press('Tab');
  await button(page, 'back').click();
  assert.equal(await ghost.isVisible(), false);
  for (let steps = 0; steps < 7; steps++) {
    await page.evaluate((thread) => document.querySelector('mutex-demo').step(thread), steps % 2);
    assert.equal(await part(page, 'cursor').innerText(), String((await state(page)).cursor));
  }
});

test('a replay goes from the first step to the last, can be paused, and stops when the reader steps', async () => {
  const page = await stepping(GOLDEN);
  const positions = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    const press = (move) => demo.shadowRoot.querySelector(`[data-move=${move}]`).click();
    const next = () => new Promise((resolve) => demo.addEventListener('step', ({ detail }) => resolve(detail.position), { once: true }));
    for (let times = 0; times < 5; times++) press('faster');
    const positions = [];
    press('play');
    while (positions.at(-1) !== 5) positions.push(await next());
    press('play');
    return positions;
  });
  // It stood at the end, and began at the beginning; `step` tells of each step.
  assert.deepEqual(positions, [1, 2, 3, 4, 5]);
  assert.equal(await button(page, 'play').innerText(), 'Play');
  assert.equal((await state(page)).position, 5);
  await button(page, 'play').click();
  await button(page, 'play').filter({ hasText: 'Play' }).waitFor();
  assert.equal((await state(page)).position, GOLDEN.length, 'it stops by itself');
  await button(page, 'play').click();
  await page.keyboard.press('1');
  assert.equal(await button(page, 'play').innerText(), 'Play');
});

test('a verdict leads to its cause, and back to the run', async () => {
  const page = await open();
  for (let lost = 0; lost === 0;) lost = (await runWith(page, { threads: 4, count: 3, lock: 'none', pace: 100 })).glyphs.lost;
  const text = await page.evaluate(() => document.querySelector('mutex-demo').transcript().text);
  const verdict = await part(page, 'verdict').innerText();
  await page.getByRole('button', { name: 'Show me how one was lost' }).click();
  assert.equal(await part(page, 'fault').getAttribute('data-kind'), 'lost');
  assert.match(await page.locator('mutex-demo .where').innerText(), /replay of the run that you saw$/);
  await page.getByRole('button', { name: 'Back to the run' }).click();
  assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').scheduler), 'os');
  assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').transcript().text), text);
  assert.equal(await part(page, 'verdict').innerText(), verdict);
  await page.getByRole('button', { name: 'Show me how one was lost' }).click();
  assert.equal(await part(page, 'fault').getAttribute('data-kind'), 'lost');
  // With the lock, somebody waits.
  await page.evaluate(() => (document.querySelector('mutex-demo').scheduler = 'os'));
  await runWith(page, { lock: 'mutex' });
  await page.getByRole('button', { name: 'Show me who waited' }).click();
  assert.match(await part(page, 'fault').innerText(), /^Thread \d waits for thread \d/);
  assert.ok((await state(page)).threads.some(({ why }) => why?.startsWith('waits')));
});

test('twenty thousand steps are stepped, sought and drawn', async (t) => {
  const page = await stepping('');
  const { length, back, fault } = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    Object.assign(demo, { threads: 16, count: 40, lock: 'none' });
    const schedule = Array.from({ length: 19_200 }, (_, step) => ((step * 7) % 16).toString(16)).join('');
    demo.schedule = schedule;
    await demo.ready;
    demo.back();
    const began = performance.now();
    for (let times = 0; times < 20; times++) demo.back();
    const back = (performance.now() - began) / 20;
    demo.shadowRoot.querySelector('[data-move=previous]').click();
    return { length: demo.state().length, back, fault: demo.shadowRoot.querySelector('[part=fault]').dataset.kind };
  });
  t.diagnostic(`${back.toFixed(1)} ms a step back of ${length}`);
  assert.ok(length > 15_000);
  assert.notEqual(fault, '');
});
