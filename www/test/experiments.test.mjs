// Experiments: many runs counted, two locks compared, hold times from short to long.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, unisolated } from './page.mjs';

const open = pages();

const part = (page) => page.locator('mutex-demo [part=experiments]');

/** Sets attributes, presses an experiment's button, and waits until it says something like `words`. */
async function conduct(page, name, settings, words) {
  await page.evaluate(async (settings) => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    Object.assign(demo, settings);
  }, settings);
  await part(page).locator(`[data-experiment=${name}]`).click();
  await part(page).getByRole('status').filter({ hasText: words }).waitFor();
  await part(page).locator('[data-experiment=cancel]').waitFor({ state: 'hidden' });
  return part(page).getByRole('status').innerText();
}

/** The experiment's tables, by their first head: rows of words. */
async function tables(page) {
  const all = await part(page).locator('.found table').evaluateAll((tables) =>
    tables.map(({ rows }) => [...rows].map(({ cells }) => [...cells].map((cell) => cell.textContent))));
  return Object.fromEntries(all.map(([heads, ...rows]) => [heads[0], { heads, rows }]));
}

const column = ({ rows }, at) => rows.map((row) => Number(row[at]));
const sum = (values) => values.reduce((total, value) => total + value, 0);
/** A time in words, in milliseconds: the first one. */
const milliseconds = (words) => {
  const [, figure, unit] = /([\d.]+) (ns|µs|ms|s)\b/.exec(words);
  return Number(figure) * { ns: 1e-6, 'µs': 1e-3, ms: 1, s: 1e3 }[unit];
};
/** The least of a spread in words: `2 ms (1 ms to 3 ms)`, or `2 ms`. */
const least = (words) => milliseconds(/\((.*) to /.exec(words)?.[1] ?? words);

test('a hundred runs without a lock, counted by what they came to', async (t) => {
  const page = await open();
  const said = await conduct(page, 'many', { threads: 3, count: 3, pace: 100 }, /^100 runs\./);
  assert.match(said, / None was taped\.$/);
  const { 'torn lines': torn, 'lost characters': lost, 'time of a run, ms': times } = await tables(page);
  for (const histogram of [torn, lost, times]) assert.equal(sum(column(histogram, 1)), 100);
  for (const [histogram, some, none] of [[torn, /(\d+) tore a line/, 'None tore a line.'], [lost, /(\d+) lost a character/, 'None lost a character.']]) {
    const counted = Number(some.exec(said)?.[1] ?? 0);
    assert.equal(said.includes(none), counted === 0, said);
    // Runs with a count of 0 are in the bin of 0.
    assert.equal(100 - counted, sum(histogram.rows.filter(([bin]) => bin === '0').map(([, runs]) => Number(runs))));
  }
  t.diagnostic(said);
});

test('lines that tear in every run are counted in every run', async () => {
  const page = await open();
  // A thread overwrites its own character in each line.
  const put = (character) => `        screen[at] = "${character}"\n`;
  const line = `        at = screen.cursor\n${put('a')}${put('b')}        screen.cursor = at + 1\n`;
  const newline = `        at = screen.cursor\n${put('\\n')}        screen.cursor = at + 1\n`;
  const source = `def thread(t):\n    for i in range(count):\n${line}${newline}`;
  const said = await conduct(page, 'many', { source, threads: 1, count: 3, pace: 0 }, /^100 runs\./);
  const times = 'the median is 3';
  assert.equal(said, `100 runs. 100 tore a line; ${times} torn lines. 100 lost a character; ${times} lost characters.`);
  const { 'torn lines': torn, 'lost characters': lost } = await tables(page);
  assert.deepEqual([torn.rows, lost.rows].map((rows) => rows.filter(([, runs]) => runs !== '0')), [[['3', '100']], [['3', '100']]]);
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

test('increments are counted by their value, and abandoned locks as what they are', async () => {
  const page = await open();
  await conduct(page, 'many', { program: 'increment', threads: 4, pace: 100 }, /^100 runs\. The value was /);
  const { 'final value': values } = await tables(page);
  assert.equal(sum(column(values, 1)), 100);
  const settings = { program: 'forgetful', lock: 'mutex', threads: 2, count: 1, pace: 0 };
  const said = await conduct(page, 'many', settings, /^100 runs\..* abandoned/);
  assert.match(said, /100 ended at an abandoned lock\.$/);
});

test('two locks are compared in turns, half of the runs each', async (t) => {
  const page = await open();
  await part(page).locator('[name=other]').selectOption('mutex');
  const said = await conduct(page, 'compare', { threads: 3, count: 3, pace: 100, lock: 'none' }, /^100 runs, in turns\./);
  t.diagnostic(said);
  const found = await tables(page);
  const { heads: [, ...names], rows } = found['Median (and range)'];
  assert.deepEqual(names, ['no lock', 'the mutex']);
  // Either lock may take longer on a machine; the sentence has to agree with the table.
  const [clock] = /The clock goes on by \d+ µs at a time/.exec(said);
  const [, ...spreads] = rows.find(([head]) => head === 'time of a run');
  const medians = spreads.map((words) => words.replace(/ \(.*/, ''));
  const [shorter, longer] = medians.map(milliseconds).toSorted((one, other) => one - other);
  const ratio = longer / shorter;
  const [, slow, times, fast, long, short] =
    /^100 runs, in turns\. With (.*) a run takes ([\d.]+) times as long as with (.*): (.*) and (.*?)\. The clock goes on by \d+ µs at a time\.$/.exec(said) ?? [];
  if (slow === undefined) {
    assert.equal(said, `100 runs, in turns. Both take about as long: ${medians.join(' and ')}. ${clock}.`);
    assert.ok(ratio < 1.07, `${ratio}, by three digits of each`);
  } else {
    assert.deepEqual([[slow, long], [fast, short]].sort(), [[names[0], medians[0]], [names[1], medians[1]]].sort());
    assert.ok(milliseconds(short) <= milliseconds(long), said);
    assert.ok(1.03 < ratio && Math.abs(Number(times) - ratio) <= (ratio < 10.2 ? 0.05 : 0.5) + ratio * 0.011, said);
  }
  const torn = found['torn lines'];
  assert.deepEqual([1, 2].map((at) => sum(column(torn, at))), [50, 50]);
  assert.deepEqual(torn.rows.filter(([, , guarded]) => guarded !== '0').map(([bin, , runs]) => [bin, runs]), [['0', '50']]);
  // The setting itself is unchanged.
  assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').lock), 'none');
});

test('the longer the lock is held, the fewer holds there can be and the longer a wait has to be', async (t) => {
  const page = await open();
  const said = await conduct(page, 'sweep', { threads: 3, lock: 'ticket', outside: 400 }, /^Held for .*\. Held for .*\.$/);
  t.diagnostic(said);
  const { rows } = (await tables(page))['Held (measured)'];
  const median = (words) => words.replace(/ \(.*/, '');
  const points = rows.map(([hold, speed, , wait]) => ({ hold: milliseconds(hold), speed: Number(median(speed).replaceAll(',', '')), wait: milliseconds(wait) }));
  assert.equal(points.length, 5, 'each hold time once');
  for (const [at, { hold, speed, wait }] of points.entries()) {
    // Clocks may be off by some tens of microseconds, of which each hold in the table is twice the one before.
    const nominal = [0.2, 0.4, 0.8, 1.6, 3.2][at];
    assert.ok(nominal / 2 <= hold, `held for ${hold} ms, of ${nominal} ms`);
    // Holds do not overlap: there are never more of them than there is time.
    assert.ok(speed * hold <= 1000 * 1.02, `${speed} holds a second of ${hold} ms`);
    // All three threads wait when the lock opens: one for a hold at least, one for two. Each acquires it twelve times.
    assert.ok((nominal / 2) * (1 + 2) / (3 * 12) <= wait, `a wait of ${wait} ms`);
  }
  const sentences = [rows[0], rows.at(-1)].map(([hold, speed, , wait]) =>
    `Held for ${hold}: ${median(speed)} lines a second, each after ${median(wait)} of waiting.`);
  assert.equal(said, sentences.join(' '));
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
  assert.deepEqual(heads, ['Held (measured)', 'Lines a second', 'Calculated']);
  assert.match(await part(page).locator('.found').innerHTML(), /\(measured\); logarithmic scale</);
});

test('a chart has a place for all that it draws, whatever the figures', async () => {
  const page = await open();
  const drawn = await page.evaluate(async () => {
    const { curve, histogram } = await import('../on-demand/charts.js');
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
    ].flatMap((points) => [() => 0, () => NaN, (x) => 1 / (x - 1), (x) => x].map((theory) => curve('', { x: 'x', y: 'y' }, points, theory, 'en')));
    const series = [[], [0], [0, 0], [7, 7], [3.3], [0, 1e-30], [NaN, 1], [Infinity], [-1, 1], [1e9, 1e-9]];
    const histograms = series.flatMap((values) => [true, false].map((counts) => histogram('', { values, others: [1, 2] }, counts, 'en')));
    const alone = series.flatMap((values) => [true, false].map((counts) => histogram('', { values }, counts, 'en')));
    return [...curves, ...histograms, ...alone].map(({ outerHTML }) => outerHTML);
  });
  assert.equal(drawn.length, 32 + 20 + 20);
  for (const markup of drawn) assert.doesNotMatch(markup, /NaN|Infinity|∞|undefined/);
});

test('an experiment can be cancelled, keeps what it has, and gives way to a run', async () => {
  const page = await open();
  // A run takes more than a second: a thread's nine characters, and main's 23. All hundred take minutes.
  const slow = { threads: 2, count: 1, pace: 50_000 };
  const begun = conduct(page, 'many', slow, /^Cancelled\. \d+ runs?\./);
  await part(page).getByRole('status').filter({ hasText: / of 100 runs; about \d+ s to go\.$/ }).waitFor();
  await part(page).getByRole('button', { name: 'Cancel' }).click();
  const [, runs] = /^Cancelled\. (\d+) runs?\./.exec(await begun);
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
  const begun = conduct(page, 'many', { threads: 2, count: 1, pace: 50_000 }, /^Cancelled\. \d+ runs?\./);
  await part(page).getByRole('status').filter({ hasText: /to go/ }).waitFor();
  await page.getByRole('switch', { name: 'Lock' }).click();
  await begun;
});

test('a comparison with no lock is one of the same work', async (t) => {
  const page = await open();
  await part(page).locator('[name=other]').selectOption('none');
  const work = { threads: 2, count: 2, pace: 0, lock: 'mutex', inside: 1000, outside: 1000 };
  const said = await conduct(page, 'compare', work, /^100 runs, in turns\./);
  t.diagnostic(said);
  const { rows } = (await tables(page))['Median (and range)'];
  const [, ...spreads] = rows.find(([head]) => head === 'time of a run');
  // Two lines a thread, each with a millisecond of work inside and another outside: no run can take less. Words have three
  // digits. (Of one thread alone with a lock the clock may start late.)
  for (const words of spreads) assert.ok(4 * 0.99 <= least(words), words);
});

test('with one acquisition each, fairness says nothing and is left out', async () => {
  for (const [program, says] of [['increment', false], ['counter', true]]) {
    const page = await open();
    await part(page).locator('[name=other]').selectOption('spin');
    await conduct(page, 'compare', { program, lock: 'mutex', threads: 3, count: 3, pace: 0 }, /^100 runs, in turns\./);
    const { rows } = (await tables(page))['Median (and range)'];
    assert.equal(rows.some(([head]) => head === 'fairness, of 1'), says, program);
  }
});

test('simulated mutex and spin lock are said to be one model', async () => {
  const page = await open('test/element.html', unisolated);
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  await part(page).locator('[name=other]').selectOption('spin');
  const said = await conduct(page, 'compare', { threads: 2, count: 2, lock: 'mutex' }, /100 runs/);
  assert.match(said, /^Simulated\. 100 runs, in turns\. Simulated, mutex and spin lock are one model\. /);
});

test('too much is refused in words', async () => {
  const page = await open();
  const said = await conduct(page, 'many', { threads: 5, count: 20_000, pace: 0 }, /lines a run/);
  assert.equal(said, 'That is 100,000 lines a run: choose at most 10,000 in all.');
});

test('without threads the many are simulated, and what threads cost is not made up', async () => {
  const page = await open('test/element.html', unisolated);
  const said = await conduct(page, 'many', { threads: 2, count: 2 }, /100 runs\./);
  assert.match(said, /^Simulated\. 100 runs\. \d+ tore a line/);
  assert.ok('time of a run, ms' in (await tables(page)));
  // Also if another experiment is in progress, which ends then: the next is requested once that one can be cancelled.
  await page.evaluate(async () => {
    const { shadowRoot } = document.querySelector('mutex-demo');
    const [many, sweep, cancel] = ['many', 'sweep', 'cancel'].map((name) => shadowRoot.querySelector(`[data-experiment=${name}]`));
    const asked = new Promise((resolve) => {
      new MutationObserver((_, observer) => {
        observer.disconnect();
        resolve(cancel.hidden);
        sweep.click();
      }).observe(cancel, { attributeFilter: ['hidden'] });
    });
    many.click();
    if (await asked) throw new Error('there is nothing to cancel');
  });
  await part(page).getByRole('status').filter({ hasText: /^Not here/ }).waitFor();
  const refused = await part(page).getByRole('status').innerText();
  assert.equal(refused, 'Not here: what threads cost can be measured only with real ones.');
});

test('simulated at full speed no time passes: nothing is said of times but why', async () => {
  for (const [name, other, words] of [
    ['compare', 'mutex', 'Simulated. 100 runs, in turns.'],
    ['compare', 'none', 'Simulated. 100 runs, in turns.'],
    ['many', 'mutex', 'Simulated. 100 runs. None tore a line. None lost a character.'],
  ]) {
    const page = await open('test/element.html', unisolated);
    await page.evaluate(() => document.querySelector('mutex-demo').ready);
    await part(page).locator('[name=other]').selectOption(other);
    const said = await conduct(page, name, { threads: 2, count: 2, pace: 0, lock: 'mutex' }, /100 runs/);
    assert.equal(said, `${words} No times: at full speed no simulated time passes. Choose a pace.`);
    assert.doesNotMatch(await part(page).innerText(), /NaN|Infinity|∞/);
    assert.equal('time of a run, ms' in (await tables(page)), false);
  }
});
