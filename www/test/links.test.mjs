// Links are not trusted: a million of them, read as the page reads them, then the worst of them opened.

import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { parse, SETTINGS } from '../element/settings.js';
import { NAMES } from './links.mjs';
import { pages } from './page.mjs';

const open = pages();
const CASES = 1_000_000;
const PARTS = 8;
const SEED = Number(process.env.SEED ?? 1);

/** Has a worker check some links. Resolves with its counts. */
const checked = (seed, links) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('links.mjs', import.meta.url), { workerData: { seed, links } });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

test('a million links: each gives settings within their limits, and no link makes reading it throw', async (t) => {
  // The links are the same ones with any number of processors.
  const seeds = Array.from({ length: PARTS }, (_, part) => SEED * PARTS + part);
  const all = [];
  const take = async () => {
    while (seeds.length > 0) all.push(await checked(seeds.shift(), CASES / PARTS));
  };
  const workers = Math.min(PARTS, availableParallelism());
  await Promise.all(Array.from({ length: workers }, take));
  t.diagnostic(`${CASES} links in ${all.length} parts, ${workers} at a time`);
  // Each setting is hit and missed: otherwise the links would prove nothing.
  for (const what of ['taken', 'refused']) {
    const sums = NAMES.map((name) => [name, all.reduce((sum, counts) => sum + counts[what][name], 0)]);
    for (const [name, many] of sums) assert.ok(many > CASES / 1000, `${name}: ${JSON.stringify(sums)} were ${what}`);
  }
  assert.deepEqual(Object.keys(SETTINGS), NAMES, 'a setting that is not tested here');
});

const ALL_IDS = '0123456789abcdef';
const SCARCE = 'scheduler=step&threads=2&count=1';

/** Links that ask for much, for what cannot be, or for nothing that makes sense. */
const NASTY = [
  // Runs.
  'threads=16&count=62500&pace=0',
  'threads=16&count=62500&pace=1000000&lock=mutex&scope=thread',
  'threads=16&count=200000',
  'threads=1&count=1&pace=1000000&main=exit&seed=999999999999999',
  'program=increment&count=200000&main=exit',
  'lock=mutex&lock=none&lock=nonsense&threads=0&threads=3',
  '__proto__=x&constructor=y&toString=z&hasOwnProperty=1&__proto__[threads]=16',
  'lock=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&program="><script>alert(1)</script>',
  '%',
  '%00=%00&threads=%00&count=%zz&lock=%C3%28',
  'threads=٣&count=¹&pace=１&seed=🧵',
  '='.repeat(1000),
  '&'.repeat(100_000),
  `lock=${'m'.repeat(100_000)}&${'threads=16&'.repeat(1000)}`,
  `schedule=${'0'.repeat(20_000)}`,
  'controls=none&autorun=false&style=display:none&hidden=',
  // Steps.
  `scheduler=step&schedule=${'0'.repeat(20_000)}`,
  `scheduler=step&schedule=${'0'.repeat(20_001)}`,
  `scheduler=step&threads=16&count=37&schedule=${ALL_IDS.repeat(1250)}`,
  `scheduler=step&threads=16&count=37&schedule=~1420000.${'ASNFZ4mrze8B'.repeat(1111)}A`,
  `scheduler=step&threads=1&count=200000&schedule=~1120000.${'A'.repeat(3334)}`,
  `scheduler=step&threads=16&count=1000&schedule=${ALL_IDS}`,
  'scheduler=step&threads=16&count=200000&program=increment&lock=mutex&scope=thread&schedule=fedc',
  `${SCARCE}&schedule=ffff`,
  `${SCARCE}&schedule=0000000000000000000000000000`,
  `${SCARCE}&schedule=01g`,
  `${SCARCE}&schedule=~1124.VVV`,
  `${SCARCE}&schedule=~1124.VVVVV`,
  `${SCARCE}&schedule=~1099999.VVVV`,
  `${SCARCE}&schedule=~1499999.VVVV`,
  `${SCARCE}&schedule=~110.`,
  `${SCARCE}&schedule=~1424.${'_'.repeat(16)}`,
  `${SCARCE}&lock=mutex&scope=glyph&schedule=01`,
  `${SCARCE}&controls=none&schedule=%30%31%0a`,
  // Explorations.
  'scheduler=explore',
  'scheduler=explore&threads=16&count=62500',
  'scheduler=explore&threads=16&count=60',
  'scheduler=explore&threads=16&program=increment',
  'scheduler=explore&threads=1&count=200000',
  `scheduler=explore&threads=1&count=740&lock=mutex&scope=thread&schedule=${ALL_IDS}`,
];

const expected = (line) => line.startsWith('warning: <mutex-demo>: ');
const short = (link) => (link.length > 80 ? `${link.slice(0, 80)}…` : link);

const verdict = () => document.querySelector('mutex-demo').shadowRoot.querySelector('[part=verdict]').textContent;

/** Waits until the demo can run, and has said something. */
async function begun(page) {
  await page.evaluate(async () => {
    await customElements.whenDefined('mutex-demo');
    await document.querySelector('mutex-demo').ready;
  });
  await page.waitForFunction(verdict);
}

/** Stops the run in progress, and returns the demo's verdict and state. */
const stopped = (page) =>
  page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.stop();
    const said = demo.shadowRoot.querySelector('[part=verdict]').textContent;
    const { result, scheduler, threads } = demo;
    return { said, outcome: result?.outcome, scheduler, threads, state: demo.state() };
  });

/** The possible verdicts of a demo when nothing runs, by scheduler. */
const SAID = {
  os: /^((Stopped|Main exited.*): )?(.* of [\d,]+ lines? (whole|torn)|[Tt]he value is \d|no value yet)/,
  step: /^(Nobody has stepped yet|Thread \d+ (loaded|put|stored|took|released) .*|No steps: .*)\.( \d.* of \d.*)?$/,
  explore: /^([\d,]+ schedules?: |Too many states |No exploration: (it was cancelled|\d+ steps or more: .*)\.$)/,
};

test('the worst links open, run or say why not, and stop', async () => {
  const links = [...NASTY];
  const take = async () => {
    while (links.length > 0) await tryOut(links.shift());
  };
  // Some at a time: most of the time a page waits for its workers.
  await Promise.all([take(), take(), take()]);

  async function tryOut(link) {
    const page = await open(`#${link}`, { expected });
    page.on('dialog', () => assert.fail(`a dialog opened: ${short(link)}`));
    await begun(page);
    const { said, outcome, scheduler, threads, state } = await stopped(page);
    assert.match(said, SAID[scheduler], short(link));
    if (scheduler === 'os') assert.ok(['finished', 'stopped', 'exited'].includes(outcome), short(link));
    if (scheduler === 'step') {
      assert.equal(state === null, said.startsWith('No steps: '), short(link));
      if (state) assert.equal(state.threads.length, threads, short(link));
      // To the end and back, however long.
      await page.evaluate(() => document.querySelector('mutex-demo').run().then(() => true, () => false));
      await page.evaluate(() => document.querySelector('mutex-demo').back());
    }
    // The link that the demo shares has only valid settings.
    const shared = await page.evaluate(() => document.querySelector('mutex-demo').permalink());
    const address = new URLSearchParams(new URL(shared).hash.slice(1));
    assert.deepEqual(parse((name) => address.get(name)).problems, [], short(link));
    await page.context().close();
  }
});

test('an exploration that has more states than there is room for says so', async () => {
  for (const link of ['scheduler=explore', 'scheduler=explore&threads=16&program=increment']) {
    const page = await open(`#${link}`, { expected });
    await page.getByRole('status').filter({ hasText: /^(Too many|No exploration|[\d,]+ schedules)/ }).waitFor();
    assert.match(await page.evaluate(verdict), /^Too many states to visit all of them: /, link);
    await page.context().close();
  }
});

test('links that are followed one after another in one page leave it in one piece', async () => {
  const page = await open('', { expected });
  await begun(page);
  for (const link of NASTY) {
    // The previous link's run continues, until another scheduler takes over.
    await page.evaluate((link) => (location.hash = link), link);
    const address = new URLSearchParams(new URL(`http://demo/#${link}`).hash.slice(1));
    const { lock, threads, scheduler } = parse((name) => address.get(name)).settings;
    await page.waitForFunction((settings) => {
      const find = (selector) => document.querySelector('mutex-demo').shadowRoot.querySelector(selector);
      const on = find('[part=lock]').getAttribute('aria-checked') === 'true';
      const [threads, scheduler] = [find('[name=threads]'), find('[name=scheduler]:checked')];
      return [on ? 'mutex' : 'none', threads.value, scheduler.value].join() === settings;
    }, [lock, threads, scheduler].join());
    await page.evaluate(() => void document.querySelector('mutex-demo').run().catch(() => {}));
  }
  const result = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    const followed = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
    location.hash = 'lock=mutex&threads=3&count=2&pace=0';
    await followed;
    await demo.stop();
    return demo.run();
  });
  assert.deepEqual([result.outcome, result.lines], ['finished', { expected: 6, whole: 6, torn: 0 }]);
});

test('where there are no steps, the stepper\'s buttons and keys do nothing', async () => {
  for (const link of ['scheduler=step&threads=16&count=1000', `${SCARCE}&schedule=~1124.VVV`]) {
    const page = await open(`#${link}`, { expected });
    await begun(page);
    const { said } = await stopped(page);
    assert.match(said, /^No steps: /);
    const buttons = page.locator('#tear mutex-demo [part=stepper] button');
    await buttons.evaluateAll((buttons) => buttons.forEach((button) => button.click()));
    await page.locator('#tear mutex-demo [part=share]').focus();
    for (const key of ['0', '1', 'ArrowLeft', 'ArrowRight', 'Home', 'End']) await page.keyboard.press(key);
    assert.equal((await stopped(page)).said, said);
    await page.context().close();
  }
});

test('a link that has no steps leaves no other program in the stepper', async () => {
  const page = await open('#scheduler=step&threads=3&count=1&schedule=0120', { expected });
  await begun(page);
  assert.equal((await stopped(page)).state.position, 4);
  for (const link of [`${SCARCE}&schedule=~1124.VVV`, 'scheduler=step&threads=16&count=1000']) {
    await page.evaluate(async (link) => {
      const followed = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
      location.hash = link;
      await followed;
    }, link);
    await page.getByRole('status').filter({ hasText: 'No steps: ' }).waitFor();
    assert.equal((await stopped(page)).state, null, 'three threads are not what the settings say');
  }
});
