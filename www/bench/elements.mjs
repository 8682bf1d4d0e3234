// Forty elements on one page: what they cost it. On a busy machine a task lasts longer than the processor time that it takes.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { open } from '../test/browser.mjs';
import { say, table, viewport } from './measure.mjs';

const STAGES = { load: 'loaded', apart: 'run, one after the other', together: 'run at once' };
// The time between two looks at the memory, in milliseconds.
const LOOK_MS = 50;

/** The memory of the browser's pages and their workers that is resident, in bytes; 0 where the system does not tell. */
async function resident(session) {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const pages = processInfo.filter(({ type }) => type === 'renderer').map(async ({ id }) => {
    const sizes = await readFile(`/proc/${id}/smaps_rollup`, 'utf8').catch(() => '');
    return 1024 * Number(/^Pss: *(\d+)/m.exec(sizes)?.[1] ?? 0);
  });
  return (await Promise.all(pages)).reduce((sum, size) => sum + size, 0);
}

/** Looks at the memory until it is called again; then returns the most that there was. */
async function watchMemory(browser) {
  const session = await browser.newBrowserCDPSession();
  let most = 0;
  let looking = true;
  const looks = (async () => {
    while (looking) {
      most = Math.max(most, await resident(session));
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  })();
  return async () => {
    looking = false;
    await looks;
    await session.detach();
    return most;
  };
}

/** Traces the tasks of a page's thread until it is called again; then returns the most processor time that one took, in ms. */
async function watchTasks(browser, page) {
  const session = await browser.newBrowserCDPSession();
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await session.send('Tracing.start', { traceConfig: { includedCategories: ['toplevel', 'blink.user_timing'] } });
  await page.evaluate(() => performance.mark('watched'));
  return async () => {
    const complete = once(session, 'Tracing.tracingComplete');
    await session.send('Tracing.end');
    await complete;
    await session.detach();
    const { pid, tid } = events.find(({ name }) => name === 'watched');
    const own = events.filter((event) => event.pid === pid && event.tid === tid && event.tdur > 0);
    return Math.max(...own.map(({ tdur }) => tdur / 1000));
  };
}

export async function elements(browser, url) {
  say('forty elements');
  const { page } = await open(browser, `${url}bench/elements.html`, { viewport });
  const rows = [];
  for (const [stage, words] of Object.entries(STAGES)) {
    const memory = await watchMemory(browser);
    const tasks = await watchTasks(browser, page);
    const { ms, workers, longest, shift } = await page.evaluate((stage) => globalThis.measure(stage), stage);
    const [mebibytes, busiest] = [((await memory()) / 2 ** 20).toFixed(0), (await tasks()).toFixed(0)];
    rows.push([words, ms.toFixed(0), workers, `${mebibytes} MiB`, `${longest.toFixed(0)} ms`, `${busiest} ms`, shift.toFixed(3)]);
  }
  await page.context().close();
  table('Forty elements of five threads on one page', ['', 'ms', 'workers', 'memory', 'longest task', 'most processor time of one', 'layout shift'], rows);
}
