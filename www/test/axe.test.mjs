// Every state of the element, as axe-core sees it.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { pages, runWith, unisolated } from './page.mjs';

const open = pages();
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const [phone, desk] = [{ width: 360, height: 800 }, { width: 1280, height: 900 }];
const part = (page, name) => page.locator(`mutex-demo [part=${name}]`);

/** Rules about the page round the element: the test's own has neither headings nor landmarks. */
const OF_THE_PAGE = ['landmark-one-main', 'page-has-heading-one', 'region'];

/** Fails if axe finds something to complain of, or if something sticks out. */
async function check(page, runOnly) {
  // The listing's new lines fade in.
  await page.evaluate(() => {
    const animations = document.querySelector('mutex-demo').shadowRoot.getAnimations();
    return Promise.all(animations.map(({ finished }) => finished));
  });
  await page.addScriptTag({ path: axe });
  const off = page.url().endsWith('element.html') && !runOnly ? OF_THE_PAGE : [];
  const rules = Object.fromEntries(off.map((rule) => [rule, { enabled: false }]));
  const options = runOnly ? { runOnly } : { rules };
  const { violations, passes } = await page.evaluate((options) => globalThis.axe.run(options), options);
  assert.notEqual(passes.length, 0);
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => [html, failureSummary])]), []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
}

const set = (page, settings) =>
  page.evaluate(async (settings) => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    Object.assign(demo, settings);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }, settings);

/** Brings a page into a state; by name. */
const STATES = {
  'before a run': (page) => set(page, {}),
  'whole lines': (page) => runWith(page, { lock: 'mutex', pace: 0 }),
  'torn lines, one told': async (page) => {
    await runWith(page, { threads: 16, pace: 100 });
    await part(page, 'output').press('n');
    await part(page, 'told').filter({ hasText: /^row / }).waitFor();
  },
  'a run in progress': async (page) => {
    await set(page, { pace: 1_000_000, count: 5000 });
    await part(page, 'run').click();
    await page.getByRole('button', { name: 'Stop' }).waitFor();
  },
  'a deadlock': (page) => runWith(page, { program: 'two-locks', lock: 'mutex', threads: 2, count: 200, pace: 100 }),
  'more settings, and a fair lock': (page) => runWith(page, { lock: 'ticket', threads: 3, inside: 100, outside: 100 }),
  'the stepper': (page) => set(page, { scheduler: 'step', threads: 2, count: 1, schedule: '01010' }),
  'an exploration': (page) => runWith(page, { scheduler: 'explore', threads: 2, count: 1 }),
  'a source with an error': (page) => set(page, { source: 'def thread(t):\n    print(\n' }),
  'an edited text with an error': async (page) => {
    await set(page, {});
    await part(page, 'editing').getByRole('button', { name: 'Edit' }).click();
    await page.locator('mutex-demo textarea').fill('def thread(t):\n    print(\n');
    await page.locator('mutex-demo .wrong').filter({ hasText: /./ }).waitFor();
  },
  'an edited lock, checked': async (page) => {
    await set(page, { threads: 2, count: 1 });
    await page.locator('mutex-demo [data-lock]').first().press('Delete');
    await part(page, 'check').filter({ hasText: /./ }).waitFor();
  },
  'an experiment': async (page) => {
    await set(page, { threads: 2, count: 1, pace: 0 });
    await page.getByRole('button', { name: 'Run it 100 times' }).click();
    await page.locator('mutex-demo [part=experiments] .found > *').first().waitFor();
    await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'hidden' });
  },
  'the timeline as a table': async (page) => {
    await runWith(page, { threads: 2, count: 1, lock: 'mutex', pace: 100 });
    await part(page, 'timeline').getByText('As a table').click();
    await part(page, 'timeline').locator('td').first().waitFor();
  },
  'the dialogue of Share, with a preview': async (page) => {
    await set(page, { lock: 'mutex' });
    await part(page, 'share').click();
    await page.getByRole('dialog').getByText('Preview').click();
    await page.locator('mutex-demo dialog mutex-demo').evaluate((demo) => demo.ready);
  },
  'the keys': async (page) => {
    await set(page, {});
    await part(page, 'keys').click();
    await page.getByRole('dialog').waitFor();
  },
  'few controls': (page) => runWith(page, { controls: 'minimal', pace: 0 }),
  'no controls': (page) => runWith(page, { controls: 'none', pace: 0 }),
};

for (const [name, bring] of Object.entries(STATES)) {
  test(`axe finds nothing to complain of: ${name}`, async () => {
    for (const viewport of [phone, desk]) {
      const page = await open('test/element.html', { viewport });
      await bring(page);
      await check(page);
      await page.context().close();
    }
  });

  // In other colours, only colours differ.
  test(`axe finds no colour to complain of, in other colours: ${name}`, async () => {
    const colours = ['color-contrast', 'link-in-text-block'];
    const dark = await open('test/element.html', { colorScheme: 'dark', viewport: desk });
    await bring(dark);
    await check(dark, colours);
    await set(dark, { theme: 'light' });
    await check(dark, colours);
    const light = await open('test/element.html', { viewport: desk });
    await set(light, { theme: 'dark' });
    await bring(light);
    await check(light, colours);
    for (const page of [dark, light]) await page.context().close();
  });
}

test('axe finds nothing to complain of: simulated', async () => {
  for (const [settings, viewport] of [[{ lock: 'mutex' }, phone], [{}, desk], [{ controls: 'minimal' }, phone], [{ controls: 'none' }, desk]]) {
    const page = await open('test/element.html', { ...unisolated, viewport });
    await runWith(page, settings);
    await check(page);
  }
});

test('axe finds nothing to complain of: the page, and one that is dark and does not say so', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const page = await open('', { colorScheme, viewport: phone });
    await page.waitForFunction(() => document.querySelector('mutex-demo').result);
    await check(page);
    const host = await open('test/element.html', { colorScheme, viewport: desk });
    await host.addStyleTag({ content: ':root { color-scheme: normal; background: #0d1117 } body { color: #e6edf3 }' });
    await runWith(host, { pace: 0 });
    await check(host);
  }
});
