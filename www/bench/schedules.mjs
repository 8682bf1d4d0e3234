// Schedules a second: the explorer beside tools that run real code.

import { figures, file, median, say, table } from './measure.mjs';

export function schedules() {
  say('schedules a second');
  const run = () => figures(file('../../target/release/schedules-bench'));
  const runs = [run(), run(), run()];
  const rows = runs[0].map(([threads, ...first], row) => {
    // Pairs: the number of schedules of a search, and of schedules a second.
    const found = first.filter((_, at) => at % 2 === 0);
    const speeds = found.map((_, at) => median(runs.map((lines) => lines[row][2 + 2 * at])));
    const [ours, , ...peers] = speeds;
    const cells = found.map((count, at) => `${Math.round(speeds[at])} (of ${count})`);
    return [threads, ...cells, ...peers.map((peer) => `${(ours / peer).toFixed(0)} ×`)];
  });
  table(
    'Schedules a second of threads that increment a value, natively; then how many times as fast ours one by one is',
    ['threads', 'ours, one by one', 'ours, merged', 'shuttle (DFS)', 'loom', '/shuttle', '/loom'],
    rows,
  );
}
