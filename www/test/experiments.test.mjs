// Many runs: counted, compared, and held longer and longer.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages } from './page.mjs';

const open = pages();
const headless = {
  headers: (headers) => Object.fromEntries(Object.entries(headers).filter(([name]) => !/policy/.test(name))),
};

const part = (page) => page.locator('mutex-demo [part=experiments]');

/** Sets attributes, presses an experiment's button, and waits until it says something like `words`. */
async function conduct(page, name, settings, words) {
  await page.evaluate(async (settings) => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    Object.assign(demo, settings);
  }, settings);
  await part(page).locator(`[data-experiment=${name}]`).click();
  await part(page).getByRole('status').filter({ hasText: words }).waitFor({ timeout: 120_000 });
  await part(page).locator('[data-experiment=cancel]').waitFor({ state: 'hidden' });
  return part(page).getByRole('status').innerText();
}

/** Its tables, by their first head: rows of words. */
async function tables(page) {
  const all = await part(page).locator('.found table').evaluateAll((tables) =>
    tables.map(({ rows }) => [...rows].map(({ cells }) => [...cells].map((cell) => cell.textContent))));
  return Object.fromEntries(all.map(([heads, ...rows]) => [heads[0], { heads, rows }]));
}

const column = ({ rows }, at) => rows.map((row) => Number(row[at]));
const sum = (values) => values.reduce((total, value) => total + value, 0);

test('a hundred runs without a lock, counted by what they came to', async () => {
  const page = await open();
  const said = await conduct(page, 'many', { threads: 3, count: 3, pace: 100 }, /^100 runs\./);
  const { 'torn lines': torn, 'lost characters': lost, 'time of a run, ms': times } = await tables(page);
  for (const histogram of [torn, lost, times]) assert.equal(sum(column(histogram, 1)), 100);
  const [, tore] = /(\d+) tore a line/.exec(said) ?? [0, 0];
  // Whoever tore none is in the bin of none.
  assert.equal(100 - Number(tore), sum(torn.rows.filter(([bin]) => bin === '0').map(([, runs]) => Number(runs))));
  assert.notEqual(Number(tore), 0);
});

test('with a lock none of a hundred tears, whichever lock', async () => {
  for (const lock of ['mutex', 'spin', 'ticket']) {
    const page = await open();
    const said = await conduct(page, 'many', { threads: 2, count: 2, pace: 0, lock }, /^100 runs\./);
    assert.equal(said, '100 runs. None tore a line. None lost a character.');
    const { 'torn lines': torn } = await tables(page);
    assert.deepEqual(torn.rows, [['0', '100']]);
  }
});

test('increments are counted by their value, and deadlocks as what they are', async () => {
  const page = await open();
  await conduct(page, 'many', { program: 'increment', threads: 4, pace: 100 }, /^100 runs\. The value was /);
  const { 'final value': values } = await tables(page);
  assert.equal(sum(column(values, 1)), 100);
  const settings = { program: 'forgetful', lock: 'mutex', threads: 2, count: 1, pace: 0 };
  const said = await conduct(page, 'many', settings, /^100 runs\..* deadlock/);
  assert.match(said, /100 ended in a deadlock\.$/);
});

test('two locks are compared in turns, half of the runs each', async () => {
  const page = await open();
  await part(page).locator('[name=other]').selectOption('mutex');
  const said = await conduct(page, 'compare', { threads: 3, count: 3, pace: 100, lock: 'none' }, /^100 runs, in turns\./);
  assert.match(said, /With the mutex a run takes [\d.]+ times as long as with no lock: /);
  const found = await tables(page);
  assert.deepEqual(found['Median (and range)'].heads.slice(1), ['no lock', 'the mutex']);
  const torn = found['torn lines'];
  assert.deepEqual([1, 2].map((at) => sum(column(torn, at))), [50, 50]);
  assert.deepEqual(torn.rows.filter(([, , guarded]) => guarded !== '0').map(([bin, , runs]) => [bin, runs]), [['0', '50']]);
  // The setting itself is as it was.
  assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').lock), 'none');
});

test('held longer, the lock passes less often and is waited for longer, as measured', async () => {
  const page = await open();
  const said = await conduct(page, 'sweep', { threads: 3, lock: 'ticket', outside: 400 }, /^Held for .*\. Held for .*\.$/);
  const found = (await tables(page))['Held (measured)'];
  const milliseconds = (words) => parseFloat(words) * { µs: 1e-3, ms: 1, s: 1e3 }[/[a-zµ]+/.exec(words)[0]];
  const points = found.rows.map(([hold, speed, , wait]) => ({ hold: milliseconds(hold), speed: parseFloat(speed.replace(',', '')), wait: milliseconds(wait) }));
  assert.equal(points.length, 5, 'each hold time once');
  const [short, long] = [points[0], points.at(-1)];
  assert.ok(8 < long.hold / short.hold, said);
  assert.ok(long.speed < short.speed / 4 && short.wait < long.wait, said);
  // Holds do not overlap: there are never more of them than there is time. Words have three digits.
  for (const { hold, speed } of points) assert.ok(speed * hold <= 1000 * 1.02, `${speed} holds a second of ${hold} ms`);
  assert.equal(await part(page).getByRole('img').count(), 2);
  assert.equal(await part(page).locator('circle.measured').count(), 10);
});

test('one thread waits for nobody: there is no chart of that, and no column', async () => {
  const page = await open();
  const said = await conduct(page, 'sweep', { threads: 1, lock: 'mutex', outside: 400 }, /^Held for .*\. Held for /);
  assert.match(said, /lines a second\. One thread waits for nobody\.$/);
  assert.doesNotMatch(said, /waiting/);
  assert.deepEqual(await part(page).getByRole('img').evaluateAll((charts) => charts.map((chart) => chart.getAttribute('aria-label'))), [
    'Lines a second fall as the lock is held longer.',
  ]);
  const { heads } = (await tables(page))['Held (measured)'];
  assert.deepEqual(heads, ['Held (measured)', 'Lines a second', 'Computed']);
  assert.match(await part(page).locator('.found').innerHTML(), /\(measured\); logarithmic scale</);
});

test('a chart has a place for all that it draws, whatever the figures', async () => {
  const page = await open();
  const drawn = await page.evaluate(async () => {
    const { curve, histogram } = await import('../charts.js');
    const at = (...points) => points.map(([x, ...y]) => ({ x, y }));
    const curves = [
      at(),
      at([1, 0]),
      at([1, 5]),
      at([1, 0, 0], [10, 0, 0]),
      at([2, 3, 3], [2, 3, 3]),
      at([0, 1], [1, 2]),
      at([NaN, 1], [1, NaN, 2], [2], [3, Infinity]),
      at([1e-9, 1e-9], [1e9, 1e9]),
    ].flatMap((points) => [() => 0, () => NaN, (x) => 1 / (x - 1), (x) => x].map((theory) => curve('', { x: 'x', y: 'y' }, points, theory)));
    const series = [[], [0], [0, 0], [7, 7], [3.3], [0, 1e-30], [NaN, 1], [Infinity], [-1, 1], [1e9, 1e-9]];
    const histograms = series.flatMap((values) => [true, false].map((counts) => histogram('', { values, others: [1, 2] }, counts)));
    const alone = series.flatMap((values) => [true, false].map((counts) => histogram('', { values }, counts)));
    return [...curves, ...histograms, ...alone].map(({ outerHTML }) => outerHTML);
  });
  assert.equal(drawn.length, 32 + 20 + 20);
  for (const markup of drawn) assert.doesNotMatch(markup, /NaN|Infinity|∞|undefined/);
});

test('an experiment can be cancelled, keeps what it has, and gives way to a run', async () => {
  const page = await open();
  const slow = { threads: 2, count: 2, pace: 2000 };
  const begun = conduct(page, 'many', slow, /^Cancelled\. \d+ runs\./);
  await part(page).getByRole('status').filter({ hasText: / of 100 runs; about \d+ s to go\.$/ }).waitFor();
  await part(page).getByRole('button', { name: 'Cancel' }).click();
  const [, runs] = /^Cancelled\. (\d+) runs\./.exec(await begun);
  const { 'torn lines': torn } = await tables(page);
  assert.equal(sum(column(torn, 1)), Number(runs));
  assert.ok(Number(runs) < 100);
  const again = conduct(page, 'many', slow, /^Cancelled\./);
  await part(page).getByRole('status').filter({ hasText: /to go/ }).waitFor();
  const result = await page.evaluate(() => document.querySelector('mutex-demo').run());
  assert.equal(result.outcome, 'finished');
  await again;
});

test('an experiment ends when what it measures is changed', async () => {
  const page = await open();
  const begun = conduct(page, 'many', { threads: 2, count: 2, pace: 2000 }, /^Cancelled\. \d+ runs\./);
  await part(page).getByRole('status').filter({ hasText: /to go/ }).waitFor();
  await page.getByRole('switch', { name: 'Lock' }).click();
  await begun;
});

test('a comparison with no lock is one of the same work', async () => {
  const page = await open();
  await part(page).locator('[name=other]').selectOption('none');
  const alone = { threads: 1, count: 2, pace: 0, lock: 'mutex', inside: 1000, outside: 1000 };
  const said = await conduct(page, 'compare', alone, /^100 runs, in turns\./);
  // One thread waits for nobody.
  assert.doesNotMatch(said, /With the mutex a run takes (?!1\.)/);
});

test('too much is refused in words', async () => {
  const page = await open();
  const said = await conduct(page, 'many', { threads: 5, count: 20_000, pace: 0 }, /lines a run/);
  assert.equal(said, 'That is 100,000 lines a run: choose at most 10,000 in all.');
});

test('without threads the many are simulated, and what threads cost is not made up', async () => {
  const page = await open('test/element.html', headless);
  const said = await conduct(page, 'many', { threads: 2, count: 2 }, /100 runs\./);
  assert.match(said, /^Simulated\. 100 runs\. \d+ tore a line/);
  assert.ok('time of a run, ms' in (await tables(page)));
  // Also while another is in progress, which ends then.
  await page.evaluate(() => (document.querySelector('mutex-demo').count = 1000));
  await part(page).locator('[data-experiment=many]').click();
  await part(page).locator('[data-experiment=cancel]').waitFor();
  const refused = await conduct(page, 'sweep', {}, /^Not here/);
  assert.equal(refused, 'Not here: what threads cost can be measured only with real ones.');
});

test('simulated at full speed no time passes: nothing is said of times but why', async () => {
  for (const [name, other, words] of [
    ['compare', 'mutex', 'Simulated. 100 runs, in turns.'],
    ['compare', 'none', 'Simulated. 100 runs, in turns.'],
    ['many', 'mutex', 'Simulated. 100 runs. None tore a line. None lost a character.'],
  ]) {
    const page = await open('test/element.html', headless);
    await page.evaluate(() => document.querySelector('mutex-demo').ready);
    await part(page).locator('[name=other]').selectOption(other);
    const said = await conduct(page, name, { threads: 2, count: 2, pace: 0, lock: 'mutex' }, /100 runs/);
    assert.equal(said, `${words} No times: at full speed no simulated time passes. Choose a pace.`);
    assert.doesNotMatch(await part(page).innerText(), /NaN|Infinity|∞/);
    assert.equal('time of a run, ms' in (await tables(page)), false);
  }
});
