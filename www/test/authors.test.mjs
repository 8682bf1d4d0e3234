// For authors: events for the reader's changes of settings.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages } from './page.mjs';

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
