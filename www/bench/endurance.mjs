// Many runs in one page, ended in every way, of every preset and lock; and a hundred million guarded lines. What comes out
// wrong is counted, and what is left in the end.

import { open } from '../test/browser.mjs';
import { say, table, viewport } from './measure.mjs';

const CYCLES = 10_000;
const MILLIONS = 100;

/** The page's heap, nodes and workers, after the garbage is collected. */
async function held(page, session) {
  await session.send('HeapProfiler.collectGarbage');
  const { jsHeapUsedSize } = await session.send('Runtime.getHeapUsage').then(({ usedSize }) => ({ jsHeapUsedSize: usedSize }));
  const { nodes } = await session.send('Memory.getDOMCounters');
  const { live, most } = await page.evaluate(() => ({ ...globalThis.workers }));
  return [`${(jsHeapUsedSize / 2 ** 20).toFixed(1)} MiB`, nodes, live, most];
}

/** In the page: counts its workers. */
function countWorkers() {
  const { Worker } = globalThis;
  const workers = (globalThis.workers = { live: 0, most: 0 });
  globalThis.Worker = class extends Worker {
    constructor(...how) {
      super(...how);
      workers.most = Math.max(workers.most, ++workers.live);
    }
    terminate() {
      super.terminate();
      workers.live--;
    }
  };
}

/** In the page: so many cycles of an element that comes, runs, is stopped or removed in the middle of its run, and goes. */
async function cycle(cycles, seed) {
  // Mulberry32.
  const random = (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
  const of = (...choices) => choices[random(choices.length)];
  const counts = { finished: 0, stopped: 0, removed: 0, hung: 0, other: 0, wrong: 0 };
  for (let number = 0; number < cycles; number++) {
    const demo = document.createElement('mutex-demo');
    const settings = {
      program: of('counter', 'counter', 'counter', 'increment', 'forgetful', 'two-locks', 'two-locks-ordered', 'exit'),
      ...{ lock: of('none', 'mutex', 'spin', 'ticket'), scope: of('line', 'glyph', 'thread'), threads: 1 + random(4) },
      ...{ count: of(1, 3, 500), pace: of(0, 0, 0, 20), main: of('join', 'join', 'exit') },
    };
    Object.assign(demo, settings);
    document.body.append(demo);
    await demo.ready;
    const run = demo.run();
    const end = of('wait', 'wait', 'stop', 'remove');
    // A run of 2,000 lines, a character each 20 µs, is not waited for.
    const long = settings.pace > 0 && settings.count === 500;
    if (end === 'remove') {
      demo.remove();
      counts.removed++;
      await run;
      continue;
    }
    if (end === 'stop' || long) demo.stop();
    const { outcome, lines, glyphs } = await run;
    const kind = { finished: 'finished', stopped: 'stopped', deadlock: 'hung', abandoned: 'hung' }[outcome] ?? 'other';
    counts[kind]++;
    const guarded = settings.lock !== 'none' && settings.scope !== 'glyph' && settings.program === 'counter';
    if (outcome === 'finished' && guarded && (lines.torn !== 0 || glyphs.lost !== 0 || lines.whole !== lines.expected)) counts.wrong++;
    demo.remove();
  }
  return counts;
}

/** In the page: guarded lines, a million a run. */
async function print(millions) {
  const demo = document.createElement('mutex-demo');
  Object.assign(demo, { pace: 0, threads: 5, count: 200_000 });
  document.body.append(demo);
  await demo.ready;
  const sum = { lines: 0, torn: 0, lost: 0 };
  for (let run = 0; run < millions; run++) {
    // Each of the ticket lock's lines is handed over, so one run has it.
    demo.lock = run === 0 ? 'ticket' : run % 10 === 1 ? 'spin' : 'mutex';
    const { lines, glyphs } = await demo.run();
    sum.lines += lines.whole;
    sum.torn += lines.torn;
    sum.lost += glyphs.lost;
  }
  demo.remove();
  return sum;
}

export async function endurance(browser, url) {
  const { page } = await open(browser, `${url}test/element.html`, { viewport });
  const session = await page.context().newCDPSession(page);
  await page.evaluate(countWorkers);
  await page.evaluate(() => document.querySelector('mutex-demo').remove());
  const rows = [];
  const row = async (name, what) => rows.push([name, what, ...(await held(page, session))]);
  await page.evaluate(`(${cycle})(50, 1)`);
  const emptied = () => page.waitForFunction(() => globalThis.workers.live === 0);
  await emptied();
  await row('before', '');
  for (let done = 0; done < CYCLES; done += 1_000) {
    say(`endurance: ${done} of ${CYCLES} runs`);
    const counts = await page.evaluate(`(${cycle})(1000, ${done + 7})`);
    await row('1,000 runs', Object.entries(counts).map(([kind, count]) => `${count} ${kind}`).join(', '));
  }
  say(`endurance: ${MILLIONS} million lines`);
  const { lines, torn, lost } = await page.evaluate(`(${print})(${MILLIONS})`);
  await emptied();
  await row('lines', `${lines.toLocaleString('en')} whole, ${torn} torn, ${lost} characters lost`);
  await page.context().close();
  table('Endurance: what each stage came to, and what the page holds after it', ['', '', 'heap', 'nodes', 'workers', 'at most'], rows);
}
