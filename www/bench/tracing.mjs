// The cost of tracing at full speed: a large run is summed and not traced. This benchmark checks that it stays so.

import { open } from '../test/browser.mjs';
import { inTurns, say, table, viewport } from './measure.mjs';

const LINES = 1_000_000;
// One run in five takes twice as long as another, traced or not: hence so many, and a look at the fast ones, too.
const ROUNDS = 40;

/** Compares the milliseconds of runs with and without tracing. Returns rows: both speeds, and the difference. */
async function compare(name, milliseconds) {
  const runs = await inTurns({ with: () => milliseconds(true), without: () => milliseconds(false) }, ROUNDS);
  const sorted = [runs.with, runs.without].map((all) => all.toSorted((a, b) => a - b));
  return Object.entries({ median: 0.5, 'fastest tenth': 0.1 }).map(([which, share]) => {
    const [traced, plain] = sorted.map((all) => all[ROUNDS * share]);
    const speeds = [traced, plain].map((ms) => Math.round(LINES / (ms / 1000)));
    return [`${name}: ${which}`, ...speeds, `${((1 - plain / traced) * 100).toFixed(1)} %`];
  });
}

export async function tracing(browser, url) {
  say('what tracing costs');
  const { page: element } = await open(browser, `${url}bench/element.html`, { viewport });
  const streamed = await compare('to the page, the timeline shown or hidden', async (timeline) => {
    const stream = ([lines, timeline]) => globalThis.stream(lines, timeline);
    return (await element.evaluate(stream, [LINES, timeline])).ms;
  });
  await element.context().close();
  const { page: unwatched } = await open(browser, `${url}bench/lock.html`, { viewport });
  const alone = await compare('the process alone, recorded or not', async (recorded) => {
    const print = ([settings, recorded]) => globalThis.print(settings, recorded);
    return (await unwatched.evaluate(print, [{ lock: 'mutex', threads: 5, count: LINES / 5 }, recorded])).elapsedMs;
  });
  await unwatched.context().close();
  table(
    'What tracing costs at full speed: lines a second, of 1,000,000 guarded ones of five threads',
    ['', 'with', 'without', 'slower by'],
    [...streamed, ...alone],
  );
}
