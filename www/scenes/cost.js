// Cost: the reader holds the lock longer, and the lines a second fall as computed.

/** @import { Lesson } from './lesson.js' */
/** @import { Result } from '../element/result.js' */

import { create } from '../element/elements.js';

/** The times by which a hold can be longer, in milliseconds. */
const TIMES = [0, 10, 20, 50, 100];

/** A figure with as many digits as it is good for. @param {number} value */
const rounded = (value) => Number(value.toPrecision(value < 100 ? 2 : 3));

/**
 * The time of a hold in milliseconds, as it is set, and the lines a second: computed from it, and measured.
 * @param {Result} result
 */
export function figuresOf({ lines, glyphs, pace, inside, threadsMs }) {
  const holdMs = ((glyphs.expected / lines.expected) * pace + inside) / 1000;
  return { holdMs, computed: 1000 / holdMs, measured: threadsMs ? (lines.expected * 1000) / threadsMs : null };
}

/** @param {Lesson} lesson */
export function cost(lesson) {
  const { host } = lesson;
  lesson.lists('first', 'half');
  const fill = lesson.table(
    lesson.say('table'),
    ['', ...['hold', 'computed', 'measured'].map((key) => lesson.say(key))],
    { before: lesson.say('before'), now: lesson.say('now') },
  );
  lesson.findings.append(create('p', { class: 'small' }, lesson.say('note')));

  const select = create('select', { name: 'hold' });
  const show = () => {
    const current = host.inside / 1000;
    const times = [...new Set([...TIMES, current])].sort((one, other) => one - other);
    select.replaceChildren(...times.map((time) => create('option', { value: time }, lesson.say('time', time))));
    select.value = String(current);
  };
  show();
  let turned = false;
  select.addEventListener('change', () => {
    lesson.change({ inside: Number(select.value) * 1000 });
    lesson.run();
  });
  lesson.extras.append(create('label', { class: 'hold' }, lesson.say('inside'), select));
  lesson.on('change', ({ name }) => {
    if (name !== 'inside') return;
    turned = true;
    show();
  });

  /** @type {{ measured: number, inside: number } | undefined} */
  let first;
  lesson.on('done', (result) => {
    if (result.outcome !== 'finished' || result.lock === 'none') return;
    const { holdMs, computed, measured } = figuresOf(result);
    if (measured === null || !Number.isFinite(measured)) return;
    const words = [lesson.say('time', rounded(holdMs)), ...[computed, measured].map((rate) => rounded(rate).toLocaleString(lesson.language))];
    if (!first) {
      first = { measured, inside: result.inside };
      fill('before', ...words);
      return lesson.meet('first');
    }
    fill('now', ...words);
    if (turned && first.inside < result.inside && measured <= first.measured / 2) lesson.meet('half');
  });
}
