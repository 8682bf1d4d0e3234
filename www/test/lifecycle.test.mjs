// Processes come and go with runs and elements, and nothing is left behind.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, runWith, testIn } from './page.mjs';

const open = pages();

/** Counts the page's live workers, the processes' own and their threads'. */
async function workers(page) {
  const session = await page.context().newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  const { targetInfos } = await session.send('Target.getTargets');
  await session.detach();
  // An earlier test's page may still be on its way out, in a context of its own.
  const own = ({ type, browserContextId }) => type === 'worker' && browserContextId === targetInfo.browserContextId;
  return targetInfos.filter(own).length;
}

/** Waits until so many workers are left, for thousands of frames: ending one takes a browser a moment. */
async function settle(page, count) {
  let left = await workers(page);
  for (let look = 0; look < 10_000 && left !== count; look++) {
    await page.evaluate(() => new Promise(requestAnimationFrame));
    left = await workers(page);
  }
  assert.equal(left, count);
}

testIn(['chromium'], '200 runs stopped at random moments leave nothing behind', async (t) => {
  const page = await open();
  await runWith(page, {});
  // One worker is the process, the others carry its five threads.
  await settle(page, 6);
  const times = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    const times = [];
    for (let cycle = 0; cycle < 200; cycle++) {
      demo.lock = cycle % 2 ? 'mutex' : 'none';
      // Slow and fast ones, and ones of a million lines.
      [demo.pace, demo.count] = [[2000, 5], [0, 200_000], [1_000_000, 5], [0, 5], [50, 500]][cycle % 5];
      const running = demo.run();
      // So many turns of the page's event loop later: often at once, now and then in the middle of the run.
      const turns = Math.random() ** 3 * 25;
      for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setTimeout(resolve));
      const since = performance.now();
      await demo.stop();
      times.push(performance.now() - since);
      const { outcome } = await running;
      if (outcome !== 'stopped' && outcome !== 'finished') throw new Error(outcome);
    }
    return times.sort((one, other) => one - other);
  });
  t.diagnostic(`stop() took ${times[100].toFixed()} ms in the middle, ${times[199].toFixed()} ms at the most`);
  const { lines } = await runWith(page, { lock: 'mutex', count: 5, pace: 100 });
  assert.deepEqual(lines, { expected: 25, whole: 25, torn: 0 });
  // The last stop may have ended the process; then that run has made another.
  await settle(page, 6);
});

test('a stop before the threads have started is a stop', async () => {
  const page = await open();
  const result = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    const running = demo.run();
    await demo.stop();
    return running;
  });
  assert.equal(result.outcome, 'stopped');
  assert.deepEqual(result.lines, { expected: 25, whole: 0, torn: 0 });
  assert.equal((await runWith(page, { lock: 'mutex' })).lines.whole, 25);
});

test('stop without a run does nothing, and a second run() joins the first', async () => {
  const page = await open();
  const [nothing, same] = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    const nothing = await demo.stop();
    const [one, other] = await Promise.all([demo.run(), demo.run()]);
    return [nothing ?? null, one === other];
  });
  assert.equal(nothing, null);
  assert.ok(same);
});

testIn(['chromium'], 'a process stays warm, and a larger one takes its place', async () => {
  const page = await open();
  await runWith(page, { threads: 2, pace: 0 });
  await settle(page, 3);
  await runWith(page, { threads: 1 });
  await settle(page, 3);
  await runWith(page, { threads: 16, count: 2 });
  await settle(page, 17);
  assert.equal((await runWith(page, { threads: 16, lock: 'mutex' })).lines.whole, 32);
});

testIn(['chromium'], 'an element that leaves the page gives its process back, and can come back', async () => {
  const page = await open();
  await runWith(page, {});
  const outcome = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    // More lines than could be printed in hours.
    Object.assign(demo, { pace: 1_000_000, count: 5000 });
    const running = demo.run();
    await new Promise((resolve) => demo.addEventListener('start', resolve, { once: true }));
    demo.remove();
    globalThis.demo = demo;
    return (await running).outcome;
  });
  assert.equal(outcome, 'stopped');
  await settle(page, 0);
  await page.evaluate(() => document.body.append(globalThis.demo));
  assert.equal((await runWith(page, { lock: 'mutex', pace: 0, count: 5 })).lines.whole, 25);
});

test('two elements run at once and do not see each other', async () => {
  const page = await open();
  const results = await page.evaluate(async () => {
    const one = document.querySelector('mutex-demo');
    const other = document.createElement('mutex-demo');
    other.lock = 'mutex';
    document.body.append(other);
    await Promise.all([one.ready, other.ready]);
    return Promise.all([one.run(), other.run()]);
  });
  assert.equal(results[0].lock, 'none');
  assert.equal(results[1].lines.whole, 25);
});

test('an autorun element waits until it is seen', async () => {
  const page = await open();
  const result = await page.evaluate(async () => {
    const spacer = document.createElement('div');
    spacer.style.height = '5000px';
    const demo = document.createElement('mutex-demo');
    demo.autorun = true;
    document.body.append(spacer, demo);
    await demo.ready;
    // Observers are notified in the order of their creation: the element's own before this one.
    await new Promise((resolve) => new IntersectionObserver(resolve).observe(demo));
    await new Promise((resolve) => setTimeout(resolve));
    const button = demo.shadowRoot.querySelector('[part=run]').textContent;
    let starts = 0;
    demo.addEventListener('start', () => starts++);
    const done = new Promise((resolve) => demo.addEventListener('done', () => resolve(demo.result)));
    demo.scrollIntoView();
    return [button, (await done).outcome, starts];
  });
  assert.deepEqual(result, ['Run', 'finished', 1]);
});

test('autorun that comes late runs when it comes', async () => {
  const page = await open();
  await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    // By now the element has been told that it is in sight, and has not run.
    await new Promise((resolve) => new IntersectionObserver(resolve).observe(demo));
    demo.autorun = true;
  });
  await page.waitForFunction(() => document.querySelector('mutex-demo').result);
});

test('an element that is moved before it is ready opens once', async () => {
  const page = await open();
  const [ready, buttons] = await page.evaluate(async () => {
    let ready = 0;
    const demo = document.createElement('mutex-demo');
    demo.addEventListener('ready', () => ready++);
    document.body.append(demo);
    demo.remove();
    document.body.prepend(demo);
    // A later element is ready later: a second opening of the first one would be over by then.
    const later = document.body.appendChild(document.createElement('mutex-demo'));
    await Promise.all([demo.ready, later.ready]);
    return [ready, demo.shadowRoot.querySelectorAll('[part=run]').length];
  });
  assert.deepEqual([ready, buttons], [1, 1]);
});
