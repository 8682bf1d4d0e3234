// The page round the element does not move: not when scripts have loaded, not when a run ends.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './browser.mjs';
import { hosts, ISOLATED } from './hosts.mjs';
import { read } from './source.mjs';

/** The room that the README has a page reserve, by `controls`. */
const [, full, minimal, none] =
  /min-block-size: ([^}]*?) }`, with\s+`controls="minimal"` (\d+em), with `none` (\d+em)/.exec(read('README.md'));
const ROOM = { full, minimal, none };

/** A page as an author writes it: the element, its room, and text after it. */
const pageWith = (controls) => `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><title>A lesson</title><script type="module" src="mutex-demo.js"></script>
<style>mutex-demo:not(:defined) { display: block; min-block-size: ${ROOM[controls]} }</style>
<p>Before it.</p><mutex-demo autorun controls="${controls}">A transcript.</mutex-demo><p>${'After it, more text. '.repeat(200)}</p>`;

/** In the page: adds up how much has shifted, and by what. */
const observe = () => {
  globalThis.shifts = [];
  const note = (list) => {
    for (const { value, sources } of list.getEntries()) globalThis.shifts.push([value, sources.map(({ node }) => node?.nodeName ?? 'inside')]);
  };
  new PerformanceObserver(note).observe({ type: 'layout-shift', buffered: true });
};

const serveHost = hosts();
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

// A shift of less would be one of less than a pixel, or of a few of the output's own characters.
const NONE = 0.001;

for (const controls of ['full', 'minimal', 'none']) {
  test(`nothing shifts while the element loads and runs, with controls="${controls}"`, async (t) => {
    for (const [threading, headers] of [['real', ISOLATED], ['simulated', {}]]) {
      const host = await serveHost({ headers, pages: { 'page.html': pageWith(controls) } });
      for (const [width, height] of [[360, 640], [700, 800], [1280, 900]]) {
        const page = await browser.newPage({ viewport: { width, height } });
        await page.addInitScript(observe);
        await page.goto(`${host.url}page.html`);
        await page.waitForFunction(() => document.querySelector('mutex-demo').result);
        // The last frames are told of, too.
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(resolve)))));
        assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').threading), threading);
        const shifts = await page.evaluate(() => globalThis.shifts);
        const sum = shifts.reduce((sum, [value]) => sum + value, 0);
        t.diagnostic(`${threading}, ${width} pixels wide: ${sum.toFixed(4)}`);
        assert.ok(sum < NONE, `${threading} ${width}: ${JSON.stringify(shifts)}`);
        await page.close();
      }
    }
  });
}

test('nothing shifts while the page loads and runs, at its top and at a scene', async (t) => {
  const host = await serveHost({ headers: ISOLATED });
  for (const [width, height] of [[360, 800], [1280, 800], [1600, 900]]) {
    for (const address of ['', '#deadlock', 'index.de.html']) {
      const page = await browser.newPage({ viewport: { width, height } });
      await page.addInitScript(observe);
      await page.goto(host.url + address);
      await page.waitForFunction((address) => address.startsWith('#') || document.querySelector('mutex-demo').result, address);
      await page.evaluate(() => Promise.all([...document.querySelectorAll('mutex-demo')].map((demo) => demo.ready)));
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(resolve)))));
      const shifts = await page.evaluate(() => globalThis.shifts);
      const sum = shifts.reduce((sum, [value]) => sum + value, 0);
      t.diagnostic(`${address || 'the top'}, ${width} pixels wide: ${sum.toFixed(4)}`);
      assert.ok(sum < NONE, `${address} ${width}: ${JSON.stringify(shifts)}`);
      await page.close();
    }
  }
});
