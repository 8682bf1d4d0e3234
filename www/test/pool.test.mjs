// All elements of a page share one pool of processes: bounded, reused, ended when idle, and nothing of a run is lost by it.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { built, ISOLATED, page as html, serveHost, textOf } from './hosts.mjs';
import { pages, runWith, unisolated } from './page.mjs';

const open = pages();
const servers = [];
after(() => servers.forEach((server) => server.close()));

/** Opens a page with some elements, which counts its workers. `scripts` may answer in place of files. */
async function withElements(count, { options = {}, element = '', scripts } = {}) {
  const counting = `
    globalThis.workers = { live: 0, most: 0 };
    globalThis.Worker = class extends Worker {
      constructor(...made) {
        super(...made);
        workers.most = Math.max(workers.most, ++workers.live);
      }
      terminate() {
        super.terminate();
        workers.live--;
      }
    };`;
  const elements = Array(count).fill(`<mutex-demo threads="5" count="2" pace="100" ${element}></mutex-demo>`).join('');
  const pages = { '': html('', `<script>${counting}</script>${elements}`) };
  const server = await serveHost({ headers: ISOLATED, pages, scripts });
  servers.push(server);
  const page = await open(server.url, options);
  await page.evaluate(() => Promise.all([...document.querySelectorAll('mutex-demo')].map(({ ready }) => ready)));
  return page;
}

const workers = (page) => page.evaluate(() => globalThis.workers);
const settle = (page, count) => page.waitForFunction((count) => globalThis.workers.live === count, count);
const limits = (page) => page.evaluate(async () => ({ ...(await import(new URL('runs/pool.js', document.baseURI))) }));

/** Settings of a run that does not end by itself, as far as a test is concerned. */
const endless = { threads: 5, count: 1000, pace: 1_000_000 };

/** Runs all elements of the page, with a lock and without in turns: the results in short. */
const runAll = (page, how) =>
  page.evaluate(async (how) => {
    const demos = [...document.querySelectorAll('mutex-demo')];
    demos.forEach((demo, at) => (demo.lock = at % 2 ? 'mutex' : 'none'));
    const transcript = (demo) => Object.values(demo.transcript()).map(String).join();
    const run = (demo) => demo.run().then((result) => ({ ...result, transcript: transcript(demo) }));
    const results = how === 'at once' ? await Promise.all(demos.map(run)) : [];
    if (how !== 'at once') for (const demo of demos) results.push(await run(demo));
    return results.map(({ threading, outcome, lock, lines, transcript: before }, at) => {
      const kept = before === transcript(demos[at]) && before.includes('Main thread exiting...');
      return { threading, outcome, lock, kept, whole: lock === 'mutex' ? lines.whole : lines.expected };
    });
  }, how);

test('forty elements run one after the other, and all at once, on few workers', async (t) => {
  const page = await withElements(40);
  const { MOST_WORKERS, MOST_IDLE } = await limits(page);
  const right = (_, at) => ({ threading: 'real', outcome: 'finished', lock: at % 2 ? 'mutex' : 'none', kept: true, whole: 10 });
  for (const [how, at] of [['one by one', 6], ['at once', MOST_WORKERS]]) {
    assert.deepEqual(await runAll(page, how), Array.from({ length: 40 }, right), how);
    const { live, most } = await workers(page);
    t.diagnostic(`${how}: ${most} workers at most, ${live} idle`);
    assert.ok(most <= at, `${most} workers ${how}`);
    assert.ok(live <= MOST_IDLE * 6, `${live} workers idle`);
  }
  await page.evaluate(() => document.querySelectorAll('mutex-demo').forEach((demo) => demo.remove()));
  await settle(page, 0);
});

test('what an element shows stays when its process runs another\'s program, and when that ends', async () => {
  const page = await withElements(2, { element: 'lock="none"' });
  const shown = () =>
    page.evaluate(() => {
      const { text, writers, torn } = document.querySelector('mutex-demo').transcript();
      return { text, writers: [...writers], torn: [...torn] };
    });
  await runWith(page, { threads: 3, count: 60, pace: 20 });
  const before = await shown();
  assert.ok(before.text.split('\n').length > 50);
  for (const [threads, live] of [[3, 4], [5, 6]]) {
    await page.evaluate((threads) => Object.assign(document.querySelectorAll('mutex-demo')[1], { threads, count: 3000, pace: 0 }).run(), threads);
    assert.equal((await workers(page)).live, live);
    assert.deepEqual(await shown(), before);
  }
  // Rows that are drawn only now are the same, too.
  const output = page.locator('[part=output]').first();
  await output.evaluate((output) => (output.scrollTop = 0));
  const first = before.text.split('\n')[0];
  await output.locator('[data-row="0"]').waitFor();
  assert.equal(await output.locator('[data-row="0"]').textContent(), first);
  const left = await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    return globalThis.workers.live;
  });
  assert.equal(left, 0);
  assert.deepEqual(await shown(), before);
});

test('a run that waits for another element\'s says so, and can be stopped', async () => {
  const page = await withElements(7);
  await page.evaluate((endless) => {
    globalThis.demos = [...document.querySelectorAll('mutex-demo')];
    globalThis.waited = [];
    for (const demo of demos) demo.addEventListener('wait', () => waited.push(demos.indexOf(demo)));
    for (const demo of demos.slice(0, 5)) Object.assign(demo, endless);
    globalThis.runs = demos.map((demo) => demo.run());
  }, endless);
  await page.waitForFunction(() =>
    demos.slice(5).every(({ shadowRoot }) => shadowRoot.querySelector('[part=verdict]').textContent === 'Waiting for another demo’s run to end…'));
  const outcomes = await page.evaluate(async () => {
    await demos[5].stop();
    const { outcome, lines } = await runs[5];
    // The other one's turn comes when one of the five ends.
    demos[0].stop();
    const later = await runs[6];
    await Promise.all(demos.map((demo) => demo.stop()));
    const five = (await Promise.all(runs.slice(0, 5))).map(({ outcome }) => outcome);
    return { waited, stopped: [outcome, lines.whole + lines.torn], later: later.outcome, five };
  });
  assert.deepEqual(outcomes, { waited: [5, 6], stopped: ['stopped', 0], later: 'finished', five: Array(5).fill('stopped') });
});

test('an experiment gives way to a run that waits for its process', async () => {
  const page = await withElements(2);
  const outcomes = await page.evaluate(async (endless) => {
    const [one, other] = document.querySelectorAll('mutex-demo');
    const running = Object.assign(other, { ...endless, threads: 16 }).run();
    await new Promise((resolve) => other.addEventListener('start', resolve, { once: true }));
    Object.assign(one, { threads: 16, count: 2, pace: 2000 });
    one.shadowRoot.querySelector('[data-experiment=many]').click();
    const done = one.shadowRoot.querySelector('[part=experiments] .done');
    while (done.hidden || done.value === 0) await new Promise(requestAnimationFrame);
    const waited = new Promise((resolve) => one.addEventListener('wait', () => resolve(true), { once: true }));
    const { outcome } = await one.run();
    await other.stop();
    return [await waited, outcome, (await running).outcome, globalThis.workers.most];
  }, endless);
  assert.deepEqual(outcomes, [true, 'finished', 'stopped', 34]);
});

test('idle processes end after a while, and a run makes a new one', async () => {
  const page = await withElements(1);
  const { IDLE_MS } = await limits(page);
  await page.clock.install();
  await runWith(page, {});
  assert.equal((await workers(page)).live, 6);
  await page.clock.runFor(IDLE_MS);
  await settle(page, 0);
  await page.clock.resume();
  assert.equal((await runWith(page, { lock: 'mutex' })).lines.whole, 10);
});

test('a hidden page gives up its idle processes, and works when it is shown again', async () => {
  const page = await withElements(2);
  await runWith(page, {});
  const result = await page.evaluate(async (endless) => {
    const [, running] = document.querySelectorAll('mutex-demo');
    Object.assign(running, endless);
    const run = running.run();
    await new Promise((resolve) => running.addEventListener('start', resolve, { once: true }));
    const turn = (type) => dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
    turn('pagehide');
    turn('pageshow');
    await running.stop();
    return [(await run).outcome, (await document.querySelector('mutex-demo').run()).outcome];
  }, endless);
  assert.deepEqual(result, ['stopped', 'finished']);
});

const refusing = `
  WebAssembly.Memory = class {
    constructor() {
      throw new RangeError('WebAssembly.Memory(): could not allocate memory');
    }
  };`;

/** Opens elements in a browser that refuses a process memory so many times, while `armed`. */
async function withRefusals(count, times) {
  const process = built('process');
  const script = textOf(process);
  const state = { armed: true, left: times };
  const scripts = (path) => (path === process && state.armed && state.left-- > 0 ? refusing + script : undefined);
  return { page: await withElements(count, { scripts }), state };
}

test('where memory is refused once, idle processes make room, and the threads are real', async () => {
  const { page, state } = await withRefusals(2, 1);
  state.armed = false;
  await page.evaluate(() =>
    Promise.all([...document.querySelectorAll('mutex-demo')].map((demo) => Object.assign(demo, { threads: 2 }).run())));
  assert.equal((await workers(page)).live, 6);
  state.armed = true;
  const { threading, lines } = await runWith(page, { threads: 4, lock: 'mutex' });
  assert.deepEqual([threading, lines.whole, state.left < 0], ['real', 8, true]);
  // Neither of the two that were idle is left.
  assert.equal((await workers(page)).live, 5);
});

test('where memory is refused for good, the run is simulated, and the element says so and why', async () => {
  const { page } = await withRefusals(1, Infinity);
  const { threading, outcome, lines } = await runWith(page, { lock: 'mutex' });
  assert.deepEqual([threading, outcome, lines.whole], ['simulated', 'finished', 10]);
  const [said, why] = await page.evaluate(() => {
    const demo = document.querySelector('mutex-demo');
    return [demo.threading, demo.whySimulated];
  });
  assert.equal(said, 'simulated');
  assert.match(why, /^The threads did not start: .*could not allocate memory/);
  await page.locator('[part=threading]').filter({ hasText: /^Simulated: .*could not allocate memory/ }).waitFor();
  assert.equal((await workers(page)).live, 0);
});

for (const [threading, options] of [['real', {}], ['simulated', unisolated]]) {
  test(`an element out of view runs and draws nothing, and has caught up when it is seen, ${threading}`, async () => {
    const page = await open('test/element.html', options);
    const { result, text, changes, frames, rows } = await page.evaluate(async () => {
      document.body.style.paddingBlockStart = '20000px';
      const demo = document.querySelector('mutex-demo');
      await demo.ready;
      Object.assign(demo, { lock: 'mutex', threads: 3, count: 5, pace: 3000 });
      // Observers are told in the order of their creation: the element's own before this one.
      const far = (at) => at.at(-1).isIntersecting === false;
      await new Promise((resolve) => new IntersectionObserver((at) => far(at) && resolve(), { rootMargin: '50%' }).observe(demo));
      let changes = 0;
      const drawn = demo.shadowRoot.querySelector('[part=output]');
      new MutationObserver((all) => (changes += all.length)).observe(drawn, { subtree: true, childList: true, attributes: true });
      let frames = 0;
      const request = globalThis.requestAnimationFrame;
      globalThis.requestAnimationFrame = (callback) => request((frames++, callback));
      const result = await demo.run();
      globalThis.requestAnimationFrame = request;
      return { result, text: demo.transcript().text, changes, frames, rows: drawn.querySelectorAll('[data-row]').length };
    });
    assert.deepEqual([result.threading, result.lines.whole], [threading, 15]);
    assert.equal(text.split('\n').length, 17);
    // A view whose size changes asks for a frame; the run of at least 400 ms does not.
    assert.deepEqual({ changes, rows }, { changes: 0, rows: 0 });
    assert.ok(frames <= 4, `${frames} frames`);
    await page.evaluate(() => document.querySelector('mutex-demo').scrollIntoView());
    await page.locator('[data-row="15"]').waitFor();
    assert.match(await page.locator('[part=verdict]').textContent(), /15 of 15 lines whole/);
  });
}
