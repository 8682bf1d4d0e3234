// An element in a frame of its files' host behaves as one in place. In Chromium alone: no other engine isolates such a frame.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FULL, hosts, page as html } from './hosts.mjs';
import { pages } from './page.mjs';

const open = pages();
const serve = hosts();

const ELEMENT = '<mutex-demo threads="3" count="2" pace="100">static</mutex-demo>';

/** Opens a page without headers, whose element's files come from a host with all of them. */
async function openForeign(element = ELEMENT, options = {}) {
  const files = await serve({ headers: FULL });
  const { url } = await serve({ pages: { '': `<meta name="color-scheme" content="light dark">${html(files.url, element)}`, ...options.pages } });
  const page = await open(url, options);
  return { page, files, url };
}

const framesOf = (page) => page.frames().length - 1;
const inFrame = (page) => page.frameLocator('iframe').locator('mutex-demo');

test('a page without headers has real threads, in a frame of the files’ host', async () => {
  const { page } = await openForeign();
  const { threading, why, result, transcript, result2 } = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    const heard = [];
    for (const name of ['start', 'done']) document.addEventListener(name, ({ target, detail }) => heard.push([name, target === demo, detail?.outcome]));
    const result = await demo.run();
    return { threading: demo.threading, why: demo.whySimulated, result, transcript: demo.transcript(), result2: demo.result, heard };
  });
  assert.deepEqual([threading, why, result.threading, result.outcome], ['real', null, 'real', 'finished']);
  assert.deepEqual(result2, result);
  assert.equal(transcript.text.match(/\n/g).length > 0, true);
  assert.equal(transcript.text.length, Object.keys(transcript.writers).length);
  assert.equal(framesOf(page), 1);
  // The sign that the reader sees is the frame's.
  await inFrame(page).locator('[part=threading]').filter({ hasText: /^Real threads/ }).waitFor();
});

test('a framed element follows attributes and properties, and its reader’s changes come back', async () => {
  const { page } = await openForeign();
  await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    self.changes = [];
    demo.addEventListener('change', ({ detail }) => self.changes.push([detail.name, detail.value, demo[detail.name]]));
    demo.lock = 'ticket';
    demo.setAttribute('count', '3');
    const { lock, count, lines } = await demo.run();
    self.ran = { lock, count, expected: lines.expected, torn: lines.torn };
  });
  assert.deepEqual(await page.evaluate(() => self.ran), { lock: 'ticket', count: 3, expected: 9, torn: 0 });
  assert.deepEqual(await page.evaluate(() => self.changes), []);
  await inFrame(page).getByRole('switch').click();
  await page.waitForFunction(() => self.changes.length > 0);
  assert.deepEqual(await page.evaluate(() => self.changes[0]), ['lock', 'none', 'none']);
  assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').getAttribute('lock')), 'none');
  assert.match(await page.evaluate(() => document.querySelector('mutex-demo').permalink()), /#threads=3&count=3&pace=100$/);
});

test('a framed element steps, explores, exports, stops and refuses as one in place does', async () => {
  const { page } = await openForeign();
  const found = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    Object.assign(demo, { threads: 2, count: 1 });
    await demo.step(0);
    await demo.step(1);
    const { position, taken } = demo.state();
    await demo.back();
    const back = demo.state().position;
    const { schedules } = await demo.explore();
    Object.assign(demo, { scheduler: 'os', count: 5, pace: 100_000 });
    const run = demo.run();
    await new Promise((resolve) => demo.addEventListener('start', resolve, { once: true }));
    await demo.stop();
    const { outcome } = await run;
    const file = await demo.exported('json');
    const text = JSON.parse(await file.text());
    demo.source = 'nonsense';
    const refused = await demo.run().catch(({ message }) => message);
    return { position, taken, back, closed: demo.state(), schedules, outcome, name: file.name, said: text.outcome ?? text.result?.outcome, refused };
  });
  const { name, said, refused, ...rest } = found;
  assert.deepEqual(rest, { position: 2, taken: '01', back: 1, closed: null, schedules: '1946939425648112', outcome: 'stopped' });
  assert.match(name, /\.json$/);
  assert.equal(said, 'stopped');
  assert.match(refused, /line 1/);
});

test('a framed element has the theme, the colours and the height of one in place', async () => {
  const { page } = await openForeign(`<style>mutex-demo { --mutex-demo-thread-1: rgb(1, 2, 3) }</style>${ELEMENT}<p>after</p>`, { colorScheme: 'dark' });
  await page.evaluate(() => document.querySelector('mutex-demo').run());
  const frame = inFrame(page);
  const schemeOf = () => frame.evaluate((demo) => getComputedStyle(demo).colorScheme);
  assert.equal(await schemeOf(), 'dark');
  assert.equal(await frame.locator('[part=legend] [data-thread="1"]').evaluate((item) => getComputedStyle(item).color), 'rgb(1, 2, 3)');
  await page.evaluate(() => (document.documentElement.style.colorScheme = 'light'));
  await page.frames()[1].waitForFunction(() => getComputedStyle(document.querySelector('mutex-demo')).colorScheme === 'light');
  await page.evaluate(() => (document.querySelector('mutex-demo').theme = 'dark'));
  await page.frames()[1].waitForFunction(() => getComputedStyle(document.querySelector('mutex-demo')).colorScheme === 'dark');
  // The frame is as tall as its content, and nothing in it scrolls.
  await page.waitForFunction(() => document.querySelector('mutex-demo').shadowRoot.querySelector('iframe[data-shown]'));
  await page.frames()[1].waitForFunction(() => {
    const { offsetHeight } = document.querySelector('mutex-demo');
    return offsetHeight > 300 && innerHeight === offsetHeight;
  });
});

test('a framed element that is moved goes on, and one that is removed leaves nothing', async () => {
  const { page } = await openForeign();
  const outcome = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    const run = demo.run();
    document.body.append(document.createElement('section'));
    document.querySelector('section').append(demo);
    return (await run).outcome;
  });
  assert.equal(outcome, 'finished');
  await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    demo.remove();
    self.left = demo;
  });
  await page.waitForFunction(() => frames.length === 0 && self.left.shadowRoot.querySelector('iframe') === null);
});

test('elements out of sight load no frame, and run when they are asked to', async () => {
  const far = '<div style="block-size: 5000px"></div>';
  const { page, files } = await openForeign(`${ELEMENT}${far}${ELEMENT}`);
  await page.evaluate(() => Promise.all([...document.querySelectorAll('mutex-demo')].map((demo) => demo.ready)));
  await page.evaluate(() => document.querySelector('mutex-demo').run());
  assert.equal(framesOf(page), 1);
  assert.equal(files.requests.filter((path) => path === 'embed.html').length, 1);
  const { outcome, threading } = await page.evaluate(() => document.querySelectorAll('mutex-demo')[1].run());
  assert.deepEqual([outcome, threading], ['finished', 'real']);
});

test('messages count only if they come from the element’s own frame, and have its shapes', async () => {
  // A sibling frame, and the page itself, pretend to be the element's frame.
  const liar = `<script>
    const say = () => [parent, ...Array.from(parent)].forEach((to) => {
      to.postMessage({ mutexDemo: 'greeting', shares: true }, '*');
      to.postMessage({ mutexDemo: 'open' }, '*', [new MessageChannel().port1]);
      to.postMessage({ height: 7, told: { threading: 'simulated' }, event: 'done' }, '*');
    });
    setInterval(say, 5);
  </script>`;
  const { page } = await openForeign(`<iframe src="liar.html"></iframe>${ELEMENT}`, { pages: { 'liar.html': liar } });
  const { outcome, threading, result } = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    const { outcome } = await demo.run();
    return { outcome, threading: demo.threading, result: demo.result.outcome };
  });
  assert.deepEqual([outcome, threading, result], ['finished', 'real', 'finished']);
  // From the frame, messages of other shapes are dropped.
  const kept = await page.frames().find((frame) => frame.url().includes('embed.html')).evaluate(() => {
    for (const data of [null, 5, {}, { mutexDemo: 'greeting' }, { mutexDemo: 'height', height: 'tall' }]) parent.postMessage(data, '*');
    return document.querySelector('mutex-demo').threading;
  });
  assert.equal(kept, 'real');
  assert.equal(await page.evaluate(async () => (await document.querySelector('mutex-demo').run()).outcome), 'finished');
});

test('an element adds no global name', async () => {
  const before = await open((await serve({ pages: { '': '<link rel="icon" href="data:,">' } })).url);
  const names = (page) => page.evaluate(() => Object.getOwnPropertyNames(self).toSorted());
  const { page } = await openForeign();
  await page.evaluate(() => document.querySelector('mutex-demo').run());
  // A frame has an index for a name.
  assert.deepEqual((await names(page)).filter((name) => name !== '0'), await names(before));
});

