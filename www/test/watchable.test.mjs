// The page and the result say how a run was made watchable, and by which clock it was measured.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, runWith, unisolated } from './page.mjs';

const open = pages();
const items = (page, part) => page.locator(`mutex-demo [part=${part}] li`).allInnerTexts();
const PAIR = 'The threads started together: the first waited for a second one.';
const LOCK = 'The threads started together: all waited for the lock before it was first released.';
const TAPED = 'Each step was noted on a tape: no two overlapped.';
const TAPED_FAST = 'Each step was noted on a tape: no two overlapped, so the run was slower than full speed.';
const NONE = { putToStoreUs: null, loadToStoreUs: null, commonStart: null, taped: false, spending: null };

test('each run says what it did to be watchable, and only that', async () => {
  const page = await open();
  for (const [settings, watchable, said] of [
    [
      { lock: 'none', threads: 2, count: 2, pace: 640 },
      { putToStoreUs: 10, commonStart: 'pair', taped: true },
      ['Between put and store 10 µs passed, a 64th of the pace or less: that decides how many characters are lost.', PAIR, TAPED],
    ],
    [{ lock: 'mutex' }, { commonStart: 'lock', taped: true }, [LOCK, TAPED]],
    [{ pace: 0 }, { commonStart: 'lock' }, [LOCK]],
    [{ threads: 1 }, {}, []],
    [
      { program: 'increment', lock: 'none', threads: 2, pace: 1000 },
      { loadToStoreUs: 1000, commonStart: 'pair', taped: true },
      ['All of the pace, 1 ms, passed between load and store of a shared value.', PAIR, TAPED],
    ],
    [
      { program: 'counter', lock: 'mutex', pace: 0, outside: 100 },
      { commonStart: 'lock', taped: true, spending: 'wait' },
      [LOCK, TAPED, 'The time inside and outside was waited, as for a device.'],
    ],
    [
      { spending: 'compute' },
      { commonStart: 'lock', taped: true, spending: 'compute' },
      [LOCK, TAPED, 'The time inside and outside was computed, by the clock, which takes a processor.'],
    ],
  ]) {
    const result = await runWith(page, settings);
    assert.deepEqual(result.watchable, { ...NONE, ...watchable }, JSON.stringify(settings));
    assert.deepEqual(await items(page, 'watchable'), said);
  }
});

test('a run at full speed is taped if that is asked for, and can be replayed', async () => {
  const page = await open();
  const settings = { lock: 'none', threads: 3, count: 3, pace: 0 };
  assert.equal((await runWith(page, settings)).schedule, null);
  await page.getByText('More settings').click();
  await page.getByLabel('Tape a short run at full speed, too').check();
  assert.match(await page.evaluate(() => document.querySelector('mutex-demo').permalink()), /&tape=true/);
  const { schedule, watchable } = await runWith(page, {});
  assert.ok(watchable.taped);
  assert.deepEqual(await items(page, 'watchable'), [PAIR, TAPED_FAST]);
  const screen = await page.evaluate(() => document.querySelector('mutex-demo').transcript().text);
  const replayed = await page.evaluate((schedule) => {
    const demo = document.querySelector('mutex-demo');
    Object.assign(demo, { scheduler: 'step', schedule });
    return demo.run().then(() => demo.transcript().text);
  }, schedule);
  assert.equal(replayed, screen);
  // A larger run is as fast as without.
  const large = await runWith(page, { scheduler: 'os', count: 2000 });
  assert.deepEqual([large.schedule, large.watchable.taped], [null, false]);
  await page.getByLabel('Tape a short run at full speed, too').uncheck();
  assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').tape), false);
  assert.equal((await runWith(page, { count: 3 })).schedule, null);
});

test('time inside and outside is waited or computed, as the reader chooses', async () => {
  const page = await open('embed.html?controls=full&lock=mutex&threads=2&count=4&pace=0&inside=2000&spending=compute');
  await page.waitForFunction(() => document.querySelector('mutex-demo').result);
  assert.equal(await page.getByLabel('That time is').inputValue(), 'compute');
  for (const [choice, spending] of [['waited, as for a device', 'wait'], ['computed', 'compute']]) {
    await page.getByLabel('That time is').selectOption(choice);
    const result = await runWith(page, {});
    assert.deepEqual([result.spending, result.watchable.spending], [spending, spending]);
    // Eight holds of 2 ms, one after another.
    assert.ok(16 * 0.99 <= result.threadsMs, `${result.threadsMs} ms`);
  }
});

test('no figure is below the step of the clock, and the step is said', async () => {
  const page = await open();
  const { clockUs } = await runWith(page, { lock: 'mutex', threads: 3, count: 3, pace: 0 });
  assert.ok((await items(page, 'numbers')).includes(`The clock goes on by ${clockUs} µs at a time: no figure here is below that.`));
  const shown = await page.evaluate(async () => {
    const [{ clockOf }, { showNumbers }, { Texts }] = await Promise.all(
      ['element/times', 'element/numbers', 'texts/texts'].map((name) => import(`../${name}.js`)),
    );
    const texts = await new Texts('en').load('first');
    const measured = (us, clockUs) => texts.say('measured', us, clockUs);
    const demo = document.querySelector('mutex-demo');
    const perThread = demo.result.perThread.map((thread) => ({ ...thread, waitedMs: 0.004, maxWaitMs: 0.003, heldMs: 0.005 }));
    showNumbers(demo.shadowRoot, { ...demo.result, clockUs: 5, perThread }, true, texts);
    const [, ...cells] = demo.shadowRoot.querySelector('[part=numbers] tbody tr').cells;
    return [measured(3, 5), measured(5, 5), measured(0.4, 1), clockOf('simulated'), ...[...cells].map((cell) => cell.textContent)];
  });
  assert.deepEqual(shown, ['below 5 µs', '5 µs', 'below 1 µs', 1, '3', 'below 5 µs', 'below 5 µs', 'about 5 µs']);
});

test('fairness is compared with the best that can be', async () => {
  const page = await open();
  const most = await page.evaluate(async () => {
    const { mostFairness } = await import('../element/numbers.js');
    const of = (...acquisitions) => mostFairness(acquisitions.map((acquisitions) => ({ acquisitions }))).toFixed(3);
    return [of(5, 5), of(2, 2, 2, 2, 2), of(1000, 1000), of(3, 4)];
  });
  assert.deepEqual(most, ['0.988', '0.900', '1.000', '1.000']);
});

test('simulated, what waits and what computes is the same, and mutex and spin lock are one model', async () => {
  const page = await open('test/element.html', unisolated);
  const settings = { lock: 'spin', threads: 2, count: 3, pace: 100, inside: 50 };
  const { clockUs, watchable } = await runWith(page, settings);
  assert.equal(clockUs, 1);
  assert.deepEqual(watchable, { ...NONE, commonStart: 'lock', spending: 'wait' });
  assert.deepEqual(await items(page, 'watchable'), [LOCK, 'Simulated, to wait and to compute is the same: time passes.']);
  const numbers = (await items(page, 'numbers')).join(' ');
  assert.match(numbers, /Simulated, mutex and spin lock are one model: chance picks who gets it\./);
  assert.doesNotMatch(numbers, /clock/);
  await runWith(page, { lock: 'ticket' });
  assert.match((await items(page, 'numbers')).join(' '), /A ticket lock serves threads in the order/);
});
