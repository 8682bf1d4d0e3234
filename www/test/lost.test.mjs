// An overwritten character is marked where it was, and says who overwrote whom.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, runWith } from './page.mjs';

const open = pages();

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
