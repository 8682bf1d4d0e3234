// The labels of a scene's figures and an output's rows: the words follow from what was measured, and from what is seen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advice, inRowOf } from '../scenes/next.js';
import { pages } from './page.mjs';

const open = pages();

test('next: the advice says only what the figures show', () => {
  const measured = (...all) => ['mutex', 'spin', 'ticket'].map((lock, at) => ({ lock, rate: all[at][0], inRow: all[at][1], waitMs: 1 }));
  assert.deepEqual(advice(measured([9_000, 400], [3_000, 500], [90, 1.13])), ['either', 'mutex', 'ticket', 100, 400, 1.1]);
  // Fast and fair at once; about as fast as the fastest; no difference in turns.
  assert.deepEqual(advice(measured([9_000, 1.5], [3_000, 500], [90, 1])), ['both', 'mutex']);
  assert.deepEqual(advice(measured([9_000, 400], [3_000, 500], [8_900, 1])), ['both', 'ticket']);
  assert.deepEqual(advice(measured([90, 1], [3_000, 1.2], [60, 1.1])), ['fast', 'spin']);
  assert.deepEqual(advice(measured([null, 3], [null, 3.1], [null, 1])), ['fair', 'ticket', 1]);
  assert.deepEqual(advice(measured([null, 3], [null, 3.1], [null, 2])), ['even']);
  const transcript = (text, writers) => ({ text, writers: Uint8Array.from(writers), torn: new Uint32Array() });
  assert.equal(inRowOf(transcript('a\nb\n\nc\nd\ne\n', [0, 0, 0, 0, 1, 1, 1, 0, 0, 255, 255])), 4 / 3);
  assert.equal(inRowOf(transcript('', [])), null);
});

test('a torn row is called torn, and one that only a newline is in is called empty', async () => {
  const page = await open();
  const labels = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    // Both threads print their characters, then both end their lines.
    const schedule = `${'0'.repeat(24)}${'1'.repeat(24)}000111`;
    Object.assign(demo, { threads: 2, count: 1, scheduler: 'step', schedule });
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const rows = [...demo.shadowRoot.querySelectorAll('[part=output] [data-row]')];
    return rows.map((row) => [row.textContent, row.hasAttribute('data-torn'), getComputedStyle(row, '::before').content.replace(/ \/.*/, '')]);
  });
  assert.deepEqual(labels.slice(0, 2), [['[0] => 0[1] => 0', true, '"torn"'], ['', true, '"empty"']]);
});
