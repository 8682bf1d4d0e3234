// The timeline and the numbers agree with the measurements: by keys, by pointer and in words.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LABEL, paint } from '../element/timeline-painting.js';
import { pages, runWith, testIn } from './page.mjs';

const open = pages();
const canvas = (page) => page.locator('mutex-demo [part=timeline] canvas');
const moment = (page) => page.locator('mutex-demo .moment').innerText();
const picture = (page) => canvas(page).evaluate((canvas) => canvas.toDataURL());

/** A time in words, in microseconds. */
const microseconds = (words) => parseFloat(words.replace('below ', '')) * { µs: 1, ms: 1e3, s: 1e6 }[/[a-zµ]+/.exec(words.replace('below ', ''))[0]];

/** The intervals of each lane, in order, of the run that is shown: `main` is the last lane. Times are microseconds. */
async function stretches(page) {
  const { traceEvents } = await page.evaluate(async () =>
    JSON.parse(await (await document.querySelector('mutex-demo').exported('trace')).text()));
  const lanes = traceEvents.filter(({ name }) => name === 'thread_name').map(({ tid }) => tid);
  const all = traceEvents.filter(({ ph }) => ph === 'X').map(({ tid, name, ts, dur }) =>
    ({ lane: lanes.indexOf(tid), does: name, from: ts, to: ts + dur }));
  return all.sort((one, other) => one.from - other.from || one.to - other.to);
}

/** The earliest and the latest time at a share of the canvas's width: the drawing begins after its labels. */
function moments(all, share) {
  const end = Math.max(...all.map(({ to }) => to));
  return [((share - 0.06) / 0.94) * end - 1, share * end + 1];
}

/** The number of lines printed by a moment, at least and at most: a line ends while the lock is held for it. */
function printedBy(all, [earliest, latest]) {
  const holds = all.filter(({ does }) => does === 'holds the lock');
  return [holds.filter(({ to }) => to < earliest).length, holds.filter(({ from }) => from <= latest).length];
}

/** Walks along a lane with the keys, and returns the words for each interval. */
async function walk(page, lane) {
  await canvas(page).focus();
  await page.keyboard.press('Home');
  for (let up = 0; up < 17; up++) await page.keyboard.press('ArrowUp');
  for (let down = 0; down < lane; down++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  const said = [];
  for (let words = await moment(page); words !== said.at(-1); words = await moment(page)) {
    said.push(words);
    await page.keyboard.press('ArrowRight');
  }
  return said;
}

for (const lock of ['mutex', 'spin', 'ticket']) {
  test(`keys lead through all that a thread did, and it adds up to its numbers, ${lock}`, async () => {
    const page = await open();
    const { perThread } = await runWith(page, { lock, threads: 3, count: 2, pace: 500, outside: 1000 });
    for (const [lane, { acquisitions, heldMs, waitedMs }] of perThread.entries()) {
      const said = await walk(page, lane);
      assert.ok(said.every((words) => words.startsWith(`Thread ${lane} `)), said.join('\n'));
      const times = (doing) => said.filter((words) => words.includes(doing)).map((words) => microseconds(words.split(': ')[1]));
      const sum = (doing) => times(doing).reduce((total, time) => total + time, 0);
      assert.equal(times(' holds the lock: ').length, acquisitions);
      // Words have three digits.
      for (const [told, counted] of [[sum(' holds the lock: '), heldMs], [sum(' waits for the lock: '), waitedMs]]) {
        assert.ok(Math.abs(told - counted * 1000) <= 5 + counted * 10, `${told} µs are told, ${counted} ms counted: ${said}`);
      }
    }
    assert.match((await walk(page, 3)).join(), /^main /);
  });
}

test('a run is drawn while it lasts', async () => {
  const page = await open();
  // The run would print for more than an hour.
  const running = runWith(page, { lock: 'mutex', threads: 2, count: 5000, pace: 50_000 });
  // The timeline grows: three pictures, before there is a result.
  for (let pictures = 1, last = await picture(page); pictures < 3; pictures++) {
    await page.waitForFunction((last) => document.querySelector('mutex-demo').shadowRoot.querySelector('[part=timeline] canvas').toDataURL() !== last, last);
    last = await picture(page);
  }
  assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').result), null);
  await page.evaluate(() => document.querySelector('mutex-demo').stop());
  assert.equal((await running).outcome, 'stopped');
});

test('the table says the same as the result, with units', async () => {
  const page = await open();
  const { perThread } = await runWith(page, { lock: 'ticket', threads: 4, count: 3, pace: 300 });
  const rows = await page.locator('mutex-demo [part=numbers] tbody tr').evaluateAll((rows) =>
    rows.map(({ cells }) => [...cells].map((cell) => cell.textContent)));
  assert.equal(rows.length, 4);
  for (const [thread, [head, acquisitions, waited, longest, held]] of rows.entries()) {
    const { maxWaitMs, ...figures } = perThread[thread];
    assert.deepEqual([head, Number(acquisitions)], [`thread ${thread}`, figures.acquisitions]);
    for (const [words, ms] of [[waited, figures.waitedMs], [longest, maxWaitMs], [held, figures.heldMs]]) {
      assert.ok(Math.abs(microseconds(words) - ms * 1000) <= Math.max(words.startsWith('below ') ? 20 : 0.5, ms * 5), `${words}: ${ms} ms`);
    }
  }
});

test('the timeline as a table has the same facts, and follows what is in sight', async () => {
  const page = await open();
  const { perThread } = await runWith(page, { lock: 'ticket', threads: 3, count: 2, pace: 500 });
  await page.getByText('As a table').click();
  const group = page.getByRole('group', { name: 'The timeline as a table' });
  const rows = () => group.locator('tbody tr').evaluateAll((rows) => rows.map(({ cells }) => [...cells].map((cell) => cell.textContent)));
  await group.locator('table').waitFor();
  const all = await rows();
  for (const [thread, { acquisitions, heldMs }] of perThread.entries()) {
    const holds = all.filter(([who, does]) => who === `thread ${thread}` && does === 'holds the lock');
    assert.equal(holds.length, acquisitions);
    const held = holds.reduce((total, row) => total + microseconds(row[4]), 0);
    assert.ok(Math.abs(held - heldMs * 1000) <= 5 + heldMs * 10);
  }
  assert.ok(all.some(([who, does]) => who === 'main' && does === 'holds the lock'));
  const begun = all.map((row) => microseconds(row[2]));
  // Words have three digits.
  assert.ok(begun.every((time, at) => at === 0 || begun[at - 1] <= time * 1.01));
  for (let zoom = 0; zoom < 12; zoom++) await canvas(page).press('+');
  const fewer = (most) => document.querySelector('mutex-demo').shadowRoot.querySelectorAll('[part=timeline] tbody tr').length < most;
  await page.waitForFunction(fewer, all.length);
});

testIn(['chromium', 'firefox'], 'zoom and pan by wheel, pinch, keys and buttons, and back to all of it', async () => {
  const page = await open();
  await runWith(page, { lock: 'mutex', threads: 3, count: 3, pace: 300 });
  await canvas(page).scrollIntoViewIfNeeded();
  const whole = await picture(page);
  const all = page.getByRole('button', { name: 'All of it' });
  const moves = {
    wheel: async () => {
      await canvas(page).hover();
      await page.keyboard.down('Control');
      await page.mouse.wheel(0, -300);
      await page.keyboard.up('Control');
    },
    button: () => page.getByRole('button', { name: 'Zoom in' }).click(),
    key: () => canvas(page).press('+'),
    pinch: () => canvas(page).evaluate((canvas) => {
      const { left, top } = canvas.getBoundingClientRect();
      const touch = (type, pointerId, x) => canvas.dispatchEvent(new PointerEvent(type, {
        pointerId, pointerType: 'touch', clientX: left + x, clientY: top + 10, bubbles: true,
      }));
      // Two fingers, of which a script has none to capture.
      canvas.setPointerCapture = () => {};
      touch('pointerdown', 1, 200);
      touch('pointerdown', 2, 300);
      touch('pointermove', 2, 400);
      touch('pointerup', 1, 200);
      touch('pointerup', 2, 400);
    }),
  };
  for (const [name, move] of Object.entries(moves)) {
    await move();
    await page.mouse.move(0, 0);
    await page.waitForFunction((whole) => document.querySelector('mutex-demo').shadowRoot.querySelector('[part=timeline] canvas').toDataURL() !== whole, whole);
    const zoomed = await picture(page);
    assert.notEqual(zoomed, whole, name);
    await canvas(page).press('PageDown');
    assert.notEqual(await picture(page), zoomed, `${name}, then a page on`);
    await all.click();
  }
});

test('the pointer is told what is there, and a click leads to the output of that moment', async () => {
  const page = await open();
  await runWith(page, { lock: 'ticket', threads: 3, count: 4, pace: 300 });
  const all = await stretches(page);
  await canvas(page).scrollIntoViewIfNeeded();
  const { width } = await canvas(page).boundingBox();
  await canvas(page).hover({ position: { x: width / 2, y: 30 } });
  // Thread 1's activity somewhere in the middle of the run.
  const [earliest, latest] = moments(all, 0.5);
  const own = all.filter(({ lane }) => lane === 1);
  const possible = own.filter(({ from, to }) => from <= latest && earliest <= to);
  const words = await moment(page);
  const [, does, from, to] = /^Thread 1 (.*): .*, from (.*) to (.*)\.$/.exec(words) ?? [];
  // Words have three digits.
  const near = (told, time) => Math.abs(microseconds(told) - time) <= 1 + time / 100;
  if (does) assert.ok(possible.some((stretch) => stretch.does === does && near(from, stretch.from) && near(to, stretch.to)), words);
  else assert.ok(words === 'Thread 1 has ended.' && own.at(-1).to <= latest, words);
  const here = () => page.locator('mutex-demo [data-here]').evaluateAll((rows) => rows.map((row) => Number(row.dataset.row)));
  assert.deepEqual(await here(), []);
  for (const share of [0.95, 0.4, 0.7]) {
    await canvas(page).click({ position: { x: width * share, y: 30 } });
    const [least, most] = printedBy(all, moments(all, share));
    const [row] = await here();
    // Before the first line there is no row to go to: the output does not scroll.
    if (0 < least) assert.ok(least - 1 <= row && row <= most - 1, `row ${row} of ${least} to ${most} at ${share}`);
  }
});

test('a replay begins where its own run was clicked, and else where something goes wrong', async () => {
  const page = await open();
  const settings = { lock: 'ticket', threads: 2, count: 2, pace: 300 };
  const replayed = async () => {
    await page.locator('mutex-demo [part=replay]').click();
    const { position, length } = await page.evaluate(() => document.querySelector('mutex-demo').state());
    await page.evaluate(() => (document.querySelector('mutex-demo').scheduler = 'os'));
    return [position, length];
  };
  await runWith(page, settings);
  const all = await stretches(page);
  const { width } = await canvas(page).boundingBox();
  const middle = { position: { x: width * 0.5, y: 30 } };
  await canvas(page).click(middle);
  const [least, most] = printedBy(all, moments(all, 0.5));
  const [position, length] = await replayed();
  // A line is 27 steps and at most three more at the lock. The replay opens when the newline has been put, before its store.
  if (0 < least) assert.ok(27 * least - 1 <= position && position <= Math.min(30 * most + 4, length), `${position} of ${length}`);
  await runWith(page, settings);
  await canvas(page).click(middle);
  await runWith(page, settings);
  // The run has no fault: the replay opens where a thread waits first, and not where the other run was clicked.
  const [start] = await replayed();
  assert.ok(0 < start && start < 10, `${start}`);
});

test('what one scheduler has to show is not the other\'s', async () => {
  const page = await open();
  await runWith(page, { lock: 'mutex', threads: 2, count: 1, pace: 100 });
  assert.ok(await page.locator('mutex-demo [part=numbers]').isVisible());
  await page.evaluate(() => (document.querySelector('mutex-demo').scheduler = 'step'));
  await page.waitForFunction(() => document.querySelector('mutex-demo').state());
  await page.evaluate(() => (document.querySelector('mutex-demo').scheduler = 'os'));
  await page.waitForFunction(() => !document.querySelector('mutex-demo').state());
  assert.ok(await page.locator('mutex-demo [part=numbers]').isHidden());
  assert.ok(await canvas(page).isHidden());
  assert.match(await page.locator('mutex-demo [part=threading]').innerText(), /^Real threads/);
});

test('in the stepper a schedule is drawn in steps, and a click goes to that step', async () => {
  const page = await open('embed.html?controls=full&scheduler=step&threads=2&count=1&lock=ticket&schedule=0010');
  await page.getByRole('status').filter({ hasText: /^Thread 0 loaded/ }).waitFor();
  assert.deepEqual(await walk(page, 0), [
    'Thread 0 works: 2 steps, from step 0 to 2.',
    'Thread 0 holds the lock: 2 steps, from step 2 to 4.',
  ]);
  assert.match((await walk(page, 1)).at(-1), /^Thread 1 waits for the lock: /);
  const position = () => page.evaluate(() => document.querySelector('mutex-demo').state().position);
  assert.equal(await position(), 4);
  // The start of thread 1's first interval.
  await canvas(page).press('Home');
  await canvas(page).press('Enter');
  assert.equal(await position(), 2);
});

test('at full speed a run has sums only, and says so', async () => {
  const page = await open();
  const { perThread } = await runWith(page, { lock: 'mutex', threads: 2, count: 20_000, pace: 0 });
  assert.ok(perThread.every(({ acquisitions, heldMs }) => acquisitions === 20_000 && 0 <= heldMs));
  assert.equal(await moment(page), 'At full speed only sums are kept: to log each event would take longer than the run.');
  assert.ok(await canvas(page).isHidden());
  await runWith(page, { count: 2, pace: 100 });
  assert.ok(await canvas(page).isVisible());
  assert.equal(await moment(page), '');
});

test('who forgets to release the lock is found out, and nobody else gets it', async () => {
  const page = await open();
  const { outcome } = await runWith(page, { program: 'forgetful', lock: 'mutex', threads: 3, count: 2, pace: 100 });
  assert.equal(outcome, 'abandoned');
  // Even if one thread was the only one, main waits for the lock.
  assert.doesNotMatch(await page.evaluate(() => document.querySelector('mutex-demo').transcript().text), /Main/);
  await page.getByRole('status').filter({ hasText: /Thread \d ended without releasing the lock/ }).waitFor();
  // The program reports the abandoned lock itself, and the same process runs on.
  const next = await runWith(page, { program: 'counter', pace: 100 });
  assert.deepEqual([next.outcome, next.lines.whole], ['finished', 6]);
});

test('a thread that holds one lock and waits for another is painted as both', () => {
  const painted = [];
  const context = { fillText() {}, fillRect: (...rect) => painted.push([context.fillStyle, ...rect]) };
  // Two threads and `main`, which does not begin; thread 0 waits all the time, and holds the first lock from 50 on.
  const timeline = {
    ...{ lanes: 3, locks: 2 },
    pixels: (lane, from, to, columns) => new Uint8Array(columns).fill(lane === 0 ? 2 : lane === 1 ? 1 : 0),
    holds: (lock) => Uint32Array.from(lock === 0 ? [0, 50, 100] : []),
  };
  const [width, middle] = [LABEL + 100, LABEL + 50];
  paint(context, { timeline, from: 0, to: 100, inSteps: false, bare: true, tick: String }, width, 1, { font: 'f', text: 'ink', colour: (lane) => `of ${lane}` });
  const along = painted.filter(([colour, x, , wide]) => colour === 'of 0' && x === middle && wide === 50);
  assert.equal(along.length, 1, 'the hold');
  assert.ok(painted.filter(([colour, , , wide]) => colour === 'of 0' && wide === 1).length > 10, 'the stripes of its wait');
});
