// One program, more schedulers: the learner's steps, and every possible schedule.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inWords, pages, runWith, testIn } from './page.mjs';

const open = pages();
const part = (page, name) => page.locator(`mutex-demo [part=${name}]`);

/** Sets attributes and explores. */
const explore = (page, settings) =>
  page.evaluate(async (settings) => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    Object.assign(demo, settings);
    return demo.explore();
  }, settings);

const counts = ({ outcomes }) => Object.fromEntries(outcomes.map(({ name, schedules }) => [name, schedules]));
const state = (page) => page.evaluate(() => document.querySelector('mutex-demo').state());
const step = (page, ...threads) =>
  page.evaluate((threads) => threads.forEach((thread) => document.querySelector('mutex-demo').step(thread)), threads);

test('exploring counts what an independent count has', async (t) => {
  const page = await open();
  const counter = { program: 'counter', threads: 2, count: 1, lock: 'none' };
  const unguarded = await explore(page, counter);
  assert.equal(unguarded.schedules, '1946939425648112');
  assert.deepEqual(counts(unguarded), { clean: '2', torn: '48618', lost: '1946939425599492' });
  assert.ok(unguarded.complete);
  t.diagnostic(`1,946,939,425,648,112 schedules in ${unguarded.elapsedMs.toFixed()} ms`);
  assert.equal(
    await part(page, 'verdict').innerText(),
    '1,946,939,425,648,112 schedules: 2 print whole lines, 48,618 tear a line, 1,946,939,425,599,492 lose a character',
  );
  const guarded = await explore(page, { ...counter, lock: 'mutex' });
  assert.deepEqual([guarded.schedules, counts(guarded)], ['2', { clean: '2' }]);

  const increments = [
    [2, 'none', 13, { 'value 2': '2', 'value 1': '4' }],
    [3, 'none', 84, { 'value 3': '6', 'value 2': '36', 'value 1': '48' }],
    [4, 'none', 755, { 'value 4': '24', 'value 3': '288', 'value 2': '1056', 'value 1': '1152' }],
    [2, 'mutex', 17, { 'value 2': '2' }],
    [3, 'mutex', 61, { 'value 3': '6' }],
    [4, 'mutex', 257, { 'value 4': '24' }],
  ];
  for (const [threads, lock, states, expected] of increments) {
    const exploration = await explore(page, { program: 'increment', threads, lock });
    assert.deepEqual([exploration.states, counts(exploration)], [states, expected]);
  }
});

test('few schedules are listed one by one, and the shortest way to a fault is offered', async () => {
  const page = await open();
  const { listed, shortest } = await explore(page, { program: 'increment', threads: 2 });
  assert.deepEqual(listed.map(({ schedule, name }) => `${schedule} ${name}`), [
    ...['0011 value 2', '0101 value 1', '0110 value 1', '1001 value 1', '1010 value 1', '1100 value 2'],
  ]);
  assert.deepEqual(shortest, { lost: '0101' });
  await page.getByRole('button', { name: 'The shortest way to lose an increment: 4 steps' }).click();
  assert.equal(await part(page, 'fault').innerText(), 'Thread 1 had loaded 0, but 1 had been stored since: its 1 overwrites that in value.');
  await explore(page, {});
  await page.getByRole('button', { name: '1100 value 2' }).click();
  await part(page, 'verdict').filter({ hasText: 'The value is 2 of 2' }).waitFor();
  assert.deepEqual((await explore(page, { program: 'counter', count: 1 })).listed, []);
  assert.equal(await part(page, 'exploration').locator('ol').isVisible(), false);
  await page.getByRole('button', { name: 'The shortest way to tear a line: 5 steps' }).click();
  assert.match(await part(page, 'fault').innerText(), /the row is torn\.$/);
});

test('a search that is too large offers the largest size that can be counted, in a press', async () => {
  const page = await open();
  const { complete } = await explore(page, { threads: 5, count: 3 });
  assert.equal(complete, false);
  assert.match(await part(page, 'verdict').innerText(), /^Too many states to visit all of them: /);
  const counted = page.evaluate(() => {
    const demo = document.querySelector('mutex-demo');
    return new Promise((resolve) => demo.addEventListener('explored', ({ detail }) => resolve(detail), { once: true }));
  });
  await page.getByRole('button', { name: 'Count 2 threads with 3 lines each' }).click();
  assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').shadowRoot.activeElement.part.value), 'run');
  assert.equal((await counted).complete, true);
  assert.deepEqual(await page.evaluate(() => [document.querySelector('mutex-demo').threads, document.querySelector('mutex-demo').count]), [2, 3]);
  assert.match(await part(page, 'verdict').innerText(), /^[\d,]+ schedules: /);
});

test('a table of counts goes with its settings', async () => {
  const page = await open();
  await explore(page, { threads: 2, count: 1 });
  const table = part(page, 'exploration').locator('table');
  assert.ok(await table.isVisible());
  await page.getByRole('spinbutton', { name: 'Lines each' }).fill('2');
  await table.waitFor({ state: 'hidden' });
  assert.equal(await part(page, 'verdict').innerText(), 'The settings have changed: explore again.');
  // The counts do not depend on the pace, and outlast a look at another scheduler.
  await explore(page, { count: 1 });
  await page.evaluate(() => Object.assign(document.querySelector('mutex-demo'), { pace: 0, scheduler: 'step' }));
  await page.waitForFunction(() => document.querySelector('mutex-demo').state());
  await page.evaluate(() => (document.querySelector('mutex-demo').scheduler = 'explore'));
  await table.waitFor();
  // Switching the lock explores again at once.
  await page.getByRole('switch', { name: 'Lock' }).click();
  await part(page, 'verdict').filter({ hasText: /^2 schedules: 2 print whole lines$/ }).waitFor();
});

test('a search that is too large says so, and can be cancelled', async () => {
  const page = await open();
  const why = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    Object.assign(demo, { threads: 5, count: 5 });
    const progress = demo.shadowRoot.querySelector('[part=exploration] .progress');
    // At the first report of states: the search's end is reported later, however short it is.
    const observer = new MutationObserver(() => /[1-9].* states, /.test(progress.textContent) && demo.stop());
    observer.observe(progress, { childList: true, characterData: true, subtree: true });
    return demo.explore().catch(({ message }) => message);
  });
  assert.equal(why, 'it was cancelled');
  assert.equal(await part(page, 'verdict').innerText(), 'No exploration: it was cancelled.');
  const large = await explore(page, { threads: 16, count: 60 }).catch(({ message }) => message);
  assert.match(large, /steps or more: choose fewer threads or lines, for at most 20,000 steps/);
});

test('an example opens in the stepper, and a fault is one key away from its reason', async () => {
  const page = await open();
  await explore(page, { threads: 2, count: 1 });
  await page.getByRole('button', { name: 'Step through one: lost' }).click();
  await part(page, 'cursor').waitFor();
  assert.deepEqual([(await state(page)).finished, (await state(page)).position], [true, 54]);
  await page.keyboard.press('Home');
  await page.keyboard.press('.');
  assert.match(await part(page, 'fault').innerText(), /^Thread \d overwrote thread \d’s .* in cell \d+\. Both had loaded cursor \d+\.$/);
});

test('the learner steps by button and by key, back and forth', async () => {
  const page = await open();
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  await page.evaluate(() => Object.assign(document.querySelector('mutex-demo'), { threads: 2, count: 1, scheduler: 'step' }));
  const said = () => part(page, 'verdict').innerText();
  await page.getByRole('button', { name: 'Step thread 0' }).click();
  assert.equal(await said(), 'Thread 0 loaded 0.');
  await page.keyboard.press('1');
  assert.equal(await said(), 'Thread 1 loaded 0.');
  await page.keyboard.press('0');
  assert.equal(await said(), 'Thread 0 put [ at 0.');
  assert.equal(await part(page, 'listing').locator('[data-at]').count(), 2);
  await page.keyboard.press('1');
  const fault = () => part(page, 'fault').innerText();
  assert.equal(await fault(), 'Thread 1 overwrote thread 0’s [ in cell 0. Both had loaded cursor 0.');
  await page.keyboard.press('ArrowLeft');
  assert.deepEqual([await said(), await fault()], ['Thread 0 put [ at 0.', '']);
  await page.keyboard.press('ArrowRight');
  assert.match(await fault(), /overwrote/);
  await page.keyboard.press('Home');
  assert.equal(await said(), 'Nobody has stepped yet.');
  await page.getByLabel('Step of the schedule').fill('2');
  assert.equal((await state(page)).position, 2);
});

test('who waits says for whom, and cannot step', async () => {
  const page = await open();
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  await page.evaluate(() =>
    Object.assign(document.querySelector('mutex-demo'), { threads: 2, count: 1, lock: 'mutex', scheduler: 'step' }));
  await page.waitForFunction(() => document.querySelector('mutex-demo').state());
  await step(page, 1, 0);
  const { position, threads } = await state(page);
  assert.equal(position, 1);
  assert.deepEqual(
    threads.map(({ ready, why, next, holds }) => [ready, why, next, holds]),
    [[false, 'waits for the lock that thread 1 holds', null, false], [true, null, 'load', true]],
  );
  const button = page.getByRole('button', { name: 'Step thread 0' });
  assert.equal(await button.getAttribute('aria-disabled'), 'true');
});

test('playing on ends the program, and its result is that of the steps', async () => {
  const page = await open();
  const result = await runWith(page, { threads: 2, count: 1, scheduler: 'step', schedule: '0101' });
  const { threading, outcome, lines, glyphs, schedule } = result;
  // Thread 0 goes on to its end, then thread 1 stores 1 and prints over all of it.
  assert.deepEqual([threading, outcome, lines.whole, glyphs.lost], ['simulated', 'finished', 1, 9]);
  const again = await runWith(page, { schedule });
  assert.deepEqual(again.glyphs, glyphs);
});

test('a link is not trusted: a schedule that cannot be is a sentence', async () => {
  const expected = (line) => line.startsWith('warning: <mutex-demo>: schedule=');
  for (const [schedule, words] of [['00000000000000000000000000000', /cannot be taken: thread 0 is done/], ['9', /there is no thread 9/]]) {
    const page = await open(`embed.html?controls=full&scheduler=step&threads=2&count=1&schedule=${schedule}`, { expected });
    await part(page, 'reason').filter({ hasText: words }).waitFor();
    await page.context().close();
  }
  const page = await open('embed.html?controls=full&scheduler=step&threads=2&count=1&schedule=~1999999999.AAAA', { expected });
  await page.waitForFunction(() => document.querySelector('mutex-demo').state?.()?.position === 0);
});

test('real threads keep at least one increment without a lock, and all of them with it', async () => {
  const page = await open();
  const unguarded = await runWith(page, { program: 'increment', threads: 5, lock: 'none' });
  assert.ok(1 <= unguarded.value && unguarded.value <= 5, `the value is ${unguarded.value}`);
  assert.equal(await part(page, 'verdict').innerText(), inWords(unguarded));
  const guarded = await runWith(page, { lock: 'mutex' });
  assert.equal(guarded.value, 5);
  assert.equal(await part(page, 'verdict').innerText(), inWords(guarded));
});

test('another scheduler takes over from a run in progress', async () => {
  const page = await open();
  const outcome = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    // One line after the other, the run would last for minutes.
    Object.assign(demo, { pace: 1_000_000, lock: 'mutex' });
    const running = demo.run();
    await new Promise((resolve) => demo.addEventListener('start', resolve, { once: true }));
    demo.scheduler = 'step';
    return (await running).outcome;
  });
  assert.equal(outcome, 'stopped');
  await page.waitForFunction(() => document.querySelector('mutex-demo').state());
  await step(page, 0);
  assert.equal((await state(page)).position, 1);
  assert.equal((await runWith(page, { scheduler: 'os', pace: 0, lock: 'mutex' })).lines.whole, 25);
});

test('what real threads did can be stepped through, to the very same screen', async () => {
  const page = await open();
  const result = await runWith(page, { threads: 3, count: 2, lock: 'none' });
  const shown = () => page.evaluate(() => {
    const { text, writers } = document.querySelector('mutex-demo').transcript();
    return [text, [...writers].join()];
  });
  const before = await shown();
  await part(page, 'replay').click();
  await part(page, 'cursor').waitFor();
  // The stepper opens at the first fault or, if there is none, before the first step.
  const opened = await state(page);
  assert.equal(opened.schedule, result.schedule);
  const wrong = result.lines.torn + result.glyphs.lost > 0;
  if (wrong) assert.match(opened.said, /the row is torn\.$| overwrote | overwrites that/);
  else assert.equal(opened.position, 0);
  const slider = page.getByLabel('Step of the schedule');
  await slider.fill(await slider.getAttribute('max'));
  assert.deepEqual(await shown(), before);
  // Chance decides whether there is a fault, and the stepper reports it.
  await page.locator('mutex-demo [data-move=restart]').click();
  await page.keyboard.press('.');
  const words = await part(page, 'fault').innerText();
  assert.match(words, wrong ? /the row is torn\.$| overwrote | overwrites that/ : /^Nothing goes wrong in this schedule\.$/);
});

test('a shared link opens the stepper where it was', async () => {
  const page = await open();
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  await page.evaluate(() => Object.assign(document.querySelector('mutex-demo'), { threads: 3, count: 1, scheduler: 'step' }));
  await page.waitForFunction(() => document.querySelector('mutex-demo').state());
  await step(page, 2, 0, 1, 1, 2, 0, 0);
  await page.keyboard.press('Tab');
  await page.evaluate(() => document.querySelector('mutex-demo').back());
  await page.getByRole('button', { name: 'Share' }).click();
  const link = await part(page, 'link').getAttribute('href');
  const [, hash] = link.split('#');
  const shared = await open(`embed.html?controls=full&${hash}`);
  await shared.waitForFunction(() => document.querySelector('mutex-demo').state?.());
  const [one, other] = [await state(page), await state(shared)];
  assert.equal(other.position, 6);
  assert.deepEqual(other.threads, one.threads);
  assert.equal(other.said, one.said);
});

testIn(['chromium', 'webkit'], 'a schedule goes with its program: another program begins at its first step', async () => {
  const page = await open('embed.html?controls=full&scheduler=step&threads=2&count=1&schedule=0011');
  await page.waitForFunction(() => document.querySelector('mutex-demo').state?.()?.position === 4);
  await page.getByRole('spinbutton', { name: 'Threads' }).fill('3');
  await page.waitForFunction(() => document.querySelector('mutex-demo').state().threads.length === 3);
  assert.equal((await state(page)).position, 0);
  // Real threads follow no schedule.
  await page.evaluate(() => (document.querySelector('mutex-demo').schedule = '01'));
  await page.getByLabel('Real threads decide').check();
  assert.doesNotMatch(await page.evaluate(() => document.querySelector('mutex-demo').permalink()), /schedule=/);
});

test('a key that the element uses does not reach the page, and any other does', async () => {
  const page = await open();
  await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    Object.assign(demo, { threads: 2, count: 2 });
    globalThis.reached = [];
    document.addEventListener('keydown', ({ key }) => globalThis.reached.push(key));
  });
  /** The keys that reach the page, of those pressed in an element. */
  const reaching = async (selector, ...keys) => {
    await page.locator(`mutex-demo ${selector}`).focus();
    await page.evaluate(() => (globalThis.reached.length = 0));
    for (const key of keys) await page.keyboard.press(key);
    return page.evaluate(() => globalThis.reached);
  };
  // There is nothing to step.
  assert.deepEqual(await reaching('[part=run]', 'ArrowRight', '1'), ['ArrowRight', '1']);

  await page.evaluate(() => (document.querySelector('mutex-demo').scheduler = 'step'));
  await page.waitForFunction(() => document.querySelector('mutex-demo').state());
  const stepping = ['0', '1', 'ArrowLeft', 'ArrowRight', 'Home', 'End'];
  assert.deepEqual(await reaching('[data-move=forward]', ...stepping), []);
  assert.deepEqual((await state(page)).position, 2);
  // Two threads have no third, and arrows with another key are the browser's.
  const others = ['2', 'f', 's', 'PageDown', 'Escape', 'Control+ArrowRight'];
  assert.deepEqual(await reaching('[data-move=forward]', ...others), ['2', 'f', 's', 'PageDown', 'Escape', 'Control', 'ArrowRight']);
  assert.deepEqual((await state(page)).position, 2);

  const moving = ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'Home', 'End', '+', '-', 'Enter'];
  assert.deepEqual(await reaching('[part=timeline] canvas', ...moving), []);
  assert.deepEqual(await reaching('[part=timeline] canvas', 's', 'Escape'), ['s', 'Escape']);
  assert.deepEqual(await reaching('[part=output]', 'Control+A', 'ArrowRight', 'ArrowDown'), ['Control']);
  assert.deepEqual(await reaching('[part=output]', 's'), ['s']);
  assert.deepEqual(await reaching('[name=threads]', '3', 'Backspace', 'ArrowUp', 'End'), []);
  assert.deepEqual(await reaching('[name=position]', 'ArrowLeft', 'ArrowRight'), []);
  assert.deepEqual(await reaching('[name=threads]', 'Escape'), ['Escape']);
});
