// Lines to the page: their rate, and the time to the first.

import { gzipSync } from 'node:zlib';
import { launch, open } from '../test/browser.mjs';
import { median, ROUNDS, say, table, viewport } from './measure.mjs';

export async function streaming(browser, url) {
  say('1,000,000 lines to the page');
  const frames = ({ p50, p99, max }) => [p50, p99, max].map((ms) => ms.toFixed(1));
  const row = (name, { lines, ms, frames: times }) => [name, Math.round(lines / (ms / 1000)), ...frames(times)];
  const cold = [];
  const warm = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { page } = await open(browser, `${url}bench/element.html`, { viewport });
    cold.push(await page.evaluate(() => globalThis.stream()));
    await page.evaluate(() => globalThis.stream());
    warm.push(await page.evaluate(() => globalThis.stream()));
    await page.context().close();
  }
  say('the same lines to xterm.js');
  const { page } = await open(browser, `${url}bench/xterm.html`, { viewport });
  const xterm = await page.evaluate(() => globalThis.stream());
  await page.context().close();
  const middle = (runs) => runs.toSorted((a, b) => a.ms - b.ms)[Math.floor(runs.length / 2)];
  const worst = (runs) => runs.toSorted((a, b) => a.frames.p99 - b.frames.p99).at(-1);
  const all = [...cold, ...warm];
  table(
    'Streaming 1,000,000 guarded lines, from Run to the last line and the verdict; frame times in milliseconds',
    ['', 'lines/s', 'p50', 'p99', 'max'],
    [
      row('ours, first run of a page (median)', middle(cold)),
      row('ours, third run (median)', middle(warm)),
      row('ours, the run with the worst p99', worst(all)),
      row('xterm.js', xterm),
    ],
  );
  const speed = ({ lines, ms }) => lines / ms;
  console.log(`  ours / xterm.js: ${(speed(middle(cold)) / speed(xterm)).toFixed(1)} × first, ${(speed(middle(warm)) / speed(xterm)).toFixed(1)} × third run`);
}

export async function coldStart(_, url) {
  say('cold start');
  const times = [];
  const bodies = new Map();
  for (let round = 0; round < ROUNDS; round++) {
    // A browser of its own: nothing is warm, and nothing else is open.
    const fresh = await launch();
    const context = await fresh.newContext({ viewport });
    const page = await context.newPage();
    context.on('response', async (response) => {
      if (response.status() === 200 && response.url().startsWith(url)) bodies.set(response.url(), await response.body().catch(() => Buffer.alloc(0)));
    });
    await page.addInitScript(() => {
      const look = () => {
        const first = document.querySelector('mutex-demo')?.shadowRoot?.querySelector('[data-row] > [data-thread]');
        if (first) globalThis.firstGlyph = performance.now();
        else requestAnimationFrame(look);
      };
      look();
    });
    await page.goto(url);
    await page.waitForFunction(() => globalThis.firstGlyph);
    times.push(await page.evaluate(() => globalThis.firstGlyph));
    await fresh.close();
  }
  const raw = [...bodies.values()].reduce((sum, body) => sum + body.length, 0);
  const gzipped = [...bodies.values()].reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
  table(
    'From navigation to the first coloured character, 5 threads',
    ['', 'median', 'worst', 'files', 'bytes', 'gzipped'],
    [['page', `${median(times).toFixed(0)} ms`, `${Math.max(...times).toFixed(0)} ms`, bodies.size, raw, gzipped]],
  );
}

export async function costALine(browser, url) {
  say('cost a line');
  const { page } = await open(browser, `${url}bench/element.html`, { viewport });
  const rows = [];
  for (const lines of [1_000, 10_000, 100_000, 1_000_000]) {
    const runs = [];
    for (let round = 0; round < ROUNDS; round++) {
      runs.push(await page.evaluate((lines) => globalThis.stream(lines), lines));
    }
    const ms = median(runs.map((run) => run.ms));
    rows.push([lines, ms.toFixed(1), ((ms * 1e6) / lines).toFixed(0)]);
  }
  await page.context().close();
  table('Cost a line, from Run to the verdict', ['lines', 'milliseconds', 'nanoseconds a line'], rows);
}
