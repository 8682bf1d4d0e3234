// An element speaks the language where it stands, and no other.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages } from './page.mjs';

const open = pages();
/** Words that are English and not German. */
const ENGLISH = /\b(the|of|and|is|are|with|for|to|from|lost|whole|torn|step|nobody|every|lines?|locks?|threads? \d)\b/;

/** The words that a reader meets in an element, code and output aside: texts, labels, descriptions. */
const met = (page) =>
  page.evaluate(() => {
    const found = [];
    const visit = (node) => {
      if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
      if (node.nodeType !== Node.ELEMENT_NODE) return;
      if (node.matches('style, script, textarea')) return;
      for (const name of ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title']) found.push(node.getAttribute(name) ?? '');
      if (node.matches('[part=output], [part=before], .line:not(.wrong), pre[data-place], slot')) return;
      node.childNodes.forEach(visit);
    };
    document.querySelector('mutex-demo').shadowRoot.childNodes.forEach(visit);
    return found.map((text) => text.replace(/`[^`]*`|“[^”]*”|\b(shared|screen)\.\w+|\w+\.(acquire|release)\(\)/g, '').trim()).filter(Boolean);
  });

const inGerman = async (page, what) => {
  const texts = await met(page);
  assert.ok(texts.length > 20, `${what}: ${texts.join(' | ')}`);
  assert.deepEqual(texts.filter((text) => ENGLISH.test(text)), [], what);
};

test('an element in German says no English', async () => {
  const page = await open();
  const run = (settings) =>
    page.evaluate(async (settings) => {
      const demo = document.querySelector('mutex-demo');
      Object.assign(demo, settings);
      await demo.ready;
      return demo.run().catch((error) => error.message);
    }, settings);
  await page.evaluate(() => (document.querySelector('mutex-demo').lang = 'de'));
  await run({ threads: 3, count: 3, pace: 100 });
  await inGerman(page, 'a run');
  await run({ lock: 'mutex', inside: 100 });
  await inGerman(page, 'a run with a lock');
  await run({ program: 'two-locks', scheduler: 'step', threads: 2 });
  await page.evaluate(() => document.querySelector('mutex-demo').step(0));
  await inGerman(page, 'the stepper');
  await run({ program: 'counter', lock: 'none', scheduler: 'explore', count: 1 });
  await inGerman(page, 'an exploration');
  const why = await run({ scheduler: 'os', source: 'def thread(t):\n    prnt("x")\n' });
  assert.match(why, /^Zeile 2, Spalte 5: `prnt` ist nicht definiert/);
  await inGerman(page, 'an invalid program');
});

test('a language is an element\'s own, or its ancestor\'s, and changes with the attribute', async () => {
  const page = await open();
  const button = page.locator('mutex-demo [part=run]');
  await button.getByText('Run', { exact: true }).waitFor();
  assert.equal(await page.locator('mutex-demo .frame').getAttribute('lang'), 'en');
  await page.evaluate(() => (document.querySelector('mutex-demo').lang = 'de-AT'));
  await button.getByText('Start', { exact: true }).waitFor();
  assert.equal(await page.locator('mutex-demo .frame').getAttribute('lang'), 'de');
  const result = await page.evaluate(async () => {
    const demo = document.querySelector('mutex-demo');
    await demo.ready;
    return demo.run();
  });
  assert.equal(result.outcome, 'finished');
  // A language without a catalogue is answered in English.
  await page.evaluate(() => (document.querySelector('mutex-demo').lang = 'fr'));
  await button.getByText('Run', { exact: true }).waitFor();
  await page.evaluate(() => {
    document.documentElement.lang = 'de';
    const second = document.createElement('mutex-demo');
    document.querySelector('mutex-demo').replaceWith(second);
  });
  await button.getByText('Start', { exact: true }).waitFor();
});
