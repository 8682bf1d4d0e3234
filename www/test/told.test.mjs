// A torn row is told in words, to eyes and to screen readers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, runWith } from './page.mjs';

const open = pages();
const told = (page) => page.locator('mutex-demo [part=told]');
const output = (page) => page.locator('mutex-demo [part=output]');
const TORN = { lock: 'none', threads: 3, count: 20, pace: 100 };

/** The words on each torn row, stated a second time, from the transcript and the result alone. */
const expected = (page) =>
  page.evaluate(() => {
    const demo = document.querySelector('mutex-demo');
    const { text, writers, torn } = demo.transcript();
    const name = (writer) => (writer === 255 ? 'main' : `thread ${writer}`);
    const rows = [];
    for (let start = 0; start < text.length; ) {
      const newline = text.indexOf('\n', start);
      const end = newline === -1 ? text.length : newline;
      const pieces = [];
      for (let at = start; at < end; at++) {
        if (at > start && writers[at] === writers[at - 1]) pieces.at(-1).words += text[at];
        else pieces.push({ who: name(writers[at]), words: text[at] });
      }
      const said = pieces.slice(0, 6).map(({ who, words }) => `${who} wrote "${words.slice(0, 32)}${words.length > 32 ? '…' : ''}"`);
      if (pieces.length > 6) said.push(`and so on, ${pieces.length} pieces in all`);
      const ended = newline === -1 ? undefined : name(writers[newline]);
      if (ended && ended !== pieces.at(-1)?.who) said.push(`${pieces.length ? '' : 'nothing, '}${ended} ended it`);
      else if (pieces.length === 1) said.push('which is none of its lines');
      rows.push(`row ${rows.length + 1}: ${said.join(', ')}`);
      start = end + 1;
    }
    const { lost } = demo.result.glyphs;
    const more = lost ? `. On no row: ${lost} character${lost === 1 ? '' : 's'} that the run lost` : '';
    return { more, torn: Array.from(torn, (row) => ({ row, words: rows[row] })) };
  });

test('a torn row says which thread wrote which piece, by press and by key, and nothing moves', async () => {
  const page = await open();
  await runWith(page, TORN);
  const { more, torn } = await expected(page);
  assert.ok(torn.length > 3, `${torn.length} rows`);
  const places = () =>
    page.evaluate(() => {
      const demo = document.querySelector('mutex-demo');
      const { top } = demo.getBoundingClientRect();
      const shown = [...demo.shadowRoot.querySelectorAll('[part]')].filter((part) => part.checkVisibility() && part.offsetHeight > 0);
      return shown.map((part) => {
        const place = part.getBoundingClientRect();
        return [part.getAttribute('part'), place.left, Math.round(place.top - top), place.width, place.height];
      });
    });
  const before = await places();
  await output(page).focus();
  const here = output(page).locator('[data-here]');
  for (const { row, words } of torn.slice(0, 5)) {
    await page.keyboard.press('n');
    assert.equal(await told(page).innerText(), words + more);
    assert.equal(await here.getAttribute('data-row'), String(row));
    assert.ok(await here.evaluate((row) => {
      const [inner, outer] = [row.getBoundingClientRect(), row.closest('[part=output]').getBoundingClientRect()];
      return outer.top <= inner.top + 1 && inner.bottom <= outer.bottom + 1;
    }), 'it is in sight');
  }
  // Back, and round the end.
  await page.keyboard.press('Shift+N');
  assert.equal(await told(page).innerText(), torn.slice(0, 5).at(-2).words + more);
  for (let back = 0; back < 4; back++) await page.keyboard.press('Shift+N');
  assert.equal(await told(page).innerText(), torn.at(-1).words + more);
  assert.deepEqual(await places(), before);
  // By a press, on a row that is drawn; on one that is whole it says nothing.
  const { row, words } = torn[0];
  await output(page).evaluate((output) => (output.scrollTop = 0));
  await output(page).locator(`[data-row="${row}"]`).click();
  assert.equal(await told(page).innerText(), words + more);
  // Another run has other rows.
  await runWith(page, { lock: 'mutex' });
  assert.equal(await told(page).innerText(), '');
  await output(page).locator('[data-row]').first().click();
  assert.equal(await told(page).innerText(), '');
  assert.equal(await here.count(), 0);
  await output(page).press('n');
  assert.equal(await told(page).innerText(), 'No row is torn.');
});

test('each torn row has the words as its description, and a whole one has none', async () => {
  const page = await open();
  await runWith(page, TORN);
  const { torn } = await expected(page);
  await output(page).evaluate((output) => (output.scrollTop = 0));
  await output(page).locator('[data-row="0"]').waitFor();
  const described = await output(page).locator('[data-row]').evaluateAll((rows) => rows.map((row) => [Number(row.dataset.row), row.getAttribute('aria-description'), row.hasAttribute('data-torn')]));
  assert.ok(described.length > 5);
  for (const [number, words, isTorn] of described) {
    assert.equal(words, isTorn ? torn.find(({ row }) => row === number).words : null);
  }
});

test('a million characters\' rows are gone through at once', async () => {
  const page = await open();
  await runWith(page, { lock: 'mutex', threads: 4, count: 25_000, pace: 0 });
  await output(page).press('n');
  await told(page).filter({ hasText: 'No row is torn.' }).waitFor();
});

test('words that have no room can be scrolled by keyboard', async () => {
  const page = await open('test/element.html', { viewport: { width: 360, height: 640 } });
  // With a lock for each character, in turns, none is lost: the mark of a lost one would come first, and say its own words.
  await runWith(page, { ...TORN, lock: 'ticket', scope: 'glyph', threads: 16, count: 4 });
  await output(page).focus();
  // Some row has many pieces.
  const most = await page.evaluate(() => document.querySelector('mutex-demo').transcript().torn.length);
  for (let row = 0; row < most && (await told(page).getAttribute('tabindex')) === null; row++) await page.keyboard.press('n');
  assert.equal(await told(page).getAttribute('tabindex'), '0');
  await page.keyboard.press('Tab');
  assert.ok(await told(page).evaluate((told) => told.matches(':focus')));
});
