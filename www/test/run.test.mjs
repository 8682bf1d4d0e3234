// The learner's view: lines that tear, a lock, lines that are whole.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inWords, pages, runWith, TORN_ONCE } from './page.mjs';

const open = pages();

/** Judges a transcript from outside: rows that are exactly one line of one thread, and the others. */
function judge({ text, writers }, { threads, count }) {
  const lines = { whole: 0, torn: 0 };
  let start = 0;
  for (const row of text.split('\n')) {
    // A row's newline belongs to it: another author's may have cut a line.
    const authors = new Set(Object.values(writers).slice(start, start + row.length + 1));
    const [author] = authors;
    const [, thread, line] = /^\[(\d+)\] => (0|[1-9]\d*)$/.exec(row) ?? [];
    const whole = authors.size === 1 && Number(thread) === author && author < threads && Number(line) < count;
    const main = authors.size === 1 && author === 255 && row === 'Main thread exiting...';
    const last = start + row.length >= text.length;
    if (whole) lines.whole += 1;
    else if (!main && !(last && row === '')) lines.torn += 1;
    start += row.length + 1;
  }
  return lines;
}

const shown = (page) => page.evaluate(() => document.querySelector('mutex-demo').transcript());
const part = (page, name) => page.locator(`mutex-demo [part=${name}]`);

test('the element runs once by itself, and says what its lines came to', async () => {
  const page = await open('embed.html?controls=full&autorun');
  await page.waitForFunction(() => document.querySelector('mutex-demo').result);
  const result = await page.evaluate(() => document.querySelector('mutex-demo').result);
  assert.deepEqual([result.outcome, result.threading, result.lock], ['finished', 'real', 'none']);
  assert.deepEqual([result.lines.expected, result.lines.whole + result.lines.torn], [25, 25]);
  assert.equal(result.lines.whole, judge(await shown(page), result).whole);
  assert.equal(await part(page, 'verdict').innerText(), inWords(result));
});

test('real threads that take a lock for each character lose none, whether lines tear or not', async () => {
  const page = await open();
  const result = await runWith(page, { lock: 'ticket', scope: 'glyph', pace: 0 });
  assert.deepEqual(result.glyphs, { expected: 225, lost: 0 });
  assert.equal(result.lines.whole + result.lines.torn, 25);
  assert.equal(judge(await shown(page), result).whole, result.lines.whole);
  assert.equal(await part(page, 'verdict').innerText(), inWords(result));
});

test('of a hundred unguarded runs every line is accounted for, of a hundred guarded runs every line is whole', async () => {
  const page = await open();
  const runs = { none: [], mutex: [] };
  for (let run = 0; run < 100; run++) {
    // At full speed, where waits are spun, and where threads sleep.
    const pace = [0, 50, 300][run % 3];
    for (const lock of ['none', 'mutex']) runs[lock].push(await runWith(page, { lock, pace }));
  }
  for (const { outcome, lines, glyphs } of runs.none) {
    assert.deepEqual([outcome, lines.expected, lines.whole + lines.torn], ['finished', 25, 25]);
    assert.ok(0 <= glyphs.lost && glyphs.lost < glyphs.expected, `${glyphs.lost} characters lost`);
  }
  for (const { lines, glyphs } of runs.mutex) {
    assert.deepEqual([lines, glyphs], [{ expected: 25, whole: 25, torn: 0 }, { expected: 225, lost: 0 }]);
  }
});

test('the result is what the transcript shows', async () => {
  const page = await open();
  for (const settings of [
    { lock: 'none', threads: 5, count: 5 },
    { lock: 'mutex', scope: 'line', threads: 16, count: 3, pace: 100 },
    { lock: 'mutex', scope: 'glyph', threads: 3, count: 12 },
    { lock: 'mutex', scope: 'thread', threads: 4, count: 4 },
    { lock: 'none', threads: 2, count: 2000, pace: 0 },
  ]) {
    const result = await runWith(page, settings);
    const transcript = await shown(page);
    const { expected, whole, torn } = result.lines;
    assert.equal(whole, judge(transcript, result).whole, JSON.stringify(settings));
    assert.equal(torn, expected - whole);
    const survivors = Object.values(transcript.writers).filter((writer) => writer !== 255).length;
    assert.equal(result.glyphs.expected - result.glyphs.lost, survivors);
    const { scope } = settings;
    if (scope) assert.equal(result.glyphs.lost, 0);
    if (scope === 'line' || scope === 'thread') assert.equal(whole, result.threads * result.count);
  }
});

test('a result has all that is promised', async () => {
  const page = await open();
  const result = await runWith(page, { lock: 'mutex', threads: 3, count: 4, pace: 300 });
  const { elapsedMs, threadsMs, clockUs, perThread, fairness, handOffs, bargings, schedule, ...rest } = result;
  assert.ok(1 <= clockUs && clockUs <= 1000, `${clockUs} µs`);
  assert.ok(0 < threadsMs && threadsMs <= elapsedMs, `${threadsMs} of ${elapsedMs} ms`);
  // All three threads wait when the lock opens, so the first hold of each comes after a wait.
  assert.ok(3 <= handOffs && handOffs + bargings <= 12, `${handOffs} hand-offs, ${bargings} bargings`);
  assert.deepEqual(rest, {
    ...{ threading: 'real', program: 'counter', source: '', lock: 'mutex', scope: 'line', threads: 3, count: 4 },
    ...{ pace: 300, inside: 0, outside: 0, spending: 'wait', main: 'join', waits: null, error: null, values: {} },
    ...{ outcome: 'finished', lines: { expected: 12, whole: 12, torn: 0 }, glyphs: { expected: 108, lost: 0 } },
    value: null,
    watchable: { putToStoreUs: null, loadToStoreUs: null, commonStart: 'lock', taped: true, spending: null },
  });
  // Three threads, 108 characters of three steps each, and two for each of twelve acquisitions.
  assert.match(schedule, /^~12348\./);
  assert.equal(perThread.length, 3);
  for (const { acquisitions, waitedMs, heldMs, maxWaitMs } of perThread) {
    assert.equal(acquisitions, 4);
    // Four lines of nine characters, each of which takes 300 µs under the lock; clocks of two threads differ a little.
    assert.ok(4 * (9 * 0.3 - 0.02) <= heldMs && heldMs <= elapsedMs, `${heldMs} of ${elapsedMs} ms`);
    assert.ok(maxWaitMs <= waitedMs && waitedMs <= elapsedMs);
  }
  assert.ok(1 / 3 <= fairness && fairness <= 1);
});

test('the lock switch changes listing and outcome', async () => {
  const page = await open();
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  // A run in progress goes on.
  const run = () => page.evaluate(() => document.querySelector('mutex-demo').run());
  const listing = part(page, 'listing');
  const struck = () => listing.locator('.lock > span').evaluateAll((lines) =>
    lines.map((line) => getComputedStyle(line).textDecorationLine));
  const before = await listing.innerText();
  assert.match(before, /lock\.acquire\(\)[^]*lock\.release\(\)/);
  assert.deepEqual(await struck(), Array(3).fill('line-through'));
  await part(page, 'lock').click();
  assert.equal(await part(page, 'lock').getAttribute('aria-checked'), 'true');
  // No line comes or goes.
  assert.deepEqual([await listing.innerText(), await struck()], [before, Array(3).fill('none')]);
  assert.equal((await run()).lines.whole, 25);
  assert.equal(await part(page, 'verdict').innerText(), '25 of 25 lines whole');
  await part(page, 'lock').click();
  assert.deepEqual(await struck(), Array(3).fill('line-through'));
  const unguarded = await run();
  assert.deepEqual([unguarded.lock, unguarded.lines.whole + unguarded.lines.torn], ['none', 25]);
  assert.equal(await part(page, 'verdict').innerText(), inWords(unguarded));
});

test('rows carry each character\'s author, and whether they are torn', async () => {
  const page = await open('test/element.html', { viewport: { width: 1200, height: 2400 } });
  const settings = [{ lock: 'none' }, { lock: 'mutex' }, { lock: 'ticket', scope: 'glyph' }, { lock: 'mutex', source: TORN_ONCE }];
  for (const { lock, scope = 'line', source = '' } of settings) {
    const result = await runWith(page, { lock, scope, source });
    const rows = await page.evaluate(() =>
      [...document.querySelector('mutex-demo').shadowRoot.querySelectorAll('[part=output] [data-row]')].map((row) => ({
        index: Number(row.dataset.row),
        torn: 'torn' in row.dataset,
        runs: [...row.children].map((span) => [span.dataset.thread, span.textContent]),
      })),
    );
    const { text, writers } = await shown(page);
    rows.sort((one, other) => one.index - other.index);
    const printed = text.split('\n');
    if (printed.at(-1) === '') printed.pop();
    assert.deepEqual(rows.map(({ runs }) => runs.map(([, words]) => words).join('')), printed);
    const authors = rows.flatMap(({ runs }) => runs.flatMap(([id, words]) => words.replace(/./g, `${id} `).trim().split(' ')));
    const expected = Object.values(writers).filter((_, at) => text[at] !== '\n');
    assert.deepEqual(authors.filter(Boolean), expected.map((id) => (id === 255 ? 'main' : String(id))));
    const torn = rows.filter(({ torn }) => torn).length;
    assert.equal(torn, judge({ text, writers }, result).torn);
    if (source) assert.equal(torn, 1);
    else if (lock === 'mutex') assert.equal(torn, 0);
  }
});

test('a main that exits has its threads told to stop, and ended', async () => {
  const page = await open();
  // With the ticket lock, main waits for at most one line of each thread; all lines would take half an hour.
  const result = await runWith(page, { main: 'exit', lock: 'ticket', count: 20_000 });
  assert.equal(result.outcome, 'exited');
  assert.ok(result.lines.whole < 100_000);
  assert.equal(result.glyphs.lost, 0);
  assert.match((await shown(page)).text, /Main thread exiting\.\.\.\n/);
  assert.match(await part(page, 'verdict').innerText(), /^Main exited, and its threads were told to stop: /);
  // The process is gone; the next run has another.
  assert.equal((await runWith(page, { main: 'join', count: 5 })).lines.whole, 25);
});

test('a stop in the middle of a line tears nothing, and nobody says so', async () => {
  const page = await open();
  const [result, torn, reason] = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    // More lines than could be printed in an hour.
    Object.assign(demo, { lock: 'mutex', pace: 100_000, count: 5000 });
    const running = demo.run();
    const printed = () => demo.transcript().text.length;
    while (printed() < 12) await new Promise(requestAnimationFrame);
    await demo.stop();
    const torn = demo.shadowRoot.querySelectorAll('[data-torn]').length;
    return [await running, torn, demo.shadowRoot.querySelector('[part=reason]').textContent];
  });
  assert.deepEqual([result.outcome, torn], ['stopped', 0]);
  assert.doesNotMatch(reason, /mix/);
  const { text } = await shown(page);
  assert.equal(text.split('\n').slice(0, -1).filter((row) => !/^\[\d\] => \d+$/.test(row)).length, 0);
  // A process that did not answer in time was terminated, and its figures are lost.
  const answered = result.perThread.every(({ acquisitions }) => acquisitions !== null);
  if (answered) assert.deepEqual([result.lines.torn, result.glyphs.lost], [0, 0]);
});

test('other settings than those of the output are pointed out', async () => {
  const page = await open();
  const changed = part(page, 'changed');
  await runWith(page, { pace: 0 });
  assert.equal(await changed.isVisible(), false);
  const { y } = await part(page, 'output').boundingBox();
  await page.getByRole('spinbutton', { name: 'Lines each' }).fill('4');
  await changed.waitFor();
  // The notice moves nothing.
  assert.equal((await part(page, 'output').boundingBox()).y, y);
  await runWith(page, { pace: 0 });
  assert.equal(await changed.isVisible(), false);
});

test('a lock that is switched takes effect at once: the program runs again', async () => {
  const page = await open();
  await runWith(page, { pace: 0 });
  const done = () =>
    page.evaluate(() => {
      const demo = document.querySelector('mutex-demo');
      return new Promise((resolve) => demo.addEventListener('done', ({ detail }) => resolve(detail), { once: true }));
    });
  let next = done();
  await part(page, 'lock').click();
  const guarded = await next;
  assert.deepEqual([guarded.lock, guarded.lines.whole], ['mutex', 25]);
  assert.equal(await part(page, 'changed').isVisible(), false);
  // Another kind of lock also runs it again, and ends a run in progress.
  await page.getByText('More settings').click();
  next = done();
  await page.getByLabel('Which lock').selectOption('ticket');
  assert.equal((await next).lock, 'ticket');
  // That run would last for minutes.
  await page.evaluate(() => (document.querySelector('mutex-demo').pace = 1_000_000));
  const started = page.evaluate(() => {
    const demo = document.querySelector('mutex-demo');
    const seen = [];
    demo.addEventListener('done', ({ detail: { lock, outcome } }) => seen.push(`${lock} ${outcome}`));
    globalThis.seen = seen;
    return new Promise((resolve) => demo.addEventListener('start', resolve, { once: true }));
  });
  await part(page, 'run').click();
  await started;
  await page.evaluate(() => (document.querySelector('mutex-demo').pace = 0));
  await part(page, 'lock').click();
  await page.waitForFunction(() => globalThis.seen.length === 2);
  assert.deepEqual(await page.evaluate(() => globalThis.seen), ['ticket stopped', 'none finished']);
});

test('a cell is read as a whole while threads write it', async () => {
  const page = await open();
  const { lines, copied } = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    // The standard lets `set` copy byte by byte: a new glyph with an old author.
    const arrays = Object.getPrototypeOf(Uint8Array.prototype);
    const { set } = arrays;
    let copied = 0;
    arrays.set = function (source, ...rest) {
      copied += source instanceof Uint16Array && source.buffer instanceof SharedArrayBuffer && source.buffer !== this.buffer;
      return set.call(this, source, ...rest);
    };
    Object.assign(demo, { lock: 'mutex', count: 2000, pace: 0 });
    const { lines } = await demo.run();
    arrays.set = set;
    return { lines, copied };
  });
  assert.deepEqual([lines.whole, copied], [10_000, 0]);
});

test('start and done come in order, bubble, and leave shadow roots', async () => {
  const page = await open();
  const events = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    const seen = [];
    const host = document.createElement('div');
    document.body.append(host);
    host.attachShadow({ mode: 'open' }).append(demo);
    for (const name of ['ready', 'start', 'done']) {
      document.addEventListener(name, ({ type, detail }) => seen.push([type, detail?.outcome ?? null]));
    }
    await demo.ready;
    const result = await demo.run();
    return { seen, same: result === demo.result };
  });
  assert.deepEqual(events.seen.slice(-2), [['start', null], ['done', 'finished']]);
  assert.ok(events.same);
});

test('settings come from the address of the page', async () => {
  const page = await open('#lock=mutex&threads=3&count=2&pace=0');
  await page.waitForFunction(() => document.querySelector('mutex-demo').result);
  const { lock, threads, lines } = await page.evaluate(() => document.querySelector('mutex-demo').result);
  assert.deepEqual([lock, threads, lines.whole], ['mutex', 3, 6]);
  await page.evaluate(() => (location.hash = '#count=3'));
  await page.waitForFunction(() => document.querySelector('mutex-demo').count === 3);
  assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').lock), 'none');
  await page.evaluate(() => (location.hash = '#lock=mutex&threads=3&count=2&pace=0'));
  await page.waitForFunction(() => document.querySelector('mutex-demo').count === 2);
  const link = await page.evaluate(() => document.querySelector('mutex-demo').permalink());
  assert.equal(link, page.url());
});
