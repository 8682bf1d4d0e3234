// Pages without threads: the same program is simulated, and the page says so.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, runWith, unisolated } from './page.mjs';

const open = pages();
const simulated = () => open('test/element.html', unisolated);
const transcript = (page) => page.evaluate(() => document.querySelector('mutex-demo').transcript().text);

test('a page that is not isolated runs simulated, and says why', async () => {
  const page = await simulated();
  const { threading, whySimulated } = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    return { threading: demo.threading, whySimulated: demo.whySimulated };
  });
  assert.equal(threading, 'simulated');
  const cure = /cross-origin isolated.*Cross-Origin-Opener-Policy: same-origin.*Cross-Origin-Embedder-Policy: require-corp/;
  assert.match(whySimulated, cure);
  const words = await page.locator('mutex-demo [part=threading]').innerText();
  assert.equal(words, 'Simulated: no thread runs, chance picks who steps.');
});

test('of real and of simulated runs alike every line and every character is accounted for', async () => {
  for (const page of [await open(), await simulated()]) {
    for (const settings of [{}, { threads: 2, count: 2 }, { lock: 'mutex', scope: 'glyph' }]) {
      for (let run = 0; run < 5; run++) {
        const { outcome, lines, glyphs, threads, count } = await runWith(page, { lock: 'none', scope: 'line', threads: 5, count: 5, ...settings });
        assert.deepEqual([outcome, lines.expected, lines.whole + lines.torn], ['finished', threads * count, threads * count]);
        assert.ok(0 <= glyphs.lost && glyphs.lost < glyphs.expected, `${glyphs.lost} characters lost`);
        if (settings.scope === 'glyph') assert.equal(glyphs.lost, 0);
      }
    }
  }
});

test('lines tear without the lock and are whole with it', async () => {
  const page = await simulated();
  // A seed is a schedule: this one tears, each time.
  const unguarded = await runWith(page, { lock: 'none', seed: 1 });
  assert.deepEqual([unguarded.threading, unguarded.outcome], ['simulated', 'finished']);
  assert.notEqual(unguarded.lines.torn, 0);
  assert.notEqual(unguarded.glyphs.lost, 0);
  for (const pace of [0, 500]) {
    const { lines, glyphs, perThread } = await runWith(page, { lock: 'mutex', pace });
    assert.deepEqual([lines.whole, lines.torn, glyphs.lost], [25, 0, 0]);
    assert.ok(perThread.every(({ acquisitions }) => acquisitions === 5));
  }
});

test('a seed gives the same run again', async () => {
  const page = await simulated();
  const run = async (seed) => {
    await runWith(page, { lock: 'none', pace: 100, seed });
    return transcript(page);
  };
  const [one, again, other] = [await run(7), await run(7), await run(8)];
  assert.equal(one, again);
  assert.notEqual(one, other);
});

test('what chance did can be stepped through, to the very same screen', async () => {
  const page = await simulated();
  const result = await runWith(page, { threads: 3, count: 2, seed: 1 });
  const before = await transcript(page);
  await page.locator('mutex-demo [part=replay]').click();
  const { schedule, said } = await page.evaluate(() => document.querySelector('mutex-demo').state());
  assert.equal(schedule, result.schedule);
  assert.match(said, /the row is torn\.$| overwrote | overwrites that/);
  const slider = page.getByLabel('Step of the schedule');
  await slider.fill(await slider.getAttribute('max'));
  assert.equal(await transcript(page), before);
});

test('it stops, and exits, and prints a million lines', async () => {
  const page = await simulated();
  const stopped = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    // The run would last for hours, unless stopped.
    Object.assign(demo, { pace: 1_000_000, count: 5000 });
    const running = demo.run();
    await new Promise(requestAnimationFrame);
    await demo.stop();
    return (await running).outcome;
  });
  assert.equal(stopped, 'stopped');
  assert.equal((await runWith(page, { main: 'exit', pace: 500, count: 5, lock: 'mutex' })).outcome, 'exited');
  const { lines } = await runWith(page, { main: 'join', pace: 0, count: 200_000 });
  assert.deepEqual([lines.whole, lines.torn], [1_000_000, 0]);
});

test('the other schedulers need no threads', async () => {
  const page = await simulated();
  const exploration = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    Object.assign(demo, { threads: 2, count: 1 });
    return demo.explore();
  });
  assert.equal(exploration.schedules, '1946939425648112');
  const { outcome } = await runWith(page, { scheduler: 'step' });
  assert.equal(outcome, 'finished');
});
