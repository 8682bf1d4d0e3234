// `embed.html`: the page of a frame, for pages that take no script.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engine, threadingIn } from './engine.mjs';
import { FULL, hosts, textOf } from './hosts.mjs';
import { pages, unisolated } from './page.mjs';

const open = pages();
const serve = hosts();

const QUERY = 'embed.html?lock=none&threads=3&count=3';
const ran = (page) => page.waitForFunction(() => document.querySelector('mutex-demo')?.result);

/** In the page: the parts that are too small for what they hold, and those out of sight. */
const unfit = () => {
  const { shadowRoot } = document.querySelector('mutex-demo');
  const parts = ['lock', 'run', 'step', 'verdict', 'legend', 'output', 'listing', 'threading', 'open'];
  const scrolls = (element) => element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
  const found = scrolls(document.documentElement) ? ['page'] : [];
  for (const part of parts) {
    const element = shadowRoot.querySelector(`[part=${part}]`);
    const { left, top, right, bottom, height } = element.getBoundingClientRect();
    const isHidden = part === 'listing' && height === 0 && innerWidth < 600;
    if (!isHidden && (height === 0 || left < 0 || top < 0 || right > innerWidth || bottom > innerHeight)) found.push(`${part} is out of sight`);
    if (['output', 'listing'].includes(part) && scrolls(element)) found.push(`${part} scrolls`);
  }
  return found;
};

test('a frame of 700 × 400 fits five threads, whose names take two rows', async () => {
  const page = await open('embed.html', { viewport: { width: 700, height: 400 } });
  await ran(page);
  assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), 400);
});

test('a frame of 700 × 400, of 360 × 480 and in a column of 45 em fits all of three threads and three lines', async () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const [width, height] of [[700, 400], [360, 480], [720, 400]]) {
      const page = await open(QUERY, { viewport: { width, height }, colorScheme });
      await ran(page);
      assert.deepEqual(await page.evaluate(unfit), [], `${width} × ${height}`);
      // With the lock and in the stepper, too.
      await page.evaluate(async () => {
        const demo = document.querySelector('mutex-demo');
        demo.lock = 'mutex';
        await demo.run();
      });
      assert.deepEqual(await page.evaluate(unfit), [], `${width} × ${height}, whole`);
      await page.getByRole('button', { name: 'Step', exact: true }).click();
      await page.getByRole('button', { name: 'Step thread 0' }).click();
      assert.deepEqual(await page.evaluate(unfit), [], `${width} × ${height}, stepping`);
      await page.context().close();
    }
  }
});

test('the address says what a frame shows, and the link opens just that as a page', async () => {
  const page = await open('embed.html?lock=ticket&threads=2&count=1&pace=100&autorun=false', { viewport: { width: 700, height: 400 } });
  await page.evaluate(() => document.querySelector('mutex-demo').ready);
  const link = page.getByRole('link', { name: 'Open the full demo' });
  await link.waitFor();
  assert.equal(await page.evaluate(() => document.querySelector('mutex-demo').result), null);
  assert.match(await link.getAttribute('href'), /^http:\/\/127\.0\.0\.1:\d+\/#lock=ticket&threads=2&count=1&pace=100$/);
  await page.getByRole('switch').click();
  await page.waitForFunction(() => !document.querySelector('mutex-demo').shadowRoot.querySelector('[part=open]').href.includes('lock='));
});

test('a frame tells its parent how tall it would like to be, whatever its height is', async () => {
  const { url: files } = await serve({ headers: FULL });
  const heights = '<script>addEventListener("message", ({ data, source }) => { if (data.mutexDemo === "height") (self.told ??= {})[source === frames[0] ? 0 : 1] = data.height; });</script>';
  const frame = (height) => `<iframe src="${files}${QUERY}" width="700" height="${height}"></iframe>`;
  const { url } = await serve({ pages: { '': `<link rel="icon" href="data:,">${heights}${frame(300)}${frame(900)}` } });
  const page = await open(url);
  for (const frame of page.frames().slice(1)) await ran(frame);
  // As much as 700 × 400 has room for.
  await page.waitForFunction(() => self.told?.[0] > 300 && self.told[0] <= 400 && self.told[0] === self.told[1]);
});

test('in a page without headers a frame runs as well as it can, and in a sandbox simulated', async () => {
  const { url: files } = await serve({ headers: FULL });
  for (const [sandbox, expected] of [['', threadingIn(engine === 'chromium')], ['sandbox="allow-scripts"', 'simulated']]) {
    const { url } = await serve({ pages: { '': `<link rel="icon" href="data:,"><iframe ${sandbox} src="${files}${QUERY}&pace=100" width="700" height="400"></iframe>` } });
    const page = await open(url, { expected: unisolated.expected });
    const frame = page.frames()[1];
    await ran(frame);
    assert.equal(await frame.evaluate(() => document.querySelector('mutex-demo').threading), expected);
    assert.deepEqual(await frame.evaluate(unfit), [], expected);
    await page.context().close();
  }
});

test('a page that takes oEmbed finds out how to show the frame', async () => {
  const [, address] = /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/.exec(textOf('embed.html'));
  const { version, type, html, width, height } = JSON.parse(textOf(address));
  assert.deepEqual([version, type, width, height], ['1.0', 'rich', 700, 400]);
  assert.match(html, /^<iframe src="embed\.html" width="700" height="400" title="[^"]+"/);
});
