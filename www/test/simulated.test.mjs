// Where threads cannot be had: the same program by chance, and the page says so.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, runWith } from './page.mjs';

const open = pages();
const withoutIsolation = {
  headers: (headers) => Object.fromEntries(Object.entries(headers).filter(([name]) => !/policy/.test(name))),
};
const simulated = () => open('test/element.html', withoutIsolation);
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
  assert.ok(words.startsWith('simulated: ') && words.endsWith(whySimulated), words);
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

test('it stops, and exits, and prints a million lines', async () => {
  const page = await simulated();
  const stopped = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    demo.pace = 1_000_000;
    const running = demo.run();
    await new Promise(requestAnimationFrame);
    await demo.stop();
    return (await running).outcome;
  });
  assert.equal(stopped, 'stopped');
  assert.equal((await runWith(page, { main: 'exit', pace: 500, lock: 'mutex' })).outcome, 'exited');
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
