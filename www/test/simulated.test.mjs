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

test('simulated runs tear and lose as real ones do', async (t) => {
  const RUNS = 50;
  const real = await open();
  const page = await simulated();
  for (const settings of [{}, { threads: 2, count: 2 }, { lock: 'mutex', scope: 'glyph' }]) {
    const shown = { program: 'counter', lock: 'none', scope: 'line', threads: 5, count: 5, pace: 2000, ...settings };
    const ran = [];
    for (let run = 0; run < RUNS; run++) ran.push(await runWith(real, shown));
    const chance = await page.evaluate(async ([shown, runs]) => {
      const files = ['runs/cells.js', 'element/settings.js', 'runs/engine.js', 'pkg/mutex_demo.js', 'on-demand/engine.js', 'pkg/on_demand.js'];
      const [{ Cells }, { toWasm }, first, { readScreen, Settings }, second, simulated] = await Promise.all(files.map((file) => import(`../${file}`)));
      await Promise.all([first.load(), second.load()]);
      const settings = { main: 'join', inside: 0, outside: 0, ...shown };
      const [program, same] = [toWasm(Settings, settings), toWasm(simulated.Settings, settings)];
      return Array.from({ length: runs }, (_, seed) => {
        const simulation = new simulated.Simulation(same, seed);
        const { outcome, details, written, printed } = simulation.advance(Infinity, 10_000_000);
        const figures = readScreen(program, new Cells(simulation.cells()), outcome, details, written, printed);
        simulation.free();
        return figures;
      });
    }, [shown, RUNS]);
    for (const [what, figure] of [['torn', ({ lines }) => lines.torn], ['lost', ({ glyphs }) => glyphs.lost]]) {
      const [a, b] = [ran, chance].map((runs) => runs.map(figure).sort((one, other) => one - other));
      const words = ([least, median, most]) => `${median} (${least} to ${most})`;
      const [one, other] = [a, b].map((sorted) => [sorted[0], sorted[RUNS / 2], sorted[RUNS - 1]]);
      t.diagnostic(`${JSON.stringify(settings)} ${what}: real ${words(one)}, simulated ${words(other)}`);
      // Machines and their load differ; on each of them, the two ranges overlap.
      assert.ok(one[0] <= other[2] && other[0] <= one[2], `${what}: real ${words(one)}, simulated ${words(other)}`);
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
  await page.getByRole('button', { name: 'What just happened, step by step' }).click();
  const { schedule, said } = await page.evaluate(() => document.querySelector('mutex-demo').state());
  assert.equal(schedule, result.schedule);
  assert.match(said, /the row is torn\.$|so at least one is lost\.$|is overwritten\.$/);
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
