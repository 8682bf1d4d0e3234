// The scenes: each goal is met by its intended way, by mouse, keyboard and touch, and none by doing nothing.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { SCENES } from '../element/settings.js';
import { testIn, pages, unisolated } from './page.mjs';
import { FULL, hosts, page as html } from './hosts.mjs';

const open = pages();
const serve = hosts();
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const part = (page, name) => page.locator(`mutex-demo [part=${name}]`);
const button = (page, name) => page.locator('mutex-demo').getByRole('button', { name, exact: true });
const lockSwitch = (page) => page.locator('mutex-demo').getByRole('switch', { name: 'Lock' });

/** Opens a page with a scene, and notes its goals and its ends of runs. */
async function openScene(scene, attributes = {}, options = {}) {
  const page = await open('test/element.html', options);
  await page.evaluate(async ([scene, attributes]) => {
    Object.assign(self, { goals: [], ended: [] });
    document.addEventListener('goal', ({ detail }) => self.goals.push(detail));
    document.addEventListener('done', ({ detail }) => self.ended.push(detail));
    document.addEventListener('explored', ({ detail }) => self.ended.push(detail));
    const demo = document.querySelector('mutex-demo');
    Object.assign(demo, { scene, ...attributes });
    await demo.ready;
  }, [scene, attributes]);
  await part(page, 'goal').locator('.wanted').waitFor();
  return page;
}

const goals = (page) => page.evaluate(() => self.goals);
const marks = (page) => part(page, 'goal').locator('.marks [data-met]').count();
const note = (page) => part(page, 'goal').locator('.note [role=status]');
const take = (page) => part(page, 'findings').locator('.take [role=status]');

/** Acts, and resolves with the result of the run that ends then. */
async function untilEnd(page, act) {
  const before = await page.evaluate(() => self.ended.length);
  await act();
  await page.waitForFunction((before) => self.ended.length > before, before);
  return page.evaluate(() => self.ended.at(-1));
}

/** The goal is met and told once, its sentence is there, and nothing has moved. */
async function met(page, scene) {
  await page.waitForFunction(() => self.goals.length > 0);
  assert.deepEqual(await goals(page), [scene]);
  assert.notEqual(await take(page).innerText(), '');
  assert.match(await part(page, 'goal').locator('.wanted').innerText(), /^\s*done:\s/);
}

/** Ways to act on a control. */
const WAYS = {
  mouse: { options: {}, act: (locator) => locator.click() },
  keyboard: { options: {}, act: (locator) => locator.press('Enter') },
  touch: { options: { hasTouch: true, viewport: { width: 390, height: 800 } }, act: (locator) => locator.tap() },
};

for (const [way, { options, act }] of Object.entries(WAYS)) {
  test(`tear, by ${way}: a guess, and the run that answers it`, async () => {
    const page = await openScene('tear', { pace: 500 }, options);
    const { glyphs, lines } = await untilEnd(page, () => act(button(page, 'mixed up, and something missing')));
    const right = glyphs.lost > 0;
    assert.match(await note(page).innerText(), right ? /^You guessed right: / : lines.torn ? /^Not this time: mixed up/ : /^Not this time: whole/);
    await met(page, 'tear');
  });

  test(`lose, by ${way}: a character is lost in four steps`, async () => {
    const page = await openScene('lose', {}, options);
    const steps = page.locator('mutex-demo [data-step]');
    for (const thread of [0, 1, 0]) await act(steps.nth(thread));
    assert.deepEqual(await goals(page), []);
    await act(steps.nth(1));
    assert.equal(await note(page).innerText(), 'Lost in four steps.');
    await met(page, 'lose');
  });

  test(`lock, by ${way}: torn without it, whole with it`, async () => {
    const page = await openScene('lock', { pace: 500 }, options);
    let torn = 0;
    while (torn === 0) ({ lines: { torn } } = await untilEnd(page, () => act(part(page, 'run'))));
    assert.equal(await marks(page), 1);
    assert.deepEqual(await goals(page), []);
    const { lines } = await untilEnd(page, () => act(lockSwitch(page)));
    assert.equal(lines.torn, 0);
    await met(page, 'lock');
  });

  test(`exit, by ${way}: lines are missing until main waits`, async () => {
    const page = await openScene('exit', {}, options);
    const skipped = () => page.locator('.line[data-skipped]').allInnerTexts();
    assert.deepEqual((await skipped()).map((text) => text.trim()), ['join()']);
    const { outcome, lines } = await untilEnd(page, () => act(part(page, 'run')));
    assert.deepEqual([outcome, lines.whole < lines.expected], ['exited', true]);
    assert.match(await note(page).innerText(), /^\d of 9 lines printed before main ended\.$/);
    await untilEnd(page, () => act(button(page, 'Let main wait')));
    assert.equal(await button(page, 'Let main wait').getAttribute('aria-pressed'), 'true');
    assert.deepEqual(await skipped(), []);
    await met(page, 'exit');
  });
}

test('lose, by keys: digits step', async () => {
  const page = await openScene('lose');
  await part(page, 'listing').focus();
  for (const key of '0101') await page.keyboard.press(key);
  await met(page, 'lose');
});

test('cost: held longer, lines a second fall as computed', async () => {
  const page = await openScene('cost');
  await untilEnd(page, () => part(page, 'run').click());
  assert.equal(await marks(page), 1);
  const figures = part(page, 'findings').locator('tbody tr');
  assert.match(await figures.nth(0).innerText(), /^First\s+18 ms\s+56\s+\d/);
  // To run it once more is not to hold it longer.
  await untilEnd(page, () => part(page, 'run').click());
  assert.deepEqual(await goals(page), []);
  const { lines, threadsMs } = await untilEnd(page, () => page.locator('mutex-demo .extras select').selectOption('100'));
  assert.ok((lines.expected * 1000) / threadsMs <= 1000 / 118);
  assert.match(await figures.nth(1).innerText(), /^Now\s+118 ms|^Now\s+120 ms/);
  await met(page, 'cost');
});

test('next: three locks are measured by one press, or one by one', async () => {
  const page = await openScene('next', { count: 50 });
  await button(page, 'Measure all three').click();
  await met(page, 'next');
  const rows = await part(page, 'findings').locator('tbody tr').allInnerTexts();
  assert.deepEqual(rows.map((row) => row.split(/\t/)[0]), ['Mutex', 'Spin lock', 'Ticket lock']);
  for (const row of rows) assert.match(row, /\t[\d,.]+\t/);
  assert.match(await note(page).innerText(), /^Here the /);

  const other = await openScene('next', { count: 50 });
  const radios = other.locator('mutex-demo').getByRole('radiogroup', { name: 'Which lock' }).getByRole('radio');
  for (const [at, key] of [[0, 'ArrowRight'], [1, 'ArrowRight'], [2, 'ArrowRight']]) {
    assert.deepEqual(await goals(other), []);
    await untilEnd(other, () => radios.nth(at).press(key));
  }
  await met(other, 'next');
});

test('deadlock: reached by two steps, cured by one order', async () => {
  const page = await openScene('deadlock');
  await page.evaluate(() => (document.querySelector('mutex-demo').scheduler = 'step'));
  const steps = page.locator('mutex-demo [data-step]');
  await steps.nth(0).click();
  assert.equal(await marks(page), 0);
  await steps.nth(1).click();
  assert.equal(await marks(page), 1);
  await part(page, 'circle').getByRole('img').waitFor();
  const { outcome } = await untilEnd(page, () => button(page, 'One order for both').click());
  assert.equal(outcome, 'finished');
  await met(page, 'deadlock');
});

test('deadlock: real threads run into it, and a run that does not is called luck', async () => {
  const page = await openScene('deadlock', { pace: 2_000 });
  let outcome;
  while (outcome !== 'deadlock') {
    ({ outcome } = await untilEnd(page, () => part(page, 'run').click()));
    assert.match(await note(page).innerText(), outcome === 'deadlock' ? /^Each thread holds one lock/ : /^No deadlock this time\. That is luck/);
  }
  assert.equal(await marks(page), 1);
});

test('prove: a schedule with whole lines by steps, then all schedules with the lock', async () => {
  const page = await openScene('prove');
  // To play on without a step proves nothing.
  await untilEnd(page, () => part(page, 'run').click());
  assert.equal(await marks(page), 0);
  await button(page, 'Start over').click();
  for (const thread of [0, 1]) {
    for (let character = 0; character < 9; character++) await button(page, `A character of thread ${thread}`).click();
  }
  assert.equal(await marks(page), 1);
  assert.match(await note(page).innerText(), /^Whole lines: /);
  await untilEnd(page, () => button(page, 'Count all').click());
  assert.equal(await note(page).innerText(), 'Of 1,946,939,425,648,112 schedules, 2 print whole lines.');
  assert.deepEqual(await goals(page), []);
  await lockSwitch(page).click();
  await page.waitForFunction(() => self.goals.length > 0);
  assert.equal(await note(page).innerText(), 'All 2 schedules print whole lines.');
  await met(page, 'prove');
});

test('yours: too narrow, too wide, just right, by keys', async () => {
  const page = await openScene('yours');
  const lines = part(page, 'listing').locator('[data-lock]');
  const move = async (line, key, found) => {
    await lines.nth(line).press(key);
    await note(page).filter({ hasText: found }).waitFor();
  };
  await move(1, 'ArrowUp', /^Some schedules do not end well/);
  await move(0, 'ArrowDown', /^Too narrow/);
  await move(0, 'ArrowUp', /^Some schedules/);
  // Right, but nothing has been too wide yet.
  await move(1, 'ArrowDown', /^Just right/);
  assert.equal(await marks(page), 1);
  await page.evaluate(() => document.querySelector('mutex-demo').shadowRoot.querySelector('[part=listing]').focus());
  await page.locator('mutex-demo select[name=scope]').evaluate((select) => {
    select.value = 'thread';
    select.dispatchEvent(new Event('change'));
  });
  await note(page).filter({ hasText: /^Too wide/ }).waitFor();
  assert.equal(await marks(page), 2);
  await button(page, 'Start over').click();
  assert.deepEqual(await goals(page), []);
});

for (const scene of Object.keys(SCENES)) {
  test(`${scene}: no goal is met by doing nothing`, async () => {
    const page = await openScene(scene, SCENES[scene].pace > 2_000 ? { pace: 2_000, autorun: true } : { autorun: true });
    if (SCENES[scene].scheduler !== 'step') await page.waitForFunction(() => self.ended.length > 0);
    assert.deepEqual(await goals(page), []);
    assert.equal(await take(page).innerText(), '');
    await page.addScriptTag({ path: axe });
    const rules = Object.fromEntries(['landmark-one-main', 'page-has-heading-one', 'region'].map((name) => [name, { enabled: false }]));
    const { violations } = await page.evaluate((rules) => globalThis.axe.run({ rules }), rules);
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
  });
}

test('what the author says wins, and links say the scene and what differs from it', async () => {
  const page = await openScene('tear', { threads: 2 });
  const { threads, count, pace, link } = await page.evaluate(() => {
    const demo = document.querySelector('mutex-demo');
    const { threads, count, pace } = demo;
    return { threads, count, pace, link: demo.permalink() };
  });
  assert.deepEqual([threads, count, pace], [2, 3, 75_000]);
  assert.match(link, /#scene=tear&threads=2$/);
  await part(page, 'share').evaluate((button) => button.click());
  const frame = await part(page, 'dialogue').locator('[data-place=frame]').textContent();
  assert.match(frame, /embed\.html\?scene=tear&(amp;)?threads=2"/);
  // The default, said aloud, is the default.
  await page.evaluate(() => (document.querySelector('mutex-demo').threads = 3));
  assert.match(await page.evaluate(() => document.querySelector('mutex-demo').permalink()), /#scene=tear$/);
});

test('an embed shows the scene of its address', async () => {
  const page = await open('embed.html?scene=lose', { viewport: { width: 700, height: 400 } });
  await part(page, 'question').filter({ hasText: 'How can one vanish?' }).waitFor();
  const steps = page.locator('mutex-demo [data-step]');
  await page.evaluate(() => document.addEventListener('goal', ({ detail }) => (self.goal = detail)));
  for (const thread of [0, 1, 0, 1]) await steps.nth(thread).click();
  await page.waitForFunction(() => self.goal === 'lose');
});

test('a lock held for all lines of a thread is said to be, and times are said where they pass', async () => {
  const page = await openScene('yours', { scope: 'thread', pace: 100, inside: 2_000, outside: 500 });
  await untilEnd(page, () => part(page, 'run').click());
  assert.match(await part(page, 'reason').innerText(), /one after another/);
  const takes = await part(page, 'listing').locator('[data-takes]').evaluateAll((rows) => rows.map((row) => row.dataset.takes));
  assert.deepEqual(takes, ['then 2 ms pass', 'then 500 µs pass']);
});

test('another scene takes the place of one, and none leaves nothing', async () => {
  const page = await openScene('lose');
  await page.evaluate(() => (document.querySelector('mutex-demo').scene = 'lock'));
  await part(page, 'question').filter({ hasText: 'only one thread at a time' }).waitFor();
  await page.evaluate(() => document.querySelector('mutex-demo').removeAttribute('scene'));
  await part(page, 'question').waitFor({ state: 'hidden' });
  assert.equal(await part(page, 'goal').textContent(), '');
});

test('in German, a scene speaks German', async () => {
  const page = await open('test/element.html');
  await page.evaluate(async () => {
    document.documentElement.lang = 'de';
    const demo = document.createElement('mutex-demo');
    demo.scene = 'lose';
    document.querySelector('mutex-demo').replaceWith(demo);
    await demo.ready;
  });
  await part(page, 'question').filter({ hasText: 'Wie kann eines verschwinden?' }).waitFor();
});

test('simulated threads meet goals, too', async () => {
  const tear = await openScene('tear', { seed: 1, pace: 500 }, unisolated);
  await untilEnd(tear, () => button(tear, 'whole lines').click());
  assert.match(await note(tear).innerText(), /^Not this time: mixed up/);
  await met(tear, 'tear');
  const next = await openScene('next', { count: 20 }, unisolated);
  await button(next, 'Measure all three').click();
  await met(next, 'next');
});

testIn(['chromium'], 'a scene in a frame of its files’ host tells its goal to the page', async () => {
  const files = await serve({ headers: FULL });
  const { url } = await serve({ pages: { '': `<meta name="color-scheme" content="light dark">${html(files.url, '<mutex-demo scene="lose">static</mutex-demo>')}` } });
  const page = await open(url);
  await page.evaluate(() => document.addEventListener('goal', ({ detail, target }) => (self.goal = [detail, target.localName])));
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  const steps = page.frameLocator('iframe').locator('mutex-demo [data-step]');
  for (const thread of [0, 1, 0, 1]) await steps.nth(thread).click();
  await page.waitForFunction(() => self.goal);
  assert.deepEqual(await page.evaluate(() => self.goal), ['lose', 'mutex-demo']);
});
