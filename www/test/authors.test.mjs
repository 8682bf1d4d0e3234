// For authors: events for the reader's changes of settings, colours, and the page that links lead to.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, runWith } from './page.mjs';

const open = pages();

/** Opens an element that keeps the changes it tells of; on the page's body, so that only what bubbles out of a shadow root counts. */
async function listened(attributes = {}) {
  const page = await open();
  await page.evaluate(async (attributes) => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    Object.assign(demo, { pace: 0, ...attributes });
    globalThis.changes = [];
    document.body.addEventListener('change', ({ target, detail: { name, value } }) => {
      // The attribute says so already, and the event seems to come from the element.
      if (target === demo && demo[name] === value) globalThis.changes.push([name, value]);
      else globalThis.changes.push('wrong');
    });
    // The attributes apply.
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }, attributes);
  return page;
}

const changes = (page) => page.evaluate(() => globalThis.changes.splice(0));

test('each setting that the reader turns is told, as its property gives it', async () => {
  const page = await listened({ schedule: '0101' });
  await page.locator('mutex-demo summary').first().click();
  const part = (selector) => page.locator(`mutex-demo ${selector}`);
  for (const [act, expected] of [
    [() => part('[part=lock]').click(), [['lock', 'mutex'], ['schedule', '']]],
    [() => part('[name=kind]').selectOption('ticket'), [['lock', 'ticket']]],
    [() => part('[part=lock]').click(), [['lock', 'none']]],
    [() => part('[name=threads]').fill('3'), [['threads', 3]]],
    [() => part('[name=count]').fill('2'), [['count', 2]]],
    // An invalid text changes nothing.
    [() => part('[name=threads]').fill('99'), []],
    [() => part('[name=threads]').fill('3'), []],
    [() => part('[name=pace]').selectOption('2000'), [['pace', 2000]]],
    [() => part('[name=inside]').selectOption('100'), [['inside', 100]]],
    [() => part('[name=outside]').selectOption('1000'), [['outside', 1000]]],
    [() => part('[name=spending]').selectOption('compute'), [['spending', 'compute']]],
    [() => part('[name=tape]').click(), [['tape', true]]],
    [() => part('[name=tape]').click(), [['tape', false]]],
    [() => part('[name=scope]').selectOption('glyph'), [['scope', 'glyph']]],
    [() => part('[name=program]').selectOption('increment'), [['program', 'increment']]],
    [() => part('[name=language]').selectOption('go'), [['language', 'go']]],
    [() => part('[name=scheduler][value=step]').click(), [['scheduler', 'step']]],
    [() => part('[name=scheduler][value=explore]').click(), [['scheduler', 'explore']]],
  ]) {
    await act();
    assert.deepEqual(await changes(page), expected);
  }
});

test('an edit of the program, an example and the largest size are changes of the reader, too', async () => {
  const page = await listened({ threads: 5, count: 3, scheduler: 'explore' });
  await page.evaluate(() => void document.querySelector('mutex-demo').run());
  await page.locator('mutex-demo [part=largest] button').first().click();
  const sizes = await changes(page);
  assert.ok(sizes.length > 0 && sizes.every(([name, value]) => ['threads', 'count'].includes(name) && typeof value === 'number'), String(sizes));
  await page.evaluate(() => document.querySelector('mutex-demo').stop());
  await page.evaluate(() => Object.assign(document.querySelector('mutex-demo'), { threads: 2, count: 1 }).run());
  await page.locator('mutex-demo [data-example]:visible').first().click();
  const [[first, schedule], scheduler] = await changes(page);
  assert.deepEqual([first, scheduler], ['schedule', ['scheduler', 'step']]);
  assert.ok(schedule.length > 0);
  await page.locator('mutex-demo [data-edit=text]').click();
  await page.locator('mutex-demo textarea').fill('def thread(t):\n    pass\n');
  await page.locator('mutex-demo').getByRole('button', { name: 'Done' }).click();
  assert.deepEqual(await changes(page), [['lock', 'mutex'], ['schedule', ''], ['source', 'def thread(t):\n    pass\n']]);
});

test('what the author changes is no change of the reader', async () => {
  const page = await listened();
  await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    Object.assign(demo, { lock: 'mutex', threads: 2, count: 1, tape: true });
    demo.setAttribute('scope', 'glyph');
    demo.removeAttribute('lock');
    await demo.run();
    demo.step(0);
    await demo.explore();
  });
  assert.deepEqual(await changes(page), []);
});

/** The demo's colours: of its text and ground, of thread 0 on its timeline, and of the ground of its picture. */
const colours = (page) =>
  page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    const find = (selector) => demo.shadowRoot.querySelector(selector);
    const canvas = find('[part=timeline] canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const pixels = new Set();
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] === 255) pixels.add(`rgb(${data[at]}, ${data[at + 1]}, ${data[at + 2]})`);
    }
    const painted = ['rgb(11, 99, 173)', 'rgb(111, 181, 245)'].filter((colour) => pixels.has(colour));
    const thread = getComputedStyle(find('[part=legend] li')).color;
    const svg = await (await demo.exported('svg')).text();
    const [, fill] = /<path fill="([^"]*)"/.exec(svg);
    const { color, backgroundColor } = getComputedStyle(find('[part=ground]'));
    return { color, backgroundColor, thread, painted, fill };
  });

test('`theme` chooses the colours of the element, its timeline and its pictures, whatever the page\'s scheme', async () => {
  const seen = {};
  for (const colorScheme of ['light', 'dark']) {
    const page = await open('test/element.html', { colorScheme, expected: (line) => /willReadFrequently/.test(line) });
    await runWith(page, { threads: 1, count: 2, pace: 100 });
    for (const theme of ['auto', 'light', 'dark']) {
      await page.evaluate((theme) => (document.querySelector('mutex-demo').theme = theme), theme);
      seen[`${theme} on ${colorScheme}`] = await colours(page);
    }
    assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').getAttribute('theme')), 'dark');
  }
  const { 'light on light': light, 'dark on dark': dark } = seen;
  assert.deepEqual(light, { ...light, color: 'rgb(29, 32, 38)', backgroundColor: 'rgb(251, 250, 247)', thread: 'rgb(11, 99, 173)', painted: ['rgb(11, 99, 173)'], fill: 'rgb(255, 255, 255)' });
  assert.deepEqual(dark, { ...dark, color: 'rgb(233, 231, 225)', backgroundColor: 'rgb(20, 22, 26)', thread: 'rgb(111, 181, 245)', painted: ['rgb(111, 181, 245)'] });
  assert.notEqual(dark.fill, light.fill);
  assert.deepEqual([seen['auto on light'], seen['light on dark']], [light, light]);
  assert.deepEqual([seen['auto on dark'], seen['dark on light']], [dark, dark]);
});

test('`home` is the page that links lead to; it is in no link, and neither are the other settings of the page', async () => {
  const warnings = [];
  const page = await open('test/element.html', { expected: (line) => /is not the address of a page/.test(line) && warnings.push(line) });
  const permalink = (settings) =>
    page.evaluate(async (settings) => {
      const demo = document.querySelector('mutex-demo');
      await demo.ready;
      Object.assign(demo, settings);
      await new Promise((resolve) => requestAnimationFrame(resolve));
      return demo.permalink();
    }, settings);
  const folder = new URL('/', page.url()).href;
  const settings = { lock: 'mutex', controls: 'none', theme: 'dark' };
  assert.equal(await permalink(settings), `${folder}#lock=mutex`);
  assert.equal(await permalink({ home: 'https://example.org/lesson?page=3#old' }), 'https://example.org/lesson?page=3#lock=mutex');
  assert.equal(await permalink({ home: 'file:///lesson/index.html' }), 'file:///lesson/index.html#lock=mutex');
  for (const home of ['javascript:alert(1)', 'lesson.html', 'https://', 'javascript:alert(1)']) {
    assert.equal(await permalink({ home }), `${folder}#lock=mutex`);
    assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').home), '');
  }
  assert.equal(warnings.length, 3, 'one for each');
  // Nobody else's address makes the page's links lead elsewhere.
  const own = await open('#home=https://example.org/&lock=mutex');
  assert.equal(await own.evaluate(() => document.querySelector('mutex-demo').permalink()), `${folder}#lock=mutex`);
});
