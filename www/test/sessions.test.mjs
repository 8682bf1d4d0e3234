// Elements come and go, and are called at once: every call takes effect, and nothing is left behind.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ISOLATED, page as html, serveHost } from './hosts.mjs';
import { pages, testIn, unisolated } from './page.mjs';

const open = pages();
const servers = [];
after(() => servers.forEach((server) => server.close()));

const cured = unisolated.expected;

/** Opens an empty page that has the element's script, isolated or not. */
async function empty(threading) {
  const server = await serveHost({ headers: threading === 'real' ? ISOLATED : {}, pages: { '': html('', '') } });
  servers.push(server);
  return open(server.url, { expected: cured });
}

for (const threading of ['real', 'simulated']) {
  test(`what is asked of an element right after its making happens, ${threading}`, async () => {
    const page = await empty(threading);
    const done = await page.evaluate(async () => {
      const make = (settings) => {
        const demo = document.createElement('mutex-demo');
        Object.assign(demo, { threads: 2, count: 1, pace: 100 }, settings);
        document.body.append(demo);
        return demo;
      };
      const { outcome, threading, lines } = await make({ lock: 'mutex' }).run();
      const { schedules } = await make({}).explore();
      const stepped = make({});
      await stepped.step(1);
      const chosen = make({ scheduler: 'step' });
      for (const thread of [1, 0]) chosen.step(thread);
      chosen.back();
      await chosen.ready;
      const replayed = await make({ scheduler: 'step', schedule: '0011' }).run();
      return { outcome, threading, whole: lines.whole, schedules, taken: [stepped, chosen].map((demo) => demo.state().taken), replayed: replayed.outcome };
    });
    assert.deepEqual(done, {
      ...{ outcome: 'finished', threading, whole: 2, schedules: '1946939425648112' },
      ...{ taken: ['1', '1'], replayed: 'finished' },
    });
  });

  test(`an element that is moved goes on, and one that comes back has its settings, ${threading}`, async () => {
    const page = await empty(threading);
    const done = await page.evaluate(async () => {
      const demo = document.createElement('mutex-demo');
      Object.assign(demo, { lock: 'mutex', threads: 2, count: 2, pace: 2000 });
      const place = document.createElement('div');
      document.body.append(demo, place);
      const before = demo.run();
      // Moved before it is ready, and in the middle of a run.
      place.append(demo);
      await demo.ready;
      await new Promise((resolve) => demo.addEventListener('start', resolve, { once: true }));
      document.body.prepend(demo);
      const moved = await before;
      const again = await demo.run();
      demo.remove();
      await new Promise((resolve) => setTimeout(resolve));
      document.body.append(demo);
      const back = await demo.run();
      return [moved, again, back].map(({ outcome, lock, lines }) => `${outcome} ${lock} ${lines.whole}`);
    });
    assert.deepEqual(done, Array(3).fill('finished mutex 4'));
  });
}

test('an element that is ready has its styles, and keeps them when it is moved', async () => {
  const page = await empty('real');
  const displays = await page.evaluate(async () => {
    const demo = document.createElement('mutex-demo');
    document.body.append(demo);
    await demo.ready;
    const display = () => getComputedStyle(demo.shadowRoot.querySelector('.demo')).display;
    const ready = display();
    document.body.prepend(demo);
    return [ready, display()];
  });
  assert.deepEqual(displays, ['grid', 'grid']);
});

/** Collects garbage, then counts what is alive. */
async function alive(page) {
  const session = await page.context().newCDPSession(page);
  const count = async (prototype) => {
    const { result } = await session.send('Runtime.evaluate', { expression: prototype });
    const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: result.objectId });
    const { result: length } = await session.send('Runtime.callFunctionOn', {
      objectId: objects.objectId,
      functionDeclaration: 'function () { return this.length; }',
    });
    await session.send('Runtime.releaseObject', { objectId: objects.objectId });
    return length.value;
  };
  for (let round = 0; round < 2; round++) await session.send('HeapProfiler.collectGarbage');
  const elements = await count("customElements.get('mutex-demo').prototype");
  const memories = await count('WebAssembly.Memory.prototype');
  const { nodes } = await session.send('Memory.getDOMCounters');
  const { targetInfos } = await session.send('Target.getTargets');
  const workers = targetInfos.filter(({ type }) => type === 'worker').length;
  await session.detach();
  return { elements, memories, nodes, workers };
}

/** Looks at what is alive, thousands of times, until it is as it should be. */
async function settled(page, holds) {
  let left = await alive(page);
  for (let look = 0; look < 3000 && !holds(left); look++) left = await alive(page);
  assert.ok(holds(left), JSON.stringify(left));
  return left;
}

/** Makes, runs and removes elements, one after the other. */
const cycle = (page, cycles) =>
  page.evaluate(async (cycles) => {
    for (let made = 0; made < cycles; made++) {
      const demo = document.createElement('mutex-demo');
      // Every tenth is removed in the middle of its run.
      const slow = made % 10 === 9;
      // More lines than could be printed in hours.
      Object.assign(demo, { threads: 2, count: slow ? 5000 : 1, pace: slow ? 1_000_000 : 0, lock: made % 2 ? 'mutex' : 'none' });
      document.body.append(demo);
      const running = demo.run();
      if (slow) await new Promise((resolve) => demo.addEventListener('start', resolve, { once: true }));
      else await running;
      demo.remove();
      const { outcome } = await running;
      if (outcome !== (slow ? 'stopped' : 'finished')) throw new Error(`element ${made}: ${outcome}`);
    }
  }, cycles);

testIn(['chromium'], '500 elements that come, run and go leave nothing behind, more than there would be memory for', async (t) => {
  const page = await empty('real');
  // The first element's page instance stays for later elements.
  await cycle(page, 10);
  const before = await alive(page);
  await cycle(page, 500);
  // A browser takes a while to end a worker, and to free its memory.
  const after = await settled(page, ({ elements, memories, nodes, workers }) =>
    elements === 0 && workers === 0 && memories <= before.memories && nodes <= before.nodes);
  t.diagnostic(`before ${JSON.stringify(before)}, after ${JSON.stringify(after)}`);
});

testIn(['chromium'], 'elements out of sight start no workers, with autorun or without', async () => {
  const page = await empty('real');
  await page.evaluate(async () => {
    const spacer = document.createElement('div');
    spacer.style.blockSize = '20000px';
    const demos = Array.from({ length: 20 }, () => document.createElement('mutex-demo'));
    for (const demo of demos) Object.assign(demo, { threads: 2, count: 1, pace: 0, autorun: true });
    document.body.append(spacer, ...demos);
    await Promise.all(demos.map(({ ready }) => ready));
  });
  // An element in sight runs; by the end of its run, the others would have started, too.
  await page.evaluate(async () => {
    const seen = document.createElement('mutex-demo');
    Object.assign(seen, { threads: 2, count: 1, pace: 0, autorun: true });
    document.body.prepend(seen);
    await new Promise((resolve) => seen.addEventListener('done', resolve, { once: true }));
  });
  // The probe's worker takes a moment to end.
  await settled(page, ({ elements, workers }) => elements === 21 && workers === 3);
  const results = await page.evaluate(() => [...document.querySelectorAll('mutex-demo')].filter(({ result }) => result).length);
  assert.equal(results, 1);
});
