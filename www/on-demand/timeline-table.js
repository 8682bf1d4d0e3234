// The timeline as a table: the same facts for readers who cannot see it, or want the figures. Loaded when first opened.

import { table } from './charts.js';
import { find } from '../element/elements.js';
import { ACTIVITIES } from '../element/timeline.js';
import { MAIN } from '../texts/forms.js';

/** @import { Fact, Key, Texts } from '../texts/texts.js' */

const MOST_ROWS = 300;

/**
 * Shows the intervals of a timeline between two times, in the order of their starts.
 * @param {HTMLElement} part holds a sentence and a place for the table
 * @param {import('../pkg/mutex_demo.js').Timeline} timeline
 * @param {number} from
 * @param {number} to
 * @param {{ at: Key, span: (time: number) => Fact }} unit how a moment and a span of time are said
 * @param {Texts['say']} say
 */
export function tabulate(part, timeline, from, to, { at, span }, say) {
  const seen = [];
  for (let lane = 0; lane < timeline.lanes; lane++) {
    const who = say('thread', lane === timeline.lanes - 1 ? MAIN : lane);
    const intervals = timeline.intervals(lane);
    for (let index = 0; index < intervals.length; index += 3) {
      const [start, end, activity] = intervals.subarray(index, index + 3);
      if (from <= end && start <= to) seen.push({ who, start, end, activity });
    }
  }
  seen.sort((one, other) => one.start - other.start);
  const rows = seen.slice(0, MOST_ROWS).map(({ who, start, end, activity }) =>
    [who, say(ACTIVITIES[activity]), say(at, start), say(at, end), say(...span(end - start))]);
  find(part, 'p').textContent = say('timeline.table', seen.length, seen.length > MOST_ROWS ? MOST_ROWS : null);
  const heads = [say('table.thread'), say('table.does'), say('table.from'), say('table.to'), say('table.for')];
  find(part, '.scroll').replaceChildren(table(heads, rows));
}
