// The console: a million lines cost no more to show than thirty, and all are within reach.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inWords, pages, runWith } from './page.mjs';

const open = pages();
const million = { threads: 5, count: 200_000, pace: 0 };

const output = (page) => page.locator('mutex-demo [part=output]');

/** The rows that are drawn within the viewport, by index, with their text. */
const visibleRows = (page) =>
  output(page).evaluate((element) => {
    const frame = element.getBoundingClientRect();
    return [...element.querySelectorAll('[data-row]')]
      .filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return bottom > frame.top + 1 && top < frame.bottom - 1;
      })
      .map((row) => [Number(row.dataset.row), row.textContent])
      .sort(([one], [other]) => one - other);
  });

const scrollTo = (page, where) =>
  output(page).evaluate(
    (element, where) =>
      new Promise((resolve) => {
        element.addEventListener('scroll', () => requestAnimationFrame(resolve), { once: true });
        element.scrollTop = where * (element.scrollHeight - element.clientHeight);
      }),
    where,
  );

test('a million guarded lines are all whole, and all within reach', async () => {
  const page = await open();
  const { lines, glyphs } = await runWith(page, { ...million, lock: 'mutex' });
  assert.deepEqual(lines, { expected: 1_000_000, whole: 1_000_000, torn: 0 });
  assert.equal(glyphs.lost, 0);
  const { text } = await page.evaluate(() => document.querySelector('mutex-demo').transcript());
  const rows = text.split('\n');
  assert.equal(rows.length, 1_000_002);

  // The console followed the end. Then scrolls to the start, the middle, a quarter and the end.
  assert.equal((await visibleRows(page)).at(-1)[0], 1_000_000);
  assert.ok((await output(page).locator('[data-row]').count()) < 100);
  for (const [where, about] of [[0, 0], [0.5, 500_000], [0.25, 250_000], [1, 1_000_000]]) {
    await scrollTo(page, where);
    const visible = await visibleRows(page);
    assert.ok(visible.some(([index]) => Math.abs(index - about) < 100), `row ${about}, not ${visible[0]}`);
    for (const [index, words] of visible) assert.equal(words, rows[index]);
    const indices = visible.map(([index]) => index);
    assert.deepEqual(indices, indices.map((_, at) => indices[0] + at), 'no row is missing');
  }
});

test('a million unguarded lines end, and their torn and lost are counted', async () => {
  const page = await open();
  const result = await runWith(page, { ...million, lock: 'none' });
  const { outcome, lines, glyphs } = result;
  assert.deepEqual([outcome, lines.expected, lines.whole + lines.torn], ['finished', 1_000_000, 1_000_000]);
  const survivors = await page.evaluate(() => {
    const { writers } = document.querySelector('mutex-demo').transcript();
    return writers.reduce((count, writer) => count + Number(writer !== 255), 0);
  });
  assert.equal(glyphs.expected - glyphs.lost, survivors);
  assert.equal(await page.locator('mutex-demo [part=verdict]').innerText(), inWords(result));
});

test('the console follows the end unless the reader has scrolled away', async () => {
  const page = await open();
  // The run would print for more than two hours.
  const running = runWith(page, { lock: 'mutex', threads: 5, count: 200_000, pace: 1000 });
  const top = () => output(page).evaluate((element) => element.scrollTop);
  await page.waitForFunction(() => document.querySelector('mutex-demo').shadowRoot.querySelector('[part=output]')?.scrollTop > 0);
  await scrollTo(page, 0);
  const rows = () => page.evaluate(() => document.querySelector('mutex-demo').transcript().text.split('\n').length);
  const before = await rows();
  await page.waitForFunction((before) => document.querySelector('mutex-demo').transcript().text.split('\n').length > before + 5, before);
  assert.equal(await top(), 0);
  await page.evaluate(() => document.querySelector('mutex-demo').stop());
  assert.equal((await running).outcome, 'stopped');
  assert.equal(await top(), 0);
  await runWith(page, { threads: 2, count: 60, pace: 0 });
  assert.equal((await visibleRows(page)).at(-1)[1], 'Main thread exiting...');
});

test('everything can be selected and copied, rows that are not drawn included', async () => {
  const page = await open();
  await runWith(page, { lock: 'mutex', threads: 5, count: 2000, pace: 0 });
  const copied = () =>
    output(page).evaluate((element) => {
      const clipboardData = new DataTransfer();
      const row = element.querySelector('[data-row] span');
      row.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, composed: true, cancelable: true }));
      return clipboardData.getData('text/plain');
    });
  const { text } = await page.evaluate(() => document.querySelector('mutex-demo').transcript());
  await output(page).focus();
  await page.keyboard.press('Control+A');
  assert.equal(await copied(), text);
  await scrollTo(page, 0);
  assert.equal(await copied(), text);
  await scrollTo(page, 1);

  // From a row near the end to one near the start; most of the rows between are not drawn.
  await output(page).evaluate((element) => {
    const row = element.querySelector('[data-row="9990"]').firstElementChild.firstChild;
    element.getRootNode().getSelection().setBaseAndExtent(row, 3, row, 4);
  });
  await scrollTo(page, 0);
  await output(page).evaluate((element) => {
    const selection = element.getRootNode().getSelection();
    selection.extend(element.querySelector('[data-row="2"]').firstElementChild.firstChild, 1);
  });
  const rows = text.split('\n');
  const expected = [rows[2].slice(1), ...rows.slice(3, 9990), rows[9990].slice(0, 3)].join('\n');
  assert.equal(await copied(), expected);
});
