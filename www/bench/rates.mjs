// How often lines tear and characters are lost: real threads, beside simulated ones.

import { open } from '../test/browser.mjs';
import { runWith } from '../test/page.mjs';
import { say, table, viewport } from './measure.mjs';

const RUNS = 100;
const SIMULATED = ', simulated';
const DEFAULT = { program: 'counter', lock: 'none', scope: 'line', threads: 5, count: 5, pace: 2000, inside: 0, outside: 0, main: 'join' };

/** The settings of the runs, by name; others than these are the default. */
const SETTINGS = {
  'as usual: 5 threads, 5 lines each': {},
  '2 threads, 2 lines each': { threads: 2, count: 2 },
  '5 threads, at full speed': { pace: 0 },
  'a lock for each character': { lock: 'mutex', scope: 'glyph' },
};

/** The median of some numbers, and the least and the most. */
function spread(numbers) {
  const sorted = numbers.toSorted((one, other) => one - other);
  return `${sorted[Math.floor(sorted.length / 2)]} (${sorted[0]} to ${sorted.at(-1)})`;
}

/** The figures of many runs without threads, a seed each. */
const simulate = (page, shown) =>
  page.evaluate(async ([shown, runs]) => {
    const files = ['runs/cells.js', 'runs/program.js', 'runs/engine.js', 'pkg/mutex_demo.js', 'on-demand/engine.js', 'pkg/on_demand.js'];
    const [{ Cells }, { toWasm }, first, { readScreen, Settings }, second, simulated] = await Promise.all(files.map((file) => import(`../${file}`)));
    await Promise.all([first.load(), second.load()]);
    const [program, same] = [toWasm(Settings, shown), toWasm(simulated.Settings, shown)];
    return Array.from({ length: runs }, (_, seed) => {
      const simulation = new simulated.Simulation(same, seed);
      const { outcome, details, written, printed } = simulation.advance(Infinity, 10_000_000);
      const figures = readScreen(program, new Cells(simulation.cells()), outcome, details, written, printed);
      simulation.free();
      return figures;
    });
  }, [shown, RUNS]);

export async function rates(browser, url) {
  say(`what tears and is lost in ${RUNS} runs`);
  const element = new URL('test/element.html', url).href;
  const [real, simulated] = await Promise.all(['real', 'simulated'].map(() => open(browser, element, { viewport })));
  const rows = [];
  for (const [name, settings] of Object.entries(SETTINGS)) {
    const shown = { ...DEFAULT, ...settings };
    const ran = [];
    for (let run = 0; run < RUNS; run++) ran.push(await runWith(real.page, shown));
    for (const [what, runs] of [['', ran], [SIMULATED, await simulate(simulated.page, shown)]]) {
      const [torn, lost] = [runs.map(({ lines }) => lines.torn), runs.map(({ glyphs }) => glyphs.lost)];
      const some = (numbers) => numbers.filter((number) => number > 0).length;
      rows.push([name + what, some(torn), spread(torn), some(lost), spread(lost)]);
    }
  }
  for (const { page } of [real, simulated]) await page.context().close();
  table(
    `Torn lines and lost characters in ${RUNS} runs: how many runs have some, then the median, the least and the most of a run`,
    ['', 'runs that tear', 'torn lines', 'runs that lose', 'lost characters'],
    rows,
  );
}
