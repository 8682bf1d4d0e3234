// The goals of the scenes: each is met by its intended way, by mouse, keyboard and touch, and none by doing nothing or by starting over.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { SCENES } from '../element/settings.js';
import { pages } from './page.mjs';
import { button, goals, lockSwitch, marks, met, note, opensScenes, part, take, untilEnd } from './scene.mjs';

const open = pages();
const openScene = opensScenes(open);
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** A place in the listing: before a line, so many characters from its start. */
const placeIn = (page, line, indent) =>
  page.evaluate(([line, indent]) => {
    const listing = document.querySelector('mutex-demo').shadowRoot.querySelector('[part=listing]');
    const row = listing.querySelector(`[data-line="${line}"]`);
    row.scrollIntoView({ block: 'center' });
    const range = document.createRange();
    range.selectNodeContents(listing.querySelector('[data-line="1"]'));
    const { left, width } = range.getBoundingClientRect();
    return { x: left + (indent * width) / range.toString().trimEnd().length, y: row.getBoundingClientRect().top };
  }, [line, indent]);

/** Drags a line of the lock to a place, by `move` at each point. */
async function drag(page, line, { to: [before, indent] }, move) {
  const from = part(page, 'listing').locator('[data-lock]').nth(line);
  const { x, y } = await placeIn(page, before, indent);
  const box = await from.boundingBox();
  await move('down', box.x + 70, box.y + box.height / 2);
  await part(page, 'listing').locator('[data-held]').waitFor();
  await move('move', x, y + 1);
  await move('up', x, y + 1);
}

/** Ways to act on a control, to choose the last of a list, and to move a line of the lock. */
const WAYS = {
  mouse: {
    options: { viewport: { width: 1280, height: 1000 } },
    act: (locator) => locator.click(),
    last: (select) => select.selectOption({ index: 4 }),
    moveLine: async (page, line, move) => {
      await part(page, 'listing').locator('[data-lock]').nth(line).hover();
      await drag(page, line, move, async (does, x, y) => {
        await page.mouse.move(x, y);
        if (does !== 'move') await page.mouse[does]();
      });
    },
  },
  keyboard: {
    options: {},
    act: (locator) => locator.press('Enter'),
    last: (select) => select.press('End'),
    moveLine: async (page, line, { keys: [key, times] }) => {
      for (let time = 0; time < times; time++) {
        const before = await part(page, 'listing').textContent();
        await part(page, 'listing').locator('[data-lock]').nth(line).press(key);
        await page.waitForFunction((before) => document.querySelector('mutex-demo').shadowRoot.querySelector('[part=listing]').textContent !== before, before);
      }
    },
  },
  touch: {
    options: { hasTouch: true, viewport: { width: 390, height: 800 } },
    act: (locator) => locator.tap(),
    // A finger opens the system's own list.
    last: (select) => select.selectOption({ index: 4 }),
    moveLine: async (page, line, move) => {
      const cdp = await page.context().newCDPSession(page);
      const types = { down: 'touchStart', move: 'touchMove', up: 'touchEnd' };
      await drag(page, line, move, (does, x, y) => cdp.send('Input.dispatchTouchEvent', { type: types[does], touchPoints: does === 'up' ? [] : [{ x, y }] }));
    },
  },
};

for (const [way, { options, act, last, moveLine }] of Object.entries(WAYS)) {
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

  test(`cost, by ${way}: held longer, lines a second fall as computed`, async () => {
    const page = await openScene('cost', {}, options);
    await untilEnd(page, () => act(part(page, 'run')));
    assert.equal(await marks(page), 1);
    const figures = part(page, 'findings').locator('tbody tr');
    assert.match(await figures.nth(0).innerText(), /^First\s+18 ms\s+56\s+\d/);
    // To run it once more is not to hold it longer.
    await untilEnd(page, () => act(part(page, 'run')));
    assert.deepEqual(await goals(page), []);
    const { lines, threadsMs } = await untilEnd(page, () => last(page.locator('mutex-demo .extras select')));
    assert.ok((lines.expected * 1000) / threadsMs <= 1000 / 118);
    assert.match(await figures.nth(1).innerText(), /^Now\s+118 ms|^Now\s+120 ms/);
    await met(page, 'cost');
  });

  test(`next, by ${way}: three locks are measured by one press, or one by one`, async () => {
    const page = await openScene('next', { count: 50 }, options);
    await page.evaluate(() => {
      const note = document.querySelector('mutex-demo').shadowRoot.querySelector('.note [role=status]');
      self.noted = [];
      new MutationObserver(() => self.noted.push(note.textContent)).observe(note, { childList: true });
    });
    await act(button(page, 'Measure all three'));
    await met(page, 'next');
    const measuring = (await page.evaluate(() => self.noted)).filter((words) => words.startsWith('Measuring'));
    assert.deepEqual(measuring, ['Measuring 1 of 3: mutex…', 'Measuring 2 of 3: spin lock…', 'Measuring 3 of 3: ticket lock…']);
    const rows = (await part(page, 'findings').locator('tbody tr').allInnerTexts()).map((row) => row.split('\t'));
    assert.deepEqual(rows.map(([lock]) => lock), ['Mutex', 'Spin lock', 'Ticket lock']);
    for (const [, ...figures] of rows) assert.ok(figures.every((figure) => /^[\d,.]+( ms)?$/.test(figure)), figures.join());
    // The figures in the sentence are in the table.
    const said = await note(page).innerText();
    assert.match(said, /^Here /);
    const [, fast, fair, ...inRow] = /^Here the (.*) was .* times as fast as the (.*), but let a thread print ([\d.]+) lines? in a row; the .*, ([\d.]+)\. /.exec(said) ?? [];
    const rowOf = (lock) => rows.find(([name]) => name.toLowerCase() === lock);
    if (fast) assert.deepEqual(inRow, [rowOf(fast)[2], rowOf(fair)[2]], said);

    await page.evaluate(() => {
      self.goals = [];
      document.querySelector('mutex-demo').scene = 'lock';
    });
    await part(page, 'question').filter({ hasText: 'only one thread at a time' }).waitFor();
    await page.evaluate(() => (document.querySelector('mutex-demo').scene = 'next'));
    const radios = page.locator('mutex-demo').getByRole('radiogroup', { name: 'Which lock' }).getByRole('radio');
    await radios.first().waitFor();
    // A radio has no act of its own on the keyboard: an arrow chooses its neighbour.
    const ways = { mouse: (radio) => radio.click(), touch: (radio) => radio.tap(), keyboard: (_, at) => radios.nth((at + 2) % 3).press('ArrowRight') };
    for (const at of [0, 1, 2].map((at) => (at + 1) % 3)) {
      assert.deepEqual(await goals(page), []);
      await untilEnd(page, () => ways[way](radios.nth(at), at));
    }
    await met(page, 'next');
  });

  test(`deadlock, by ${way}: reached by two steps, cured by one order`, async () => {
    const page = await openScene('deadlock', {}, options);
    await act(part(page, 'step'));
    const steps = page.locator('mutex-demo [data-step]');
    await act(steps.nth(0));
    assert.equal(await marks(page), 0);
    await act(steps.nth(1));
    assert.equal(await marks(page), 1);
    await part(page, 'circle').getByRole('img').waitFor();
    // The words name the locks as the code does.
    assert.match(await part(page, 'reason').innerText(), /waits for second, .* waits for first, /);
    const { outcome } = await untilEnd(page, () => act(button(page, 'One order for both')));
    assert.equal(outcome, 'finished');
    await met(page, 'deadlock');
  });

  test(`prove, by ${way}: a schedule with whole lines by steps, then all schedules with the lock`, async () => {
    const page = await openScene('prove', {}, options);
    // To play on without a step proves nothing.
    await untilEnd(page, () => act(part(page, 'run')));
    assert.equal(await marks(page), 0);
    await act(button(page, 'Start over'));
    for (const thread of [0, 1]) {
      for (let character = 0; character < 9; character++) await act(button(page, `A character of thread ${thread}`));
    }
    assert.equal(await marks(page), 1);
    assert.match(await note(page).innerText(), /^Whole lines: /);
    const controls = () => page.locator('mutex-demo .controls :is(button, label)').evaluateAll((all) => all.map((one) => [one, one.getBoundingClientRect()]).filter(([one]) => one.checkVisibility({ visibilityProperty: true }) && !one.matches('[part=run], [part=step]')).map(([, { x, y }]) => [x, y].map(Math.round)));
    // A bar at the element's end has no place of its own to stay at.
    await page.evaluate(() => scrollBy(0, document.querySelector('mutex-demo').getBoundingClientRect().bottom - innerHeight + 100));
    await button(page, 'Count all').evaluate((one) => one.scrollIntoView({ block: 'nearest' }));
    const before = await controls();
    await untilEnd(page, () => act(button(page, 'Count all')));
    assert.deepEqual(await controls(), before);
    assert.equal(await note(page).innerText(), 'Of 1,946,939,425,648,112 schedules, 2 print whole lines.');
    assert.deepEqual(await goals(page), []);
    await act(lockSwitch(page));
    await page.waitForFunction(() => self.goals.length > 0);
    assert.equal(await note(page).innerText(), 'All 2 schedules print whole lines.');
    await met(page, 'prove');
  });

  test(`yours, by ${way}: too narrow, too wide, just right`, async () => {
    const page = await openScene('yours', {}, options);
    /** Moves both lines, each by its number, and reads what is said of their place. */
    const move = async (found, ...moves) => {
      for (const [line, keys, to] of moves) await moveLine(page, line, { keys, to });
      await note(page).filter({ hasText: found }).waitFor();
    };
    await move(/^Too narrow/, [0, ['ArrowDown', 1], [6, 8]], [1, ['ArrowUp', 1], [9, 8]]);
    assert.equal(await marks(page), 1);
    await move(/^Too wide/, [1, ['ArrowDown', 5], [14, 4]], [0, ['ArrowDown', 5], [11, 4]]);
    assert.equal(await marks(page), 2);
    assert.deepEqual(await goals(page), []);
    await move(/^Just right/, [0, ['ArrowDown', 1], [12, 8]], [1, ['ArrowUp', 1], [13, 8]]);
    await met(page, 'yours');
  });
}

test('lose, by keys: digits step', async () => {
  const page = await openScene('lose');
  await part(page, 'listing').focus();
  for (const key of '0101') await page.keyboard.press(key);
  await met(page, 'lose');
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

test('yours: by the scope select, too; what is said is of the place now, and starting over is no answer', async () => {
  const page = await openScene('yours');
  const lines = part(page, 'listing').locator('[data-lock]');
  const said = (found) => note(page).filter({ hasText: found }).waitFor();
  const scope = (value) =>
    page.locator('mutex-demo select[name=scope]').evaluate((select, value) => {
      select.value = value;
      select.dispatchEvent(new Event('change'));
    }, value);
  await lines.nth(1).press('ArrowUp');
  await said(/^Some schedules do not end well/);
  assert.equal(await marks(page), 0);
  await scope('glyph');
  await said(/^Too narrow/);
  await scope('thread');
  await said(/^Too wide/);
  assert.equal(await marks(page), 2);
  // A check that is late would speak of a place that is left, or meet the goal.
  await page.evaluate(async () => {
    const { shadowRoot } = document.querySelector('mutex-demo');
    const select = shadowRoot.querySelector('select[name=scope]');
    select.value = 'line';
    select.dispatchEvent(new Event('change'));
    [...shadowRoot.querySelectorAll('.extras button')].find(({ textContent }) => textContent === 'Start over').click();
    const { explore } = await import('../on-demand/explore.js');
    const { program, source, lock, scope, main, pace, inside, outside } = document.querySelector('mutex-demo');
    const settings = { program, source, lock, scope, main, pace, inside, outside };
    for (const count of [1, 2, 2]) await explore('count', { ...settings, threads: 2, count }, new Promise(() => {}), () => {});
  });
  assert.deepEqual(await goals(page), []);
  await said(/^Pick up a line/);
  await scope('thread');
  await said(/^Too wide/);
  await scope('line');
  await said(/^Just right/);
  await met(page, 'yours');
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
