// A program is a text: written by an author, edited by the reader, checked, stepped, run and shared.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, runWith } from './page.mjs';

const open = pages();

const part = (page, name) => page.locator(`mutex-demo [part=${name}]`);
const ready = (page) => page.evaluate(() => document.querySelector('mutex-demo').ready);
const lockLines = (page) => part(page, 'listing').locator('[data-lock]');

/** The result of the check that is shown, once there is one. */
async function checked(page) {
  const check = part(page, 'check');
  await check.filter({ hasText: /^In small \((?!.*checking)/ }).waitFor();
  return (await check.innerText()).replaceAll(/\n+/g, ' ');
}

/** Presses a key on the line of the lock with this number, and returns what the check then finds. */
async function press(page, number, key) {
  const before = await part(page, 'listing').textContent();
  await lockLines(page).nth(number).press(key);
  await page.waitForFunction((before) => {
    const { shadowRoot } = document.querySelector('mutex-demo');
    return shadowRoot.querySelector('[part=listing]').textContent !== before;
  }, before);
  return checked(page);
}

const EACH_CHARACTER = `    for c in text:
        lock.acquire()
        at = screen.cursor
        screen[at] = c
        screen.cursor = at + 1
        lock.release()
`;

const SMALL = 'In small (2 threads, one line), ';

test('by keyboard alone the lock is moved into the loop, the reason is stepped through, and all is moved back', async () => {
  const page = await open();
  await runWith(page, { lock: 'mutex', pace: 0 });
  const wrong = `${SMALL}not every schedule is right:`;
  // Released after the first character, and again after each.
  assert.equal(await press(page, 1, 'ArrowUp'), `${wrong} 10 steps lose a character: show all 1,430 schedules end in an error: show`);
  assert.equal(await press(page, 0, 'ArrowDown'), `${wrong} 8 steps tear a line: show`);
  assert.ok((await part(page, 'listing').textContent()).includes(EACH_CHARACTER));
  await part(page, 'check').getByRole('button').press('Enter');
  const { said, position } = await page.evaluate(() => document.querySelector('mutex-demo').state());
  assert.ok(0 < position);
  assert.match(said, /the row is torn\.$/);
  await page.evaluate(() => Object.assign(document.querySelector('mutex-demo'), { scheduler: 'os' }));
  await press(page, 0, 'ArrowUp');
  assert.equal(await press(page, 1, 'ArrowDown'), `${SMALL}every schedule prints whole lines.`);
  // The text is the preset's again.
  assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').source), '');
});

test('a lock that is removed is missed, and an undone edit is redone', async () => {
  const page = await open();
  await runWith(page, { lock: 'mutex', pace: 0 });
  assert.equal(await press(page, 1, 'Delete'), `${SMALL}not every schedule is right: all 2 schedules end at an abandoned lock: show`);
  await page.keyboard.press('Control+z');
  await part(page, 'check').filter({ hasText: 'every schedule prints whole lines' }).waitFor();
  await part(page, 'editing').getByRole('button', { name: 'Redo' }).click();
  await part(page, 'check').filter({ hasText: 'abandoned' }).waitFor();
  const { outcome, waits } = await runWith(page, { threads: 2, count: 1 });
  assert.deepEqual([outcome, waits.length], ['abandoned', 1]);
});

for (const how of ['mouse', 'touch']) {
  test(`a line of the lock is moved by ${how}`, async () => {
    const page = await open('test/element.html', { hasTouch: how === 'touch', viewport: { width: 1280, height: 1000 } });
    await runWith(page, { lock: 'mutex', pace: 0 });
    const listing = part(page, 'listing');
    await listing.scrollIntoViewIfNeeded();
    // The editor is loaded when the pointer comes near, or with the first touch.
    await lockLines(page).first().hover();
    const [from, to] = await Promise.all([4, 10].map((line) => listing.locator(`[data-line="${line}"]`).boundingBox()));
    const [x, y, end] = [from.x + 70, from.y + 10, to.y + 2];
    if (how === 'mouse') {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await listing.locator('[data-held]').waitFor();
      await page.mouse.move(x, end, { steps: 5 });
      await page.mouse.up();
    } else {
      const cdp = await page.context().newCDPSession(page);
      const touch = (type, y) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x, y }] });
      await touch('touchStart', y);
      await listing.locator('[data-held]').waitFor();
      for (const at of [0.5, 1]) await touch('touchMove', y + (end - y) * at);
      await touch('touchEnd');
    }
    await checked(page);
    const text = await listing.textContent();
    assert.match(text, /lock\.release\(\)\n {4}lock\.acquire\(\)/);
    assert.equal((await runWith(page, { threads: 2 })).outcome, 'error');
  });
}

for (const how of ['mouse', 'touch']) {
  test(`a line of the lock that is pressed by ${how} offers buttons that move it`, async () => {
    const page = await open('test/element.html', { hasTouch: how === 'touch' });
    await runWith(page, { lock: 'mutex', pace: 0 });
    const listing = part(page, 'listing');
    const press = (target) => (how === 'touch' ? target.tap({ position: { x: 12, y: 10 } }) : target.click({ position: { x: 12, y: 10 } }));
    const line = () => lockLines(page).first().getAttribute('data-line').then(Number);
    const moved = (to) => page.waitForFunction((to) => document.querySelector('mutex-demo').shadowRoot.querySelector('[data-lock]').dataset.line === String(to), to);
    const before = await listing.textContent();
    const from = await line();
    await press(lockLines(page).first());
    for (const [way, to] of [['down', from + 1], ['down', from + 2], ['up', from + 1]]) {
      await press(page.getByRole('button', { name: `Move the line ${way}` }));
      await moved(to);
    }
    assert.notEqual(await listing.textContent(), before);
    await press(page.getByRole('button', { name: 'Remove the line' }));
    await page.waitForFunction(() => document.querySelector('mutex-demo').shadowRoot.querySelectorAll('[data-lock]').length === 1);
    // Elsewhere, the buttons go.
    await press(lockLines(page).first());
    await page.getByRole('button', { name: 'Move the line up' }).waitFor();
    await part(page, 'run').focus();
    assert.equal(await page.locator('mutex-demo .moving').count(), 0);
  });
}

test('a text that is typed is checked as it stands; an invalid one says so and changes nothing', async () => {
  const page = await open();
  await runWith(page, { lock: 'mutex', pace: 0, threads: 2, count: 1 });
  await part(page, 'editing').getByRole('button', { name: 'Edit' }).click();
  const field = page.getByLabel('The program’s text');
  const text = await field.inputValue();
  await field.fill(text.replace('screen[at] = c', 'screen[at] = d'));
  await page.getByText('line 7, column 22').waitFor();
  assert.equal((await page.evaluate(() => document.querySelector('mutex-demo').run())).lines.whole, 2);
  await field.fill(text.replace('print(f"[{t}] => {i}\\n")', 'print(f"{t}\\n")'));
  await part(page, 'check').filter({ hasText: 'every schedule prints whole lines' }).waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  const result = await page.evaluate(() => document.querySelector('mutex-demo').run());
  assert.deepEqual([result.outcome, result.lines.whole, result.glyphs.expected], ['finished', 2, 4]);
});

test('an invalid source runs nothing, and says why at its line', async () => {
  const page = await open();
  await ready(page);
  const why = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    demo.source = 'def thread(t):\n    work(1)\n    print("x")\n';
    return demo.run().catch((error) => error.message);
  });
  assert.match(why, /^line 3, column 5: `print` is not defined/);
  assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').result), null);
  const wrong = part(page, 'listing').locator('.wrong');
  assert.equal((await wrong.innerText()).trim(), why);
  assert.equal(await part(page, 'listing').locator('[data-wrong] + .wrong').count(), 1);
});

test('an author writes a program into a page, and its link opens it', async () => {
  const page = await open();
  await ready(page);
  const { result, link } = await page.evaluate(async () => {
    const demo = document.createElement('mutex-demo');
    const script = document.createElement('script');
    script.type = 'text/mutex-demo';
    script.textContent = `
      lock = Lock()

      def thread(t):
          with lock:
              x = shared.x
              shared.x = x + 2
    `;
    demo.append(script);
    Object.assign(demo, { lock: 'mutex', pace: 0, threads: 3 });
    document.body.append(demo);
    const result = await demo.run();
    return { result, link: demo.permalink() };
  });
  assert.deepEqual([result.outcome, result.value, result.values], ['finished', 6, { x: 6 }]);
  const other = await open(new URL(link).hash);
  await other.waitForFunction(() => document.querySelector('mutex-demo').result);
  const opened = await other.evaluate(() => document.querySelector('mutex-demo').result);
  assert.deepEqual([opened.value, opened.source], [6, result.source]);
});

test('the listing reads in each language, with the same steps at its lines', async () => {
  const page = await open();
  const settings = { scheduler: 'step', threads: 2, count: 1, lock: 'mutex', schedule: '000' };
  await page.evaluate(async (settings) => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    Object.assign(demo, settings);
  }, settings);
  const listing = part(page, 'listing');
  const words = { python: 'def print', rust: 'fn ', javascript: 'function ', c: 'void ', java: 'static void', go: 'func ' };
  for (const [language, expected] of Object.entries(words)) {
    await page.getByLabel('Listing in').selectOption(language);
    await page.waitForFunction((language) => {
      const { shadowRoot } = document.querySelector('mutex-demo');
      return shadowRoot.querySelector('[part=listing]').dataset.language === language;
    }, language);
    const whole = await page.evaluate(() => document.querySelector('mutex-demo').shadowRoot.querySelector('[part=listing]').textContent);
    assert.ok(whole.includes(expected), whole);
    // Thread 1 waits where thread 0 has acquired; thread 0 is about to store.
    const at = await listing.locator('[data-at]').evaluateAll((rows) => rows.map((row) => row.dataset.at));
    assert.deepEqual(at, ['1', '0'], language);
  }
  assert.equal((await part(page, 'shared').innerText()).replace(/\s+/g, ' '), 'screen.cursor 0 lock is held by thread 0');
});

test('in each language the line that is marked says what its thread does next, op by op', async () => {
  const page = await open();
  const PLACES = {
    python: { acquire: 'lock.acquire()', release: 'lock.release()', load: '= screen.cursor', put: 'screen[', store: 'screen.cursor =' },
    rust: { acquire: 'LOCK.acquire()', release: 'LOCK.release()', load: '.load()', put: '.put(', store: '.store(' },
    javascript: { acquire: 'lock.acquire()', release: 'lock.release()', load: '.load()', put: '.put(', store: '.store(' },
    c: { acquire: 'mutex_lock(', release: 'mutex_unlock(', load: 'load(', put: 'put(', store: 'store(' },
    java: { acquire: 'lock.lock()', release: 'lock.unlock()', load: '.load()', put: '.put(', store: '.store(' },
    go: { acquire: 'lock.Lock()', release: 'lock.Unlock()', load: '.load()', put: '.put(', store: '.store(' },
  };
  for (const [language, places] of Object.entries(PLACES)) {
    const marks = await page.evaluate(async (language) => {
      const demo = document.querySelector('mutex-demo');
      await demo.ready;
      Object.assign(demo, { scheduler: 'step', threads: 2, count: 1, lock: 'mutex', language });
      const listing = demo.shadowRoot.querySelector('[part=listing]');
      while (listing.dataset.language !== language || !demo.state()) await new Promise(requestAnimationFrame);
      demo.shadowRoot.querySelector('[data-move=restart]').click();
      const marks = [];
      for (; demo.state().threads[0].ready; await demo.step(0)) {
        const row = [...listing.querySelectorAll('[data-at]')].find(({ dataset }) => dataset.at.split(' ').includes('0'));
        marks.push([demo.state().threads[0].next, row?.textContent ?? '']);
      }
      return marks;
    }, language);
    assert.equal(marks.length, 29, `${language}: an acquire, nine characters, a release`);
    for (const [next, line] of marks) {
      const place = places[next.split(' ')[0]];
      assert.ok(place && line.includes(place), `${language}: ${next} is next at ${line}`);
    }
  }
});

test('two locks in opposite order deadlock: real threads find it, a circle is drawn, and the next run follows', async (t) => {
  const page = await open();
  const exploration = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    Object.assign(demo, { program: 'two-locks', lock: 'mutex', count: 1 });
    return demo.explore();
  });
  assert.deepEqual(exploration.outcomes.map(({ name, schedules }) => [name, schedules]), [['clean', '4'], ['deadlock', '2']]);
  let runs = 0;
  let result;
  do {
    result = await runWith(page, { scheduler: 'os', count: 50, pace: 100 });
    runs += 1;
  } while (result.outcome !== 'deadlock');
  t.diagnostic(`a deadlock in run ${runs}, of 50 lines each`);
  assert.deepEqual(result.waits, [{ thread: 0, lock: 'second', holder: 1 }, { thread: 1, lock: 'first', holder: 0 }]);
  const circle = part(page, 'circle').getByRole('img');
  assert.equal(await circle.getAttribute('aria-label'), 'thread 0 waits for second, held by thread 1; thread 1 waits for first, held by thread 0');
  const began = performance.now();
  const next = await runWith(page, { program: 'two-locks-ordered', count: 1, pace: 0 });
  t.diagnostic(`the next run has ended ${(performance.now() - began).toFixed()} ms later`);
  assert.deepEqual([next.outcome, next.lines.whole], ['finished', 2]);
  assert.equal(await circle.count(), 0);
});
