// An overwritten character is marked where it was, and says who overwrote whom.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, runWith } from './page.mjs';

const open = pages();

/** Runs until so many characters are lost. */
async function withLosses(page, settings, least) {
  const marks = page.locator('mutex-demo button[data-lost]');
  for (let run = 0; run < 40; run++) {
    const { glyphs } = await runWith(page, { lock: 'none', pace: 50, ...settings });
    if (glyphs.lost >= least && (await marks.count()) > 0) return marks;
  }
  return assert.fail('no run has lost so many characters');
}

test('the marks are one stop of Tab, and arrows go to each of them, in sight or not', async () => {
  const page = await open();
  // A row has nine or so.
  const marks = await withLosses(page, { threads: 5, count: 20 }, 160);
  const output = page.locator('mutex-demo [part=output]');
  const focused = () => marks.evaluateAll((marks) => {
    const mark = marks.find((mark) => mark.matches(':focus'));
    const stops = marks.filter(({ tabIndex }) => tabIndex === 0).length;
    return mark && { row: Number(mark.parentElement.dataset.row), column: Number(mark.style.getPropertyValue('--column')), stops };
  });
  await output.focus();
  await page.keyboard.press('Tab');
  const first = await focused();
  assert.equal(first.stops, 1);
  await page.keyboard.press('Tab');
  assert.equal(await focused(), undefined);
  await page.keyboard.press('Shift+Tab');
  assert.deepEqual(await focused(), first);
  // In a row, and from row to row, past those that are drawn.
  let [at, last] = [first];
  for (let presses = 0; presses < 40; presses++) {
    [last, at] = [at, (await page.keyboard.press('ArrowRight'), await focused())];
    assert.equal(at?.stops, 1, `after ${JSON.stringify(last)}`);
    if (at.row === last.row && at.column === last.column) break;
    assert.ok(at.row > last.row || at.column > last.column);
  }
  const bottom = at.row;
  for (last = undefined; at.row !== last?.row;) {
    [last, at] = [at, (await page.keyboard.press('ArrowUp'), await focused())];
    assert.equal(at?.stops, 1, `above ${JSON.stringify(last)}`);
    assert.ok(at.row <= last.row);
  }
  const inSight = await output.evaluate((output) => output.clientHeight / output.querySelector('[data-row]').clientHeight);
  assert.ok(bottom - at.row > inSight, `${bottom} to ${at.row}, ${inSight} in sight`);
  await page.keyboard.press('ArrowDown');
  assert.ok((await focused()).row > at.row);
});

test('a row’s words that have no room are scrolled by keyboard, past its marks', async () => {
  const page = await open('test/element.html', { viewport: { width: 360, height: 640 } });
  const told = page.locator('mutex-demo [part=told]');
  const marks = await withLosses(page, { threads: 12, count: 4 }, 12);
  await page.locator('mutex-demo [part=output]').focus();
  // Some row has many pieces, and marks near it.
  for (let row = 0; row < 48 && ((await told.getAttribute('tabindex')) === null || (await marks.count()) === 0); row++) await page.keyboard.press('n');
  const words = await told.innerText();
  assert.match(words, /^row /);
  await page.keyboard.press('Tab');
  assert.ok(await marks.evaluateAll((marks) => marks.some((mark) => mark.matches(':focus'))));
  assert.notEqual(await told.innerText(), words);
  await page.keyboard.press('Tab');
  assert.ok(await told.evaluate((told) => told.matches(':focus')));
  assert.equal(await told.innerText(), words);
});

test('a mark tells by focus, hover and arrow keys who overwrote whom, and is no part of the text', async () => {
  const page = await open();
  let lost = 0;
  for (let run = 0; run < 30 && lost < 2; run++) lost = (await runWith(page, { lock: 'none', threads: 3, count: 3, pace: 50 })).glyphs.lost;
  assert.ok(lost >= 2, 'a run has lost characters');
  const marks = page.locator('mutex-demo [data-lost]');
  await marks.first().waitFor();
  const count = await marks.count();
  assert.ok(count <= lost, `${count} marks, ${lost} lost`);
  const told = page.locator('mutex-demo [part=told]');
  const words = /^Thread \d overwrote (a .* of its own here: it had read cursor \d+ twice|thread \d’s .* here; both had read cursor \d+)\./;
  await marks.first().focus();
  assert.match(await told.innerText(), words);
  await page.keyboard.press('ArrowRight');
  if (count > 1) assert.ok(await marks.nth(1).evaluate((mark) => mark.matches(':focus')));
  await marks.first().hover({ force: true });
  assert.match(await told.innerText(), words);
  const { rows, text } = await page.evaluate(() => {
    const demo = document.querySelector('mutex-demo');
    const rows = [...demo.shadowRoot.querySelectorAll('[data-row]')].map((row) => row.textContent);
    return { rows, text: demo.transcript().text.split('\n') };
  });
  assert.deepEqual(rows, text.slice(0, rows.length));
  // With a lock nothing is lost, and nothing marked.
  await runWith(page, { lock: 'mutex' });
  assert.equal(await marks.count(), 0);
});
