// The timeline as a table: the same facts for readers who cannot see it, or want the figures. Loaded when first opened.

import { table } from './charts.js';
import { find } from '../element/elements.js';
import { ACTIVITIES } from '../element/timeline.js';

const MOST_ROWS = 300;

/**
 * Shows the intervals of a timeline between two times, in the order of their starts.
 * @param {HTMLElement} part holds a sentence and a place for the table
 * @param {import('../pkg/mutex_demo.js').Timeline} timeline
 * @param {number} from
 * @param {number} to
 * @param {(time: number) => string} at a moment in words
 * @param {(time: number) => string} inWords a span of time in words
 */
export function tabulate(part, timeline, from, to, at, inWords) {
  const seen = [];
  for (let lane = 0; lane < timeline.lanes; lane++) {
    const who = lane === timeline.lanes - 1 ? 'main' : `thread ${lane}`;
    const intervals = timeline.intervals(lane);
    for (let index = 0; index < intervals.length; index += 3) {
      const [start, end, activity] = intervals.subarray(index, index + 3);
      if (from <= end && start <= to) seen.push({ who, start, end, activity });
    }
  }
  seen.sort((one, other) => one.start - other.start);
  const rows = seen.slice(0, MOST_ROWS).map(({ who, start, end, activity }) =>
    [who, ACTIVITIES[activity], at(start), at(end), inWords(end - start)]);
  const all = `In the order in which they began: ${seen.length.toLocaleString('en')} in sight`;
  const more = seen.length > MOST_ROWS ? `, the first ${MOST_ROWS} of them here. Zoom in for the others.` : '.';
  find(part, 'p').textContent = all + more;
  find(part, '.scroll').replaceChildren(table(['Thread', 'Does', 'From', 'To', 'For'], rows));
}
